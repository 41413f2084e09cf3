"""Pages whose text is not where a reader would look: in data, a text field, a shown source, behind frames."""

from __future__ import annotations

import html
import json
import unicodedata

from ingest.formats import parse_bytes

FIRST = (
    "Ngày 18/8, Liên đoàn Lao động thành phố ra mắt tủ sách ca chiều tại khu nhà trọ, mở đầu đợt thi đua đọc sách của "
    "công nhân kéo dài đến hết năm 2024."
)
SECOND = (
    "Khu trọ có hai trăm phòng, phần lớn là thợ may và thợ điện tử; sách xếp theo thời gian đọc, từ mười lăm phút đến "
    "một tuần lễ."
)
TONES = "\u0300\u0301\u0303\u0309\u0323"
TITLE = "Tủ sách ca chiều ở khu trọ"
SHOWN = f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></body></html>"
LINES = [TITLE, FIRST, SECOND]


def lines_of(page: str) -> list[str]:
    return parse_bytes(page.encode()).body.splitlines()


def test_a_framework_s_data_gives_the_article_with_its_clues() -> None:
    data = {
        "menu": [{"title": "Trang chủ"}],
        "post": {
            "title": TITLE,
            "content": f"<p>{FIRST}</p><p>{SECOND}</p>",
            "publishedAt": "2024-08-20T01:30:00Z",
            "author": {"name": "Quế Chi"},
        },
    }
    page = (
        f"<html><head><title>{TITLE}</title></head><body><div id=root>Đang tải…</div>"
        f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(data)}</script></body></html>'
    )
    assert lines_of(page) == LINES
    clues = {(clue.field, clue.text) for clue in parse_bytes(page.encode()).clues}
    assert clues >= {("published", "20/08/2024 08:30"), ("author", "Quế Chi")}


def test_data_of_a_page_that_shows_its_text_is_left_alone() -> None:
    other = json.dumps({"title": "Một bài khác", "content": " ".join([SECOND] * 9)})
    page = SHOWN.replace("</body>", f'<script type="application/json">{other}</script></body>')
    assert lines_of(page) == LINES


def test_an_article_body_in_json_ld_is_read() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": f"{FIRST}\n\n{SECOND}"}
    page = (
        f'<html><script type="application/ld+json">{json.dumps(data)}</script><body><app-root></app-root></body></html>'
    )
    assert lines_of(page) == LINES


def test_markup_that_waits_in_a_text_field_is_read_in_its_place() -> None:
    inner = html.escape(f"<p>{FIRST}</p><p>{SECOND}</p>")
    page = f"<html><body><h1>{TITLE}</h1><textarea style='display:none'>{inner}</textarea></body></html>"
    assert lines_of(page) == LINES


def test_a_saved_view_of_a_page_s_source_is_that_page() -> None:
    rows = "".join(
        f'<tr><td class="line-number" value="{at}"></td><td class="line-content">{html.escape(line)}</td></tr>'
        for at, line in enumerate(f"<!DOCTYPE html>\n{SHOWN}".replace("<p>", "\n<p>").split("\n"), 1)
    )
    assert lines_of(f"<html><body><table><tbody>{rows}</tbody></table></body></html>") == LINES


def test_the_text_behind_frames_is_read() -> None:
    page = SHOWN.replace("<body>", "<frameset cols='20%,*'><frame src='menu.htm'></frameset><noframes><body>")
    assert lines_of(page) == LINES


def test_items_of_an_ordered_list_keep_their_numbers() -> None:
    page = SHOWN.replace("</body>", "<ol start=3><li>Một việc</li><li>b) Hai việc</li></ol></body>")
    assert lines_of(page)[-2:] == ["3. Một việc", "b) Hai việc"]


def test_a_table_of_data_has_rows_with_cells() -> None:
    table = (
        "<table><tr><th>Đơn vị</th><th>Km</th></tr><tr><td>Xã A</td><td></td></tr><tr><td>B</td><td>4</td></tr></table>"
    )
    document = parse_bytes(SHOWN.replace("</body>", f"{table}</body>").encode())
    (found,) = document.tables
    cells = [[document.body[start:end] for start, end in row] for row in found.rows]
    assert cells == [["Đơn vị", "Km"], ["Xã A", ""], ["B", "4"]]


def test_a_letterhead_in_a_table_is_read_by_columns() -> None:
    head = (
        "<table><tr><td>ỦY BAN NHÂN DÂN<br>XÃ A</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>"
        "<tr><td>Số: 05/QĐ-UBND</td><td>A, ngày 05 tháng 6 năm 2017</td></tr></table>"
    )
    assert lines_of(SHOWN.replace("<h1>", f"{head}<h1>"))[:3] == ["ỦY BAN NHÂN DÂN", "XÃ A", "Số: 05/QĐ-UBND"]


def test_teasers_of_other_pages_are_no_body() -> None:
    teaser = f"<div class=story><h2><a href=x>Bão số năm có thể đổi hướng</a></h2><p>{SECOND}</p></div>"
    assert lines_of(SHOWN.replace("</body>", f"<div class=more>{teaser}{teaser}</div></body>")) == LINES


def in_windows_1258(letter: str) -> bytes:
    """A letter as that encoding has it: its tone behind it where there is no byte for both."""
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        marks = unicodedata.normalize("NFD", letter)
        base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
        return (base + "".join(mark for mark in marks if mark in TONES)).encode("cp1258")


def test_a_page_in_windows_1258_is_read_though_tags_are_most_of_it() -> None:
    written = SHOWN.replace("<p>", '<TABLE WIDTH="770" BORDER="0" CELLSPACING="0"><TR><TD VALIGN="TOP"><P>' * 9)
    data = b"".join(map(in_windows_1258, written))
    assert [line for line in parse_bytes(data).body.splitlines() if line in LINES] == LINES


def test_entities_in_an_old_font_are_read_as_its_letters() -> None:
    page = (
        '<html><body><p><font face=".VnTime">C&ocirc;ng ty ph&cedil;t &reg;&eacute;ng phong tr&micro;o thi &reg;ua '
        "lao &reg;&eacute;ng gi&aacute;i, lao &reg;&eacute;ng s&cedil;ng t&sup1;o trong to&micro;n thÓ c&cedil;n "
        "bé, c&laquo;ng nh&copy;n vi&ordf;n ch&micro;o mõng &reg;&sup1;i héi.</font></p></body></html>"
    )
    assert "phát động phong trào thi đua lao động" in parse_bytes(page.encode()).body


def test_links_to_other_pages_between_paragraphs_are_no_body() -> None:
    other = (
        "<p><b><a href=x>Hội thao chào mừng ngày thành lập ngành</a></b></p><p>Xem thêm: <a>Mùa xoài ở xã bên</a></p>"
    )
    paper = "<p><a href=y>Kế hoạch số 12/KH-LĐLĐ về tổ chức tủ sách ca chiều</a></p>"
    page = SHOWN.replace(f"<p>{SECOND}", f"{other}{paper}<p>{SECOND}")
    assert lines_of(page) == [TITLE, FIRST, "Kế hoạch số 12/KH-LĐLĐ về tổ chức tủ sách ca chiều", SECOND]


def test_lines_of_typed_text_stay_lines() -> None:
    page = SHOWN.replace(f"<p>{SECOND}", f"<pre>Điều 1. Tặng Giấy khen\nĐiều 2. Thi hành</pre><p>{SECOND}")
    assert lines_of(page)[2:4] == ["Điều 1. Tặng Giấy khen", "Điều 2. Thi hành"]
