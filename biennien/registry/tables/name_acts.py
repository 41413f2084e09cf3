"""What people decided about names, the log of it, and what the program proposes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Float, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import Base, Id


class GivenName(Base):
    """A name that a person gave to a unit, slogan or campaign: asked before the names that entries were made from.

    `key` is the name as `registry.keys.identity_key` has it, `folded` as `fold_key` does. `target_id` may have been
    merged into another one since.
    """

    __tablename__ = "given_names"

    kind: Mapped[str] = mapped_column(String(10), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True)
    folded: Mapped[str] = mapped_column(Text, index=True)
    name: Mapped[str] = mapped_column(Text)
    target_id: Mapped[str] = mapped_column(Id, index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))


class MovedName(Base):
    """That in one document what bears the names of `old_id` is `new_id`: a person parted the two.

    `old_id` is the entry that a name led to before all mergers, `new_id` may have been merged since.
    """

    __tablename__ = "moved_names"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    old_id: Mapped[str] = mapped_column(Id, primary_key=True)
    new_id: Mapped[str] = mapped_column(Id, index=True)


class NameAct(Base):
    """One entry of the log of what people did to units, slogans and campaigns; never taken away, and changed no more
    once its documents are led (`said.made` tells of entries that leading them has made).

    `act` is `rename`, `alias`, `unalias`, `merge`, `split`, `confirm`, `refuse` or `undo` (of the entry `undoes`).
    `target_id` is what it was done to; `other_id` what was merged into it or split off it. `said` holds what was asked
    for, `before` the rows of decisions as they were, in the order they were changed.
    """

    __tablename__ = "name_acts"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    act: Mapped[str] = mapped_column(String(10))
    target_id: Mapped[str] = mapped_column(Id, index=True)
    other_id: Mapped[str | None] = mapped_column(Id, index=True)
    said: Mapped[dict[str, Any]]
    before: Mapped[list[Any]]
    undoes: Mapped[int | None] = mapped_column(ForeignKey("name_acts.id"), index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = ({"sqlite_autoincrement": True},)


class NameProposal(Base):
    """Two entries that the program holds for one, and what a person said of it.

    `one_id` sorts before `other_id`; both are ids before mergers. `reason` is a code of `registry.name_likeness`,
    `score` from 0 to 1, `evidence` the two names and what speaks for it. `state` is `open`, `accepted` or `refused`.
    """

    __tablename__ = "name_proposals"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    kind: Mapped[str] = mapped_column(String(10))
    one_id: Mapped[str] = mapped_column(Id)
    other_id: Mapped[str] = mapped_column(Id, index=True)
    reason: Mapped[str] = mapped_column(String(20))
    score: Mapped[float] = mapped_column(Float)
    evidence: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))

    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        Index("ix_name_proposals_state_score", "state", "score"),
        {"sqlite_autoincrement": True},
    )


class NameBlock(Base):
    """A part of a name as a number: only names that share one are compared."""

    __tablename__ = "name_blocks"

    block: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    row_id: Mapped[str] = mapped_column(Id, primary_key=True, index=True)


class NameToCompare(Base):
    """A unit, slogan or campaign that is new or has a new name, and waits to be compared with the others."""

    __tablename__ = "names_to_compare"

    row_id: Mapped[str] = mapped_column(Id, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))


class DocumentToLead(Base):
    """A document that an act on names has still to lead where its names lead now."""

    __tablename__ = "documents_to_lead"

    act_id: Mapped[int] = mapped_column(ForeignKey("name_acts.id"), primary_key=True, autoincrement=False)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)
