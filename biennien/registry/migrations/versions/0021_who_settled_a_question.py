"""Who settled a question is in the log of acts alone.

Revision: 0021, after 0020
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NUMBERS = sa.table("sqlite_sequence", sa.column("name"), sa.column("seq"))


def upgrade() -> None:
    """Bring the tables up to this revision."""
    if op.get_context().dialect.name == "sqlite":
        _drop_by_a_copy(op.get_bind())
    else:
        op.drop_column("questions", "settled_by")


def _drop_by_a_copy(connection: sa.Connection) -> None:
    """SQLite drops no column that refers to another table; the copy would begin to number anew, which acts name."""
    numbers = connection.execute(sa.select(NUMBERS).where(NUMBERS.c.name == "questions")).mappings().all()
    with op.batch_alter_table("questions", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_column("settled_by")
    connection.execute(sa.delete(NUMBERS).where(NUMBERS.c.name == "questions"))
    for row in numbers:
        connection.execute(sa.insert(NUMBERS).values(**row))
