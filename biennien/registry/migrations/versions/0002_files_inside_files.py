"""Files inside files.

Revision: 0002, after 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    with op.batch_alter_table("documents", schema=None) as batch_op:
        batch_op.add_column(sa.Column("withdrawn_with", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("handed_in", sa.Boolean(), nullable=False, server_default="1"))

    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.add_column(sa.Column("root_id", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("depth", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("unpacked_members", sa.Integer(), nullable=False, server_default="0"))
        batch_op.add_column(sa.Column("unpacked_bytes", sa.BigInteger(), nullable=False, server_default="0"))
        batch_op.create_index(batch_op.f("ix_jobs_root_id"), ["root_id"], unique=False)

    op.create_table(
        "members",
        sa.Column("parent_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("child_id", sa.String(length=64), nullable=True),
        sa.Column("error_code", sa.String(length=40), nullable=True),
        sa.Column("error_params", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["documents.id"], name=op.f("fk_members_child_id_documents")),
        sa.ForeignKeyConstraint(["parent_id"], ["documents.id"], name=op.f("fk_members_parent_id_documents")),
        sa.PrimaryKeyConstraint("parent_id", "position", name=op.f("pk_members")),
    )
    with op.batch_alter_table("members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_members_child_id"), ["child_id"], unique=False)
