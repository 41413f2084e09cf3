"""What people decide about names: given names, moved ones, the log, proposals; who confirmed an entry.

Revision: 0014, after 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from biennien.registry.tables import Instant

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

NAMED = ("unit", "slogan", "campaign")
WAITING = ["row_id", "kind"]


def upgrade() -> None:
    """Bring the tables up to this revision; all names there are wait to be compared."""
    for kind in NAMED:
        with op.batch_alter_table(f"{kind}s", schema=None) as batch_op:
            batch_op.add_column(sa.Column("confirmed_by", sa.String(length=64), nullable=True))
            batch_op.add_column(sa.Column("confirmed_at", Instant(), nullable=True))
    _make_given_names()
    _make_acts()
    _make_proposals()
    for kind in NAMED:
        rows, waiting = sa.table(f"{kind}s", sa.column("id")), sa.table("names_to_compare", *map(sa.column, WAITING))
        op.execute(waiting.insert().from_select(WAITING, sa.select(rows.c.id, sa.literal(kind))))


def _make_given_names() -> None:
    op.create_table(
        "given_names",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target_id", sa.String(length=64), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_given_names_created_by")),
        sa.PrimaryKeyConstraint("kind", "key", name=op.f("pk_given_names")),
    )
    op.create_index("ix_given_names_folded", "given_names", ["folded"])
    op.create_index("ix_given_names_target_id", "given_names", ["target_id"])
    op.create_table(
        "moved_names",
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("old_id", sa.String(length=64), nullable=False),
        sa.Column("new_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_moved_names_document_id")),
        sa.PrimaryKeyConstraint("document_id", "old_id", name=op.f("pk_moved_names")),
    )
    op.create_index("ix_moved_names_new_id", "moved_names", ["new_id"])


def _make_acts() -> None:
    op.create_table(
        "name_acts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("target_id", sa.String(length=64), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=True),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["name_acts.id"], name=op.f("fk_name_acts_undoes")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_name_acts_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_acts")),
        sqlite_autoincrement=True,
    )
    for column in ("target_id", "other_id", "undoes"):
        op.create_index(f"ix_name_acts_{column}", "name_acts", [column])


def _make_proposals() -> None:
    op.create_table(
        "name_proposals",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("one_id", sa.String(length=64), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("decided_at", Instant(), nullable=True),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["users.id"], name=op.f("fk_name_proposals_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_name_proposals")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_name_proposals_one_id_other_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_name_proposals_other_id", "name_proposals", ["other_id"])
    op.create_index("ix_name_proposals_state_score", "name_proposals", ["state", "score"])
    op.create_table(
        "name_blocks",
        sa.Column("block", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("row_id", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("block", "row_id", name=op.f("pk_name_blocks")),
    )
    op.create_index("ix_name_blocks_row_id", "name_blocks", ["row_id"])
    op.create_table(
        "names_to_compare",
        sa.Column("row_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("row_id", name=op.f("pk_names_to_compare")),
    )
