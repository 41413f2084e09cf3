"""Documents that are nearly the same come into one group, whatever happens to them later."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from sqlalchemy import delete, event

from biennien.intake import Accepted
from biennien.registry.database import Registry
from biennien.registry.documents import set_visibility, withdraw
from biennien.registry.near_copies import compare_some, copies_of, groups_of
from biennien.registry.readers import ANYONE, STAFF_MEMBER, Reader
from biennien.registry.tables import Document, Likeness, LikenessBand
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis

Kept = Callable[..., Document]
TakeIn = Callable[..., Accepted]


def text(seed: int, *, misread: int = 0) -> str:
    chooser = random.Random(seed)
    words = [f"từ{chooser.randrange(5_000)}" for _ in range(300)]
    return " ".join(f"l{word}" if misread and place % misread == 0 else word for place, word in enumerate(words))


def analysis(number: str | None = None) -> Analysis:
    values = dict.fromkeys(METADATA_FIELDS) | {"title": "Kế hoạch", "doc_number": number}
    return Analysis((), values | {"authors": [], "attachments": []}, {}, ())


@pytest.fixture
def add(take_in: TakeIn, keep: Kept) -> Callable[..., Document]:
    """A document with this text, as a worker would keep it."""

    def added(name: str, body: str, number: str | None = None) -> Document:
        return keep(take_in(name, name), Reading(body, "text", "test 1"), analysis(number))

    return added


def copies(registry: Registry, document: Document, reader: Reader = ANYONE) -> set[str]:
    with registry.read() as session:
        return {one.source_file for one in copies_of(session, session.get_one(Document, document.id), reader)}


def test_scan_and_its_original_are_copies_of_each_other(registry: Registry, add: Callable[..., Document]) -> None:
    word = add("ke-hoach.docx", text(1), "12/KH-UBND")
    scan = add("ke-hoach.pdf", text(1, misread=20), "12/KH-UBND")
    other = add("khac.docx", text(2))
    assert copies(registry, word) == {"ke-hoach.pdf"}
    assert copies(registry, scan) == {"ke-hoach.docx"}
    assert copies(registry, other) == set()


def test_papers_with_two_numbers_are_two_papers(registry: Registry, add: Callable[..., Document]) -> None:
    first = add("mot.pdf", text(1), "12/QĐ-UBND")
    second = add("hai.pdf", text(1), "13/QĐ-UBND")
    assert copies(registry, first) == copies(registry, second) == set()


def test_new_paper_with_a_number_is_grouped_once(registry: Registry, add: Callable[..., Document]) -> None:
    told: list[str] = []
    event.listen(registry.engine, "before_cursor_execute", lambda *given: told.append(given[2]))
    add("mot.pdf", text(1), "12/QĐ-UBND")
    assert sum(one.startswith("UPDATE likenesses SET group_id") for one in told) == 1


def test_draft_without_a_number_goes_with_one_paper(registry: Registry, add: Callable[..., Document]) -> None:
    papers = [add("mot.pdf", text(1), "12/QĐ-UBND"), add("hai.pdf", text(1), "13/QĐ-UBND")]
    draft = add("du-thao.docx", text(1))
    assert len(copies(registry, draft)) == 1
    assert sorted(len(copies(registry, one)) for one in papers) == [0, 1]


def test_chain_of_versions_is_one_group_until_its_middle_goes(
    registry: Registry, add: Callable[..., Document], keep: Kept
) -> None:
    words = text(1).split()
    ends = [" ".join(words + text(seed).split()[:count]) for seed, count in ((2, 140), (3, 0), (4, 140))]
    first, middle, last = (add(f"{place}.txt", body) for place, body in enumerate(ends))
    assert copies(registry, first) == {"1.txt", "2.txt"}
    keep(Accepted("done", middle.id, None), Reading(text(9), "text", "test 1"), analysis())
    assert copies(registry, middle) == set()
    assert copies(registry, first) == copies(registry, last) == set()


def test_reader_sees_only_the_copies_open_to_them(registry: Registry, add: Callable[..., Document]) -> None:
    shown, hidden, gone = (add(name, text(1)) for name in ("mo.txt", "noi-bo.txt", "da-rut.txt"))
    with registry.write() as session:
        set_visibility(session, session.get_one(Document, hidden.id), "staff", user_id=None)
        withdraw(session, session.get_one(Document, gone.id), reason="thử", user_id=None)
    assert copies(registry, shown) == set()
    assert copies(registry, shown, STAFF_MEMBER) == {"noi-bo.txt"}


def test_older_archive_catches_up(registry: Registry, add: Callable[..., Document]) -> None:
    one, other = add("mot.txt", text(1)), add("hai.txt", text(1))
    with registry.write() as session:
        session.execute(delete(LikenessBand))
        session.execute(delete(Likeness))
    assert compare_some(registry) == 2
    assert compare_some(registry) == 0
    with registry.read() as session:
        assert groups_of(session, [one.id, other.id]) == dict.fromkeys((one.id, other.id), min(one.id, other.id))


def test_two_workers_that_end_at_once_find_each_other(registry: Registry, take_in: TakeIn, keep: Kept) -> None:
    accepted = [take_in(f"tep {number}", f"{number}.txt") for number in range(6)]
    threads = [
        threading.Thread(target=keep, args=(one, Reading(text(1), "text", "test 1"), analysis())) for one in accepted
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with registry.read() as session:
        found = groups_of(session, [one.document_id for one in accepted])
    assert len(found) == len(accepted)
    assert len(set(found.values())) == 1
