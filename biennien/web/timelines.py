"""Campaigns over time, as the API answers and the page draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session

from biennien.registry.browsing import find_visible
from biennien.registry.harvest import cut, where_to_go_on
from biennien.registry.names import CampaignEntry, CampaignFilter, campaign_entries, campaign_starts
from biennien.registry.tables import Campaign, Unit
from biennien.searching import first_day, last_day
from biennien.web import links
from biennien.web.dates import show_date
from biennien.web.identity import reader
from biennien.web.serializers.campaigns import entries_of_launcher, group_entries, serialize_line
from biennien.web.serializers.names import moment
from biennien.web.services import services

UNDATED = 99_999_999
"""Comes after every day, as YYYYMMDD."""


def timeline(*, words: str = "", unit: str = "", first: str = "", last: str = "") -> list[dict[str, Any]]:
    """The campaigns that match, in order of their beginning, each with its period and stages; undated ones last."""
    with services().registry.read() as session:
        wanted = _wanted(session, unit, first, last)
        entries = campaign_entries(session, reader(), wanted=wanted)
        if words:
            named = {row.id for row in find_visible(session, Campaign, words, reader())}
            entries = [entry for entry in entries if entry.campaign.id in named]
        return _lines(_told(session, entries, wanted))


def timeline_page(asked: dict[str, Any]) -> dict[str, Any]:
    """The same a page at a time, in one order whatever the size of pages; in the order of ids with `updated_since`.

    Raises: BadCursor.
    """
    since = asked["updated_since"]
    with services().registry.read() as session:
        last, until = where_to_go_on(session, asked["cursor"] or None, str)
        wanted = replace(_wanted(session, asked["unit"], asked["from_"], asked["to"]), updated_since=since)
        rows = campaign_starts(session, reader(), wanted)
        if asked["q"]:
            named = {row.id for row in find_visible(session, Campaign, asked["q"], reader())}
            rows = [row for row in rows if row[0] in named]
        order = _by_id if since else _by_start
        page = cut(
            sorted(rows, key=order), lambda row: last is None or order(row) > last, until=until, limit=asked["size"],
            key=order,
        )  # fmt: skip
        ids = [row[0] for row in page.items]
        entries = campaign_entries(session, reader(), campaign_ids=ids, wanted=wanted, limit=None)
        lines = _lines(_told(session, entries, wanted))
    lines.sort(key=lambda line: ids.index(line["id"]))
    return {"items": lines, "cursor": page.cursor, "until": moment(page.until) if since else None}


def _wanted(session: Session, unit: str, first: str, last: str) -> CampaignFilter:
    units = [row.id for row in find_visible(session, Unit, unit, reader())] if unit else None
    return CampaignFilter(launched_by=units, from_day=first_day(first), to_day=last_day(last))


def _told(session: Session, found: Sequence[CampaignEntry], wanted: CampaignFilter) -> Sequence[CampaignEntry]:
    """All entries of the campaigns that were found by some of them: a part tells another period, another launcher.

    Asked for what a unit launched only that is told, see `entries_of_launcher`.
    """
    units = wanted.launched_by
    if (units, wanted.from_day, wanted.to_day) == (None, None, None):
        return found
    ids = list(group_entries(found))
    whole = group_entries(campaign_entries(session, reader(), campaign_ids=ids, limit=None))
    if units is None:
        return [entry for one in ids for entry in whole[one]]
    return [entry for one in ids for entry in entries_of_launcher(whole[one], units)]


def _lines(entries: Sequence[CampaignEntry]) -> list[dict[str, Any]]:
    lines = [serialize_line(group) for group in group_entries(entries).values()]
    return sorted(lines, key=lambda line: (line["from"] is None, line["from"] or "", line["id"]))


def _by_id(row: tuple[str, int | None]) -> str:
    return row[0]


def _by_start(row: tuple[str, int | None]) -> str:
    return f"{row[1] or UNDATED:010} {row[0]}"


# ---------------------------------------------------------------- the drawing: percent of its width

LEAST_WIDTH = 0.8
"""Percent: a campaign of a few days still shows."""

MOST_TICKS = 8
TICK_STEPS = (1, 2, 3, *(12 * years for years in (1, 2, 5, 10, 20, 25, 50, 100, 250, 1000, 5000)))
"""Months from one tick of a scale to the next."""

MARGIN_YEARS = 0.02
"""Share of the years left empty at either end, so that the outermost dots are whole."""


def draw(lines: list[dict[str, Any]]) -> dict[str, Any]:
    """Lines with their places on one scale, the ticks of the scale, and the lines that have no date at all."""
    dated = [_closed(line) for line in lines if line["from"] or line["to"]]
    undated = [line | {"href": _href(line)} for line in lines if not (line["from"] or line["to"])]
    if not dated:
        return {"lines": [], "ticks": [], "undated": undated}
    first = min(_when(line["from"]) for line in dated)
    last = max(_when(line["to"]) for line in dated)
    margin = max(0.1, (last - first) * MARGIN_YEARS)
    scale = _Scale(first - margin, last + margin)
    return {
        "lines": [_placed(line, scale) for line in dated],
        "ticks": scale.ticks(),
        "undated": undated,
    }


def _closed(line: dict[str, Any]) -> dict[str, Any]:
    """A line with both ends: one of which only an end is known, by a period that is open, is drawn as that day."""
    return line | {"from": line["from"] or line["to"], "to": line["to"] or line["from"]}


def draw_line(line: dict[str, Any]) -> dict[str, Any] | None:
    """One campaign by itself."""
    drawing = draw([line]) if line["stages"] else None
    return drawing if drawing and drawing["lines"] else None


class _Scale:
    """Years (with fractions) to percent."""

    def __init__(self, first: float, last: float) -> None:
        self._first, self._last = first, last

    def place(self, when: float) -> float:
        """Where a moment stands."""
        return round(100 * (when - self._first) / (self._last - self._first), 3)

    def ticks(self) -> list[dict[str, Any]]:
        """Up to eight years in round numbers; months where the scale has not as many as two years."""
        first, last = 12 * self._first, 12 * self._last
        step = next(step for step in TICK_STEPS if (last - first) / step <= MOST_TICKS)
        months = range(int(first // step + 1) * step, int(last) + 1, step)
        return [{"x": self.place(month / 12), "label": _tick(month, step)} for month in months]


def _tick(months: int, step: int) -> str:
    """What a number of months since the year 0 is called on a scale that goes by `step` months."""
    year, month = divmod(months, 12)
    return str(year) if step % 12 == 0 else show_date(f"{year:04}-{month + 1:02}")


def _placed(line: dict[str, Any], scale: _Scale) -> dict[str, Any]:
    start, end = scale.place(_when(line["from"])), scale.place(_when(line["to"]))
    dots = [
        stage | {"x": scale.place(_when(day)), "href": links.document_link(stage["document"])}
        for stage in line["stages"]
        if (day := stage["day"] or _likely_day(stage, line))
    ]
    return line | {"x": start, "width": round(max(LEAST_WIDTH, end - start), 3), "dots": dots, "href": _href(line)}


def _likely_day(stage: dict[str, Any], line: dict[str, Any]) -> str | None:
    """Where an undated document is drawn: a launch where the campaign begins, a final summary where it ends."""
    if not line["period"]:
        return None
    return {"launch": line["from"], "final summary": line["to"]}.get(stage["stage"])


def _when(day: str) -> float:
    year, month, number = map(int, day.split("-"))
    return year + (month - 1) / 12 + (number - 1) / 372


def _href(line: dict[str, Any]) -> str | None:
    return links.named_link("campaign", line["id"])
