"""What programs are told that keep a copy: which jobs changed, which documents are not public any more.

Revision: 0017, after 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from biennien.registry.tables import Instant

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

LONG_AGO = "1970-01-01 00:00:00"


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.add_column("documents", sa.Column("was_public", sa.Boolean(), nullable=False, server_default=sa.text("false")))
    op.execute("UPDATE documents SET was_public = (visibility = 'public')")
    op.add_column("jobs", sa.Column("updated_at", Instant(), nullable=False, server_default=LONG_AGO))
    op.create_index("ix_jobs_updated_at", "jobs", ["updated_at"], unique=False)
    op.execute("UPDATE jobs SET updated_at = coalesce(ended_at, heartbeat_at, started_at, created_at)")
