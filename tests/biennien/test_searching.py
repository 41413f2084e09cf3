"""A search in people's words becomes a query."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.names import find_named
from biennien.registry.readers import ANYONE, STAFF_MEMBER
from biennien.registry.tables import Document, Unit
from biennien.searching import BadDay, Wish, find_places, first_day, last_day, resolve
from nlp.mention import Analysis

TakeIn = Callable[..., Accepted]
Keep = Callable[..., Document]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("", None, None),
        ("2019", 20190101, 20191231),
        ("2019-02", 20190201, 20190228),
        ("2019-02-28", 20190228, 20190228),
        ("28/2/2019", 20190228, 20190228),
        ("2/2019", 20190201, 20190228),
        ("28.02.2019", 20190228, 20190228),
        ("2019-33", 20190101, 20190331),
        (" 2020 ", 20200101, 20201231),
    ],
)
def test_days_are_read_as_people_write_them(words: str, first: int | None, last: int | None) -> None:
    assert (first_day(words), last_day(words)) == (first, last)


@pytest.mark.parametrize("words", ["31/2/2019", "hôm qua", "20190228", "2019-13", "19"])
def test_what_is_no_day_is_refused_with_how_to_write_one(words: str) -> None:
    with pytest.raises(BadDay, match="2019-02-28"):
        first_day(words)


def test_names_become_ids(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    keep(take_in("a"))
    with registry.read() as session:
        (unit,) = find_named(session, Unit, "Ủy ban nhân dân xã Tân Lập")
        for words in (unit.id, "UBND xã Tân Lập", "ubnd xa tan lap", "uy ban nhan dan xa tan lap"):
            resolved = resolve(session, Wish(text="x", unit=[words]), ANYONE)
            assert (resolved.query.filters, resolved.unknown) == ({"unit": (unit.id,)}, [])


def test_name_of_nothing_is_told_and_finds_nothing(registry: Registry, take_in: TakeIn, keep: Keep) -> None:
    keep(take_in("a"))
    with registry.read() as session:
        resolved = resolve(session, Wish(text="x", unit=["Hội Không Có"], place=["Mặt Trăng"]), ANYONE)
    assert resolved.unknown == [("unit", "Hội Không Có"), ("place", "Mặt Trăng")]
    assert resolved.query.filters == {"unit": ("Hội Không Có",), "place": ("Mặt Trăng",)}


def test_reader_is_part_of_every_query(registry: Registry) -> None:
    with registry.read() as session:
        assert resolve(session, Wish(text="x"), ANYONE).query.visibilities == {"public"}
        assert resolve(session, Wish(text="x"), STAFF_MEMBER).query.visibilities == {"public", "staff"}


def test_places_are_found_without_their_level_for_those_who_may_know(
    registry: Registry, take_in: TakeIn, keep: Keep, make_analysis: Callable[..., Analysis]
) -> None:
    analysis = make_analysis()
    analysis.metadata["place"] = "tỉnh Lạng Sơn"
    keep(take_in("a", visibility="staff"), analysis=analysis)
    with registry.read() as session:
        assert find_places(session, STAFF_MEMBER, "lang son") == ["tỉnh Lạng Sơn"]
        assert find_places(session, STAFF_MEMBER, "Lạng") == ["tỉnh Lạng Sơn"]
        assert find_places(session, STAFF_MEMBER, "ang son") == []
        assert find_places(session, ANYONE, "lang son") == []
