"""What people say of mentions and fields is what the campaign records say too."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from biennien.intake import Accepted
from biennien.registry import desk
from biennien.registry.database import Registry
from biennien.registry.documents import campaign_records_of
from biennien.registry.tables import CampaignDocument, Document, Mention
from ingest.document import Document as Reading
from nlp.pipeline import analyse

LAUNCH = """Kế hoạch phát động phong trào thi đua “Sạch nhà, đẹp ngõ”

1. Chỉ tiêu
- 100% hộ dân ký cam kết giữ vệ sinh chung.
- Trồng mới 500 cây bàng.
- Đường hoa dài thêm 3 km.
2. Thời gian thực hiện: từ ngày 01/3/2019 đến ngày 30/6/2019.
"""


@pytest.fixture(scope="module")
def reading() -> Reading:
    return Reading(LAUNCH, "text", "test 1")


@pytest.fixture
def document(take_in: Callable[..., Accepted], keep: Callable[..., Document], reading: Reading) -> Document:
    return keep(take_in(LAUNCH), reading, analyse(reading))


def record(registry: Registry, document: Document) -> CampaignDocument:
    with registry.read() as session:
        (told,) = campaign_records_of(session, session.get_one(Document, document.id))
        return told


def mention_of(registry: Registry, document: Document, label: str, words: str) -> Mention:
    with registry.read() as session:
        found = session.scalars(select(Mention).where(Mention.document_id == document.id, Mention.label == label))
        return next(one for one in found if words in one.surface)


def test_target_that_was_rejected_is_none_of_the_campaign(registry: Registry, document: Document) -> None:
    before = record(registry, document).record["targets"]
    wrong = mention_of(registry, document, "TARGET", "500 cây")
    assert wrong.surface in before
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        desk.reject_mention(session, row, desk.get_mention(session, row, wrong.id), user_id=None)
    assert record(registry, document).record["targets"] == [one for one in before if one != wrong.surface]
    with registry.write() as session:
        desk.undo_last(session, session.get_one(Document, document.id), user_id=None)
    assert record(registry, document).record["targets"] == before


def test_target_that_was_missed_is_the_campaigns_once_it_is_marked(registry: Registry, document: Document) -> None:
    surface = "hộ dân ký cam kết"
    start = LAUNCH.index(surface)
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        desk.add_mention(
            session, row, desk.Said(label="TARGET", start=start, end=start + len(surface)), user_id=None
        )  # fmt: skip
    assert surface in record(registry, document).record["targets"]


def test_day_that_was_put_right_is_the_end_of_the_campaign(registry: Registry, document: Document) -> None:
    assert record(registry, document).period == "2019-03-01/2019-06-30"
    day = mention_of(registry, document, "DATE", "30/6/2019")
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        said = desk.Said(value="2019-03-01/2019-07-31")
        desk.change_mention(session, row, desk.get_mention(session, row, day.id), said, user_id=None)
    told = record(registry, document)
    assert (told.period, told.to_day) == ("2019-03-01/2019-07-31", 20190731)


def test_type_that_was_put_right_is_the_stage_of_the_campaign(registry: Registry, document: Document) -> None:
    assert record(registry, document).stage == "launch"
    with registry.write() as session:
        desk.correct_fields(session, session.get_one(Document, document.id), {"doc_type": "summary"}, user_id=None)
    assert record(registry, document).stage == "final summary"


@pytest.fixture
def with_slogan(take_in: Callable[..., Accepted], keep: Callable[..., Document]) -> Document:
    """A document that sets a slogan beside its campaign's name."""
    text = LAUNCH.replace("1. Chỉ tiêu", "Khẩu hiệu: “Đường hoa thay rác”\n\n1. Chỉ tiêu")
    reading = Reading(text, "text", "test 1")
    return keep(take_in(text), reading, analyse(reading))


def say_of_slogan(registry: Registry, document: Document, words: str, said: desk.Said) -> None:
    slogan = mention_of(registry, document, "SLOGAN", words)
    with registry.write() as session:
        row = session.get_one(Document, document.id)
        desk.change_mention(session, row, desk.get_mention(session, row, slogan.id), said, user_id=None)


def test_slogan_that_was_accepted_stays_the_campaigns(registry: Registry, with_slogan: Document) -> None:
    before = record(registry, with_slogan).record["slogans"]
    assert before == ["Sạch nhà, đẹp ngõ", "Đường hoa thay rác"]
    say_of_slogan(registry, with_slogan, "Đường hoa", desk.Said())
    assert record(registry, with_slogan).record["slogans"] == before


def test_slogans_of_one_name_are_one_in_the_record(registry: Registry, with_slogan: Document) -> None:
    for words in ("Sạch nhà", "Đường hoa"):
        say_of_slogan(registry, with_slogan, words, desk.Said(value="Đường hoa, nhà sạch"))
    assert record(registry, with_slogan).record["slogans"] == ["Đường hoa, nhà sạch"]
