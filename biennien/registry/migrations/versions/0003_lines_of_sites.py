"""Lines that a site sets on its pages.

Revision: 0003, after 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "page_lines",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("in_body", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_page_lines_document_id")),
        sa.PrimaryKeyConstraint("document_id", "key", name=op.f("pk_page_lines")),
    )
    with op.batch_alter_table("page_lines", schema=None) as batch_op:
        batch_op.create_index("ix_page_lines_site_key", ["site", "key"], unique=False)
