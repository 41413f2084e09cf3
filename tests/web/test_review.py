"""What waits for a person: the least sure first, by label and unit, until it is decided."""

from __future__ import annotations

import html
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from biennien.registry import desk
from biennien.registry.readers import PUBLIC, STAFF
from biennien.registry.results import keep_results
from biennien.registry.tables import Document, Mention
from ingest.document import Document as Reading
from nlp.mention import Analysis

from .conftest import Archive, csrf_of

TEXTS = {
    "mot.txt": "KẾ HOẠCH\nThi đua\n\nNgày 5/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh”.",
    "hai.txt": "KẾ HOẠCH\nThi đua\n\nNgày 6/3/2024, UBND xã Hiền Lương họp ở bến đò.",
}


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with two documents whose units and dates are held with doubt; the second is surer."""
    own_archive.take_in(TEXTS)
    with own_archive.registry.write() as session:
        session.execute(update(Mention).values(confidence=0.95))
        for name, confidence in (("mot.txt", 0.3), ("hai.txt", 0.5)):
            mine = Mention.document_id == own_archive.documents[name]
            session.execute(
                update(Mention).where(mine, Mention.label.in_(["UNIT", "DATE"])).values(confidence=confidence)
            )
    return own_archive


def page(client: FlaskClient, path: str = "/review") -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def queue(text: str) -> list[str]:
    return re.findall(r'<span id="m-[^"]+"[^>]*>([^<]+)</span>', text)


def test_queue_begins_with_the_least_sure_and_leaves_sure_ones_out(kept: Archive) -> None:
    text = page(kept.staff())
    assert set(queue(text)[:2]) == {"Ngày 5/3/2024", "UBND xã Tu Lý"}
    assert set(queue(text)[2:]) == {"Ngày 6/3/2024", "UBND xã Hiền Lương"}
    assert '<b id="left">4</b>' in text


def test_queue_is_narrowed_by_label_and_unit(kept: Archive) -> None:
    assert queue(page(kept.staff(), "/review?label=UNIT")) == ["UBND xã Tu Lý", "UBND xã Hiền Lương"]
    assert queue(page(kept.staff(), "/review?unit=ubnd+xa+hien+luong")) == ["UBND xã Hiền Lương"]
    assert "Ở đây không còn gì" in page(kept.staff(), "/review?unit=khong+co")


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_decided_mention_leaves_the_queue(kept: Archive, action: str) -> None:
    staff = kept.staff()
    text = page(staff, "/review?label=UNIT")
    address = re.search(r'action="(/review/[^"]+)"', text)
    tag = re.search(r'name="tag" value="([^"]+)"', text)
    assert address and tag
    form = {"csrf_token": csrf_of(staff, "/upload"), "tag": tag[1], "action": action, "back": "/review?label=UNIT"}
    answer = staff.post(address[1], data=form)
    assert answer.headers["Location"] == "/review?label=UNIT"
    assert queue(page(staff, "/review?label=UNIT")) == ["UBND xã Hiền Lương"]
    assert staff.post(address[1], data=form).status_code == (412 if action == "accept" else 404)


def test_correction_whose_words_are_gone_is_shown(kept: Archive) -> None:
    with kept.registry.write() as session:
        document = session.get_one(Document, kept.documents["hai.txt"])
        start = TEXTS["hai.txt"].index("bến đò")
        said = desk.Said(label="PLACE", start=start, end=start + 6)
        desk.add_mention(session, document, said, user_id=None)
        keep_results(
            session, document, Reading("Văn bản khác.", "text", "t"), Analysis((), {}, {}), extractor_version="t"
        )
    text = page(kept.staff())
    assert "Sửa đổi không còn khớp" in text and "<b>bến đò</b>" in text


def test_surer_ones_are_shown_when_asked_for(kept: Archive) -> None:
    assert queue(page(kept.staff(), "/review?below=40&label=UNIT")) == ["UBND xã Tu Lý"]
    assert "Đồi xanh" in "".join(queue(page(kept.staff(), "/review?below=100")))


def test_others_review_nothing(kept: Archive) -> None:
    assert kept.client().get("/review").headers["Location"].startswith("/login")


@pytest.mark.parametrize("visibility", [PUBLIC, STAFF])
def test_staff_review_what_is_for_staff_too(kept: Archive, visibility: str) -> None:
    with kept.registry.write() as session:
        session.execute(update(Document).values(visibility=visibility))
    assert len(queue(page(kept.staff()))) == 4
