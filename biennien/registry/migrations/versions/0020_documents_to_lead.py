"""Documents that acts on names have still to lead.

Revision: 0020, after 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "documents_to_lead",
        sa.Column("act_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["name_acts.id"], name=op.f("fk_documents_to_lead_act_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_documents_to_lead_document_id")),
        sa.PrimaryKeyConstraint("act_id", "document_id", name=op.f("pk_documents_to_lead")),
    )
    op.create_index("ix_documents_to_lead_document_id", "documents_to_lead", ["document_id"])
