"""What speaks against making two units, slogans or campaigns one, told before a person does it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from biennien.registry.days import FIRST_DAY, LAST_DAY, as_text, days_of
from biennien.registry.name_acts import REFUSED
from biennien.registry.name_history import undone
from biennien.registry.name_journal import SPLIT
from biennien.registry.name_leads import cluster_of
from biennien.registry.readers import Reader, visible
from biennien.registry.tables import Campaign, CampaignDocument, Document, NameAct, NameProposal, Unit
from biennien.registry.unit_tree import ancestors

TOLD_APART, PARTED, PART_OF, KIND, PLACE, TIMES, RECORDS = (
    "told_apart", "parted", "part_of", "kind", "place", "times", "records",
)  # fmt: skip
"""A person said that they are two; a person parted one from the other; one is part of the other; the two are of other
kinds, of other places, of times that do not meet; documents tell of both campaigns, and what comes first stays."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why two may not be one: `entry` and `into` are what is known of each, `documents` how many it is about."""

    reason: str
    entry: str | None = None
    into: str | None = None
    documents: int = 0


def conflicts_of(session: Session, row: Any, into: Any, reader: Reader) -> tuple[Conflict, ...]:
    """What speaks against merging `row` into `into`, as far as documents tell it that `reader` may see."""
    found = list(_said(session, row, into))
    if isinstance(row, Unit):
        found += _of_units(session, row, into)
    elif isinstance(row, Campaign):
        found += _of_campaigns(session, row, into, reader)
    return tuple(found)


def _said(session: Session, row: Any, into: Any) -> Iterator[Conflict]:
    """What people said of the two."""
    own, other = cluster_of(session, row.id), cluster_of(session, into.id)

    def between(one: Any, two: Any) -> Any:
        return or_(and_(one.in_(own), two.in_(other)), and_(one.in_(other), two.in_(own)))

    refused = select(NameProposal.id).where(NameProposal.state == REFUSED)
    if session.scalars(refused.where(between(NameProposal.one_id, NameProposal.other_id)).limit(1)).first():
        yield Conflict(TOLD_APART)
    splits = select(NameAct).where(NameAct.act == SPLIT, between(NameAct.target_id, NameAct.other_id))
    acts = session.scalars(splits).all()
    if {act.id for act in acts} - undone(session, acts):
        yield Conflict(PARTED)


def _of_units(session: Session, row: Unit, into: Unit) -> Iterator[Conflict]:
    above = {one.id: [higher.id for higher in ancestors(session, one)] for one in (row, into)}
    if row.id in above[into.id] or into.id in above[row.id]:
        yield Conflict(PART_OF, row.name, into.name)
    for reason, one, other in ((KIND, row.kind, into.kind), (PLACE, row.place, into.place)):
        if one and other and one != other:
            yield Conflict(reason, one, other)
    (first, last), (its_first, its_last) = (_valid(one) for one in (row, into))
    if first > its_last or its_first > last:
        yield Conflict(TIMES, _interval(row), _interval(into))


def _valid(unit: Unit) -> tuple[int, int]:
    """The first and last day of a unit as far as they are known."""
    return days_of(unit.valid_from)[0] or FIRST_DAY, days_of(unit.valid_to)[1] or LAST_DAY


def _interval(unit: Unit) -> str:
    return f"{unit.valid_from or '..'}/{unit.valid_to or '..'}"


def _of_campaigns(session: Session, row: Campaign, into: Campaign, reader: Reader) -> Iterator[Conflict]:
    table = CampaignDocument
    days = select(table.campaign_id, func.min(table.from_day), func.max(table.to_day))
    days = days.join(Document, Document.id == table.document_id).where(table.campaign_id.in_((row.id, into.id)))
    rows = session.execute(visible(days, reader).group_by(table.campaign_id))
    told = {row_id: (first, last) for row_id, first, last in rows}
    one, other = told.get(row.id, (None, None)), told.get(into.id, (None, None))
    if None not in (*one, *other) and (one[0] > other[1] or other[0] > one[1]):
        yield Conflict(TIMES, _span(*one), _span(*other))
    second = aliased(table)
    both = select(func.count()).select_from(table).join(second, second.document_id == table.document_id)
    both = both.join(Document, Document.id == table.document_id)
    both = both.where(table.campaign_id == row.id, second.campaign_id == into.id)
    if number := session.execute(visible(both, reader)).scalar_one():
        yield Conflict(RECORDS, documents=number)


def _span(first: int, last: int) -> str:
    return f"{_day(first)}/{_day(last)}"


def _day(day: int) -> str:
    """A day as EDTF.

    >>> _day(20190228), _day(LAST_DAY)
    ('2019-02-28', '..')
    """
    return ".." if day in (FIRST_DAY, LAST_DAY) else as_text(day)
