"""A site's pages teach which of their lines are the site's; what is a document's own is never taken off."""

from __future__ import annotations

import io

from sqlalchemy import select

from biennien.intake import Accepted, accept_upload
from biennien.originals import Originals
from biennien.registry.database import Registry
from biennien.registry.jobs import LATER
from biennien.registry.results import reading_of
from biennien.registry.tables import Document, Job, TextVersion
from biennien.settings import Settings
from biennien.worker import Worker
from ingest.document import Document as Reading

ODD = "Giếng làng Vân Xá vẫn trong như gương soi"
"""What no rule knows as furniture."""
TEXTS = (
    "Sáng mùng hai, xã Vân Xá ra quân vớt bèo trên mương Ngòi, ba trăm người đứng dọc hai bờ từ lúc sương chưa tan.",
    "Trường tiểu học treo bảng ghi tên từng lớp trồng được bao nhiêu gốc xoan, lớp nào cũng muốn hơn lớp bên cạnh.",
    "Hợp tác xã nông nghiệp chia nước theo phiên, nhà nào đắp bờ chắc thì được ưu tiên một buổi trong tuần tới.",
    "Đội văn nghệ thôn Hạ dựng vở chèo về chuyện nhường đất mở đường, diễn ở sân kho cho cả xã cùng xem tối rằm.",
    "Chi hội phụ nữ gom được hai tạ giấy vụn, bán lấy tiền mua áo phao cho học trò phải qua đò mỗi ngày đi học.",
    "Trạm y tế mở sổ theo dõi người già sống một mình, mỗi tổ dân phố nhận gọi điện thăm hỏi một lần trong ngày.",
)
HEAD = (
    "<table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ VÂN XÁ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>"
    "Độc lập - Tự do - Hạnh phúc</td></tr><tr><td>Số: 0{number}/KH-UBND</td>"
    "<td>Vân Xá, ngày 0{number} tháng 6 năm 2017</td></tr></table><p>KẾ HOẠCH</p><p>Thi đua tháng {number}</p>"
)
OFFICIAL = ("ỦY BAN NHÂN DÂN", "XÃ VÂN XÁ", "Độc lập - Tự do - Hạnh phúc", "KẾ HOẠCH")


def page(number: int, *, head: str = "", odd: str = ODD) -> str:
    """A page of the site; the odd line stands behind its text, with another figure on each page."""
    text = TEXTS[number % len(TEXTS)]
    title = head.format(number=number) or f"<h1>Tin thứ {number} của xã về một việc tốt</h1>"
    return (
        "<html><head><meta charset=utf-8><link rel=canonical href='https://vanxa.example.vn/tin'></head><body>"
        f"<div>{title}<p>{text} Đến nay đã được {number} phần.</p><p>{text}</p><p>{odd} {number}</p></div>"
    )


def hand_in(registry: Registry, originals: Originals, content: str) -> Accepted:
    return accept_upload(registry, originals, io.BytesIO(content.encode()), name="trang.html")


def work(settings: Settings, registry: Registry) -> None:
    worker = Worker(settings, registry)
    while worker.work_once():
        pass


def reading(registry: Registry, accepted: Accepted) -> Reading:
    with registry.read() as session:
        document = session.get_one(Document, accepted.document_id)
        return reading_of(session.get_one(TextVersion, document.text_id))


def test_odd_line_goes_from_all_pages_of_a_site_after_three(
    settings: Settings, registry: Registry, originals: Originals
) -> None:
    accepted = []
    for number in range(1, 4):
        accepted.append(hand_in(registry, originals, page(number)))
        work(settings, registry)
    assert all(ODD in reading(registry, one).body for one in accepted)
    for number in range(4, 11):
        accepted.append(hand_in(registry, originals, page(number)))
        work(settings, registry)
    for one in accepted:
        found = reading(registry, one)
        assert ODD not in found.body
        assert any(ODD in line for line in found.furniture)
        assert found.parser.endswith("lines known of its site")
        assert len(found.body.splitlines()) == 3
    with registry.read() as session:
        again = session.scalars(select(Job.document_id).where(Job.priority == LATER)).all()
    assert sorted(again) == sorted(one.document_id for one in accepted[:3])


def test_letterhead_and_headings_on_every_page_stay(
    settings: Settings, registry: Registry, originals: Originals
) -> None:
    accepted = [hand_in(registry, originals, page(number, head=HEAD)) for number in range(1, 7)]
    work(settings, registry)
    for one in accepted:
        lines = reading(registry, one).body.splitlines()
        assert set(OFFICIAL) <= set(lines)
        assert not any(ODD in line for line in lines)


def test_sentence_that_two_of_many_pages_share_stays(
    settings: Settings, registry: Registry, originals: Originals
) -> None:
    shared = "Cả xã cùng đọc bản tin này"
    odd = ["Một lời cuối", shared, "Hai lời cuối", "Ba lời cuối", shared, "Bốn lời cuối"]
    accepted = [hand_in(registry, originals, page(at, odd=line)) for at, line in enumerate(odd, 1)]
    work(settings, registry)
    assert sum(shared in reading(registry, one).body for one in accepted) == 2


def test_lines_of_one_site_are_not_those_of_another(
    settings: Settings, registry: Registry, originals: Originals
) -> None:
    for number in range(1, 6):
        hand_in(registry, originals, page(number))
    other = hand_in(registry, originals, page(6).replace("vanxa", "khac"))
    work(settings, registry)
    assert ODD in reading(registry, other).body
