"""The decorator of records that are made by the hundred for each document: frozen to the type checker alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, slots: bool):
        """`dataclass(frozen=True, slots=True)` whose instances are made in an eighth of the time.

        A frozen dataclass sets each of its fields by a call; that nothing writes to a record, the checker sees.
        """
        assert frozen and slots
        return dataclass(slots=True, unsafe_hash=True)


__all__ = ["record"]
