"""Runs the migrations on the connection that `database.migrate` hands over, in its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context

from biennien.registry.tables import Base, Instant


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Our own column types as the plain ones they are kept in, so that a revision stands alone."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
