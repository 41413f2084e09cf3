"""One correction of the same words in many documents.

Revision: 0011, after 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from biennien.registry.keys import surface_key
from biennien.registry.tables import Instant

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

AT_ONCE = 5_000


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "sweeps",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("mention_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=12), nullable=False),
        sa.Column("surface", sa.Text(), nullable=False),
        sa.Column("payload", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", Instant(), nullable=False),
        sa.Column("created_by", sa.String(length=64), nullable=True),
        sa.Column("updated_at", Instant(), nullable=False),
        sa.Column("updated_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sweeps_document_id")),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_sweeps_created_by")),
        sa.ForeignKeyConstraint(["updated_by"], ["users.id"], name=op.f("fk_sweeps_updated_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sweeps")),
    )
    op.create_index(op.f("ix_sweeps_state"), "sweeps", ["state"])
    op.create_index(op.f("ix_sweeps_updated_at"), "sweeps", ["updated_at"])
    op.create_table(
        "sweep_items",
        sa.Column("sweep_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("mention_id", sa.String(length=64), nullable=False),
        sa.Column("tag", sa.String(length=20), nullable=False),
        sa.Column("left_out", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("correction_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["sweep_id"], ["sweeps.id"], name=op.f("fk_sweep_items_sweep_id")),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_sweep_items_document_id")),
        sa.ForeignKeyConstraint(["correction_id"], ["corrections.id"], name=op.f("fk_sweep_items_correction_id")),
        sa.PrimaryKeyConstraint("sweep_id", "position", name=op.f("pk_sweep_items")),
    )
    op.create_index(op.f("ix_sweep_items_document_id"), "sweep_items", ["document_id"])
    op.create_index("ix_sweep_items_sweep_id_state", "sweep_items", ["sweep_id", "state"])
    op.add_column("corrections", sa.Column("sweep_id", sa.String(length=64), nullable=True))
    op.add_column("mentions", sa.Column("surface_key", sa.String(length=16), nullable=True))
    _fill(op.get_bind())
    op.create_index(op.f("ix_mentions_surface_key"), "mentions", ["surface_key"])


def _fill(connection: sa.Connection) -> None:
    """Give the mentions that are there their keys."""
    mentions = sa.table(
        "mentions", sa.column("id", sa.String), sa.column("surface", sa.Text), sa.column("surface_key", sa.String)
    )
    some = sa.select(mentions.c.id, mentions.c.surface).order_by(mentions.c.id).limit(AT_ONCE)
    kept = sa.update(mentions).where(mentions.c.id == sa.bindparam("row")).values(surface_key=sa.bindparam("key"))
    last = ""
    while rows := connection.execute(some.where(mentions.c.id > last)).all():
        connection.execute(kept, [{"row": row_id, "key": surface_key(surface)} for row_id, surface in rows])
        last = rows[-1][0]
