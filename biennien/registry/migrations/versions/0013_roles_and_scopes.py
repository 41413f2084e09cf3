"""Four roles for accounts, and what each token is for.

Nobody loses anything: accounts of the one role there was become admins, tokens keep all that tokens could.

Revision: 0013, after 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.execute("UPDATE users SET role = 'admin' WHERE role = 'staff'")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.add_column(sa.Column("scopes", sa.String(length=40), nullable=True))
    op.execute("UPDATE tokens SET scopes = 'read upload correct'")
    with op.batch_alter_table("tokens", schema=None) as batch_op:
        batch_op.alter_column("scopes", existing_type=sa.String(length=40), nullable=False)
