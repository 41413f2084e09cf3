"""A long text: shown a part at a time, every word in one of them, and each link leads to the part it means."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from biennien.registry.tables import Mention
from biennien.web import stretches

from .conftest import Archive, csrf_of
from .conftest import page as page_of

NAME = "dai.txt"
SHORT = 900
"""Characters of a part in these tests, so that a text need not be long to have several."""

TEXT = "BÁO CÁO\nVề phong trào thi đua “Dọn suối Tu Lý”\n" + "".join(
    f"{number}. UBND xã Suối {number} dọn {number} khúc suối, trồng cây hai bên bờ.\n" for number in range(1, 61)
)


@pytest.fixture
def long(own_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive with a text of several parts."""
    monkeypatch.setattr(stretches, "LONGEST", SHORT)
    own_archive.take_in({NAME: TEXT})
    return own_archive


def home(archive: Archive) -> str:
    return f"/documents/{archive.documents[NAME]}"


def mentions(archive: Archive, **asked: Any) -> list[dict[str, Any]]:
    return list(archive.client().get(f"/api/v1{home(archive)}/entities", query_string=asked).get_json()["items"])


def parts(archive: Archive) -> Iterator[str]:
    """The text of each part, by the links from one to the next."""
    path: str | None = home(archive)
    while path:
        text = page_of(archive.client(), path)
        yield text
        found = re.search(r'<a href="([^"]+)">Phần sau', text)
        path = found[1].replace("&amp;", "&") if found else None


@given(st.text(alphabet="ab \n", max_size=400), st.integers(2, 40))
def test_stretches_hold_every_character_once(body: str, longest: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "LONGEST", longest)
        cut = stretches.cut_body(body)
    assert "".join(body[one.start : one.end] for one in cut) == body
    assert all(one.end - one.start <= longest for one in cut)
    assert [one.number for one in cut] == list(range(1, len(cut) + 1))


def test_long_text_is_read_from_part_to_part(long: Archive) -> None:
    read = list(parts(long))
    assert len(read) > 3
    bodies = [re.search(r'<div class="body".*?</div>', text, re.DOTALL) for text in read]
    shown = html.unescape(re.sub(r"<[^>]+>", "", "".join(body[0] for body in bodies if body)))
    assert shown.split() == TEXT.split()
    for one in mentions(long):
        assert sum(f'id="m-{one["id"]}"' in text for text in read) == 1


@pytest.mark.parametrize("asked", ["at={start}", "start={start}&end={end}", "entity={id}"])
def test_links_lead_to_the_part_where_the_place_is(long: Archive, asked: str) -> None:
    last = mentions(long, label="UNIT")[-1]
    assert f'id="m-{last["id"]}"' not in page_of(long.client(), home(long))
    assert f'id="m-{last["id"]}"' in page_of(long.client(), f"{home(long)}?{asked.format(**last)}")


def test_every_link_of_the_text_has_its_place_where_it_leads(long: Archive) -> None:
    for text in parts(long):
        for query, anchor in re.findall(r'href="(\?at=\d+|)#([csm]-[^"]+)"', text):
            assert f'id="{anchor}"' in (page_of(long.client(), home(long) + query) if query else text)


@pytest.mark.parametrize("part", ["0", "-3", "99999999999", "x"])
def test_part_that_is_not_there_is_the_nearest(long: Archive, part: str) -> None:
    assert "khúc suối" in page_of(long.client(), f"{home(long)}?part={part}")


def test_words_marked_in_a_later_part_are_counted_from_its_beginning(long: Archive) -> None:
    staff, place = long.staff(), TEXT.index("khúc suối", TEXT.index("40. "))
    start = re.search(r'data-start="(\d+)"', page_of(staff, f"{home(long)}?at={place}"))
    assert start is not None
    nth = TEXT.count("khúc suối", int(start[1]), place) + 1
    form = f"{home(long)}/entities/new?words=khúc+suối&nth={nth}&start={start[1]}"
    given = dict(re.findall(r'name="(words|nth|start)" value="([^"]*)"', page_of(staff, form)))
    said = given | {"label": "PLACE", "csrf_token": csrf_of(staff, "/upload")}
    answer = staff.post(f"{home(long)}/entities/new", data=said)
    assert answer.status_code == 302
    (added,) = [one for one in mentions(long, label="PLACE") if one["text"] == "khúc suối"]
    assert added["start"] == place
    assert f'id="m-{added["id"]}"' in page_of(staff, answer.headers["Location"].partition("#")[0])


@pytest.mark.parametrize("since", ["", "1970-01-01"])
def test_asking_for_few_entities_reads_few(long: Archive, since: str) -> None:
    read: list[object] = []
    note = lambda mention, _context: read.append(mention)  # noqa: E731
    event.listen(Mention, "load", note)
    try:
        assert len(mentions(long, size=2, updated_since=since)) == 2
    finally:
        event.remove(Mention, "load", note)
    assert len(read) == 3  # one more tells that it goes on
