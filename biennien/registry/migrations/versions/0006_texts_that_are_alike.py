"""Which documents are nearly the same.

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "likenesses",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=True),
        sa.Column("group_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_likenesses_document_id")),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_likenesses")),
    )
    with op.batch_alter_table("likenesses", schema=None) as batch_op:
        batch_op.create_index("ix_likenesses_group_id", ["group_id"], unique=False)
    op.create_table(
        "likeness_bands",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_likeness_bands_document_id")),
        sa.PrimaryKeyConstraint("band", "document_id", name=op.f("pk_likeness_bands")),
    )
    with op.batch_alter_table("likeness_bands", schema=None) as batch_op:
        batch_op.create_index("ix_likeness_bands_document_id", ["document_id"], unique=False)
