"""Documents that were open to the public once and are no more: few, which every search asks for.

Revision: 0022, after 0021
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

CLOSED = sa.text("was_public AND visibility <> 'public'")


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_index("ix_documents_closed", "documents", ["id"], sqlite_where=CLOSED, postgresql_where=CLOSED)
