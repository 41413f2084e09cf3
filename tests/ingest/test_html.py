"""Saved pages as HTML: chrome off, the densest element, tables as rows, the head's clues."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NotADocument, TooLong
from ingest.formats import parse_bytes

LONG = (
    "Sáng 08/3, Công đoàn Viên chức tỉnh tổ chức hội nghị ký kết giao ước thi đua với sự tham gia của ba mươi đơn vị "
    "trong toàn khối và đại diện các ban của Liên đoàn Lao động tỉnh."
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8">
<title>Ký kết giao ước thi đua năm 2019 - Công đoàn tỉnh Hà Nam</title>
<meta property="og:site_name" content="Công đoàn tỉnh Hà Nam">
<meta property="article:published_time" content="2019-03-09T07:30:00+07:00">
<script type="application/ld+json">{{"@type":"NewsArticle","author":{{"name":"Thu Hà"}}}}</script></head><body>
<header>CÔNG ĐOÀN TỈNH</header><nav><a href="/">Trang chủ</a><a href="/t">Tin tức</a></nav>
<div class="left-col"><ul><li><a href="1">Tin một hai ba</a></li><li><a href="2">Tin bốn năm sáu</a></li></ul></div>
<div class="content"><h1>Ký kết giao ước thi đua năm 2019</h1><div class="share">Facebook</div>
<p>{LONG}</p><p>Hội ng&shy;hị&nbsp;đã &quot;ký kết&quot;<br>giao ước.</p>
<table border="1"><tr><th>Đơn vị</th><th>Chỉ tiêu</th></tr><tr><td>Cụm 1</td><td>95%</td></tr></table>
<p style="display:none">Ẩn</p><p>{LONG}</p></div>
<div id="binh-luan"><p>{LONG.replace("Sáng", "Bạn đọc: sáng")[:90]}</p></div>
<footer>Địa chỉ: 12 Lê Lợi</footer></body></html>"""


def test_the_body_is_title_text_and_tables() -> None:
    assert parse_bytes(PAGE.encode()).body.splitlines() == [
        "Ký kết giao ước thi đua năm 2019",
        LONG,
        'Hội nghị đã "ký kết"',
        "giao ước.",
        "Đơn vị | Chỉ tiêu",
        "Cụm 1 | 95%",
        LONG,
    ]


def test_the_head_gives_clues() -> None:
    found = {(clue.field, clue.text, clue.method) for clue in parse_bytes(PAGE.encode()).clues}
    assert found >= {
        ("title", "Ký kết giao ước thi đua năm 2019", "heading"),
        ("published", "09/03/2019 07:30", "html-meta"),
        ("author", "Thu Hà", "html-json-ld"),
        ("source", "Công đoàn tỉnh Hà Nam", "html-meta"),
    }


def test_a_declared_charset_is_not_trusted_over_utf_8() -> None:
    assert LONG in parse_bytes(PAGE.replace('charset="utf-8"', 'charset="windows-1252"').encode()).body


def test_the_whole_page_in_a_form_is_still_read() -> None:
    page = PAGE.replace("<body>", "<body><form id='aspnetForm'>").replace("</body>", "</form></body>")
    assert LONG in parse_bytes(page.encode()).body


def test_a_page_laid_out_with_tables_is_read() -> None:
    page = f"""<html><body><table><tr><td><a href=1>Trang nhất</a></td></tr><tr><td><a href=2>Một tin khác</a><br>
    <a href=3>Hai tin khác</a></td><td><h2>Ký kết giao ước thi đua năm 2019</h2><p>{LONG}</p><p>{LONG}</p></td></tr>
    </table></body></html>"""
    assert parse_bytes(page.encode()).body.splitlines() == ["Ký kết giao ước thi đua năm 2019", LONG, LONG]


def test_a_page_deeper_than_the_limit_is_refused_before_parsing() -> None:
    with pytest.raises(TooLong) as refused:
        parse_bytes(b"<html><body>" + b"<div>" * 200_000)
    assert refused.value.params["what"] == "depth"


@pytest.mark.parametrize("tag", ["<p %s>", "<!-- <p a='> --><p %s>", "<script %s></script>", "<p %s"])
def test_a_tag_with_more_attributes_than_the_limit_is_refused_before_parsing(tag: str) -> None:
    attributes = " ".join(f"a{number}='x>'b{number}" for number in range(600))
    with pytest.raises(TooLong) as refused:
        parse_bytes(f"<html><body><p>{LONG}</p>{tag % attributes}".encode())
    assert refused.value.params["what"] == "attributes"


@pytest.mark.parametrize(
    "aside", ["<script>i<b %s</script>", "<!-- <b %s -->", "<p title='%s'>", "<title>a <b %s</title>"]
)
def test_words_that_are_no_attributes_are_not_counted(aside: str) -> None:
    words = " ".join(f"a{number}=x" for number in range(1_200))
    assert LONG in parse_bytes(f"<html><body>{aside % words}<p>{LONG}</p><p>{LONG}</p></body></html>".encode()).body


def test_unclosed_paragraphs_and_cells_are_no_depth() -> None:
    page = f"<html><body><h1>Ký kết giao ước thi đua</h1>{'<p>Một dòng ngắn.' * 3_000}</body></html>"
    assert parse_bytes(page.encode()).body.count("Một dòng ngắn.") == 3_000


@pytest.mark.parametrize(
    "page",
    [
        "<html><head><title>404 - Không tìm thấy trang</title></head><body><h1>Lỗi</h1></body></html>",
        "<html><body><p>Văn bản bạn yêu cầu không tồn tại hoặc đã bị xóa.</p></body></html>",
        "<html><body><h1>Page not found</h1></body></html>",
        "<html><body><p>Bạn cần đăng nhập để tiếp tục xem bài viết này.</p></body></html>",
        "<html><body><p>Phiên làm việc đã hết hạn. Vui lòng đăng nhập lại.</p></body></html>",
        "<html><body><h1>Access Denied</h1><p>Reference #18.2d</p></body></html>",
        "<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p></body></html>",
        "<html><body><p>Vui lòng xác minh bạn không phải là robot</p><p>Nhập mã captcha</p></body></html>",
        "<html><body><h1>Hệ thống đang bảo trì</h1><p>Xin quý vị vui lòng quay lại sau.</p></body></html>",
        "<html><body><div id=root></div><script src=main.js></script></body></html>",
        "<html><head><title>Chi tiết văn bản</title></head><body><p>Không có dữ liệu</p></body></html>",
        "<html><body><h1>This site can’t be reached</h1><p>x.vn took too long to respond.</p></body></html>",
    ],
)
def test_an_error_page_is_no_document(page: str) -> None:
    with pytest.raises(NotADocument):
        parse_bytes(page.encode())


@pytest.mark.parametrize(
    "page",
    [
        f"<html><body><h1>Cảnh giác</h1><p>{LONG}</p><p>Trang hiện dòng chữ “Không tìm thấy trang”.</p></body></html>",
        f"<html><body><h1>Hướng dẫn</h1><p>Vui lòng đăng nhập bằng tài khoản công vụ.</p><p>{LONG}</p></body></html>",
        "<html><body><h1>Thông báo nghỉ lễ Quốc khánh 2/9</h1><p>Sở Nội vụ nghỉ hết ngày 03/9.</p></body></html>",
    ],
)
def test_a_page_that_mentions_an_error_or_is_short_is_a_document(page: str) -> None:
    assert parse_bytes(page.encode()).kind == "html"


def test_a_page_whose_text_is_an_attached_file_names_it() -> None:
    page = (
        "<html><body><h1>Kế hoạch thi đua năm 2022 của Khối</h1><p>Ngày đăng: 12/02/2022</p>"
        "<p>Tệp đính kèm: <a href=k.pdf>ke-hoach-thi-dua.pdf</a></p></body></html>"
    )
    clues = {(clue.field, clue.text) for clue in parse_bytes(page.encode()).clues}
    assert clues >= {("attachment", "ke-hoach-thi-dua.pdf"), ("published", "12/02/2022")}


def test_a_document_that_speaks_of_missing_papers_is_one() -> None:
    page = f"<html><body><h1>Văn bản không tồn tại trong kho lưu trữ</h1><p>{LONG}</p><p>{LONG}</p></body></html>"
    assert parse_bytes(page.encode()).kind == "html"


def test_the_corpus_pages_keep_no_menus(corpus: Path) -> None:
    for path in sorted((corpus / "demo").glob("*.html")):
        document = parse_bytes(path.read_bytes())
        lines = {line.lower() for line in document.body.splitlines()}
        assert not lines & {"trang chủ", "liên hệ", "đăng nhập", "tìm kiếm", "bình luận", "tin liên quan", "gửi"}, path
        assert len(document.body) > 1_000, path
