"""What stands around an article and may outweigh it: readers' comments, teasers with blurbs, walls, missing pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.errors import NotADocument
from ingest.formats import parse_bytes

DEMO = Path(__file__).parents[2] / "corpora" / "demo"
TITLE = "Xã Tân Phước phát động thi đua làm sạch kênh rạch trước mùa lũ"
TEXT = (
    "Sáng 12/5, UBND xã Tân Phước phát động đợt thi đua 45 ngày làm sạch 14 tuyến kênh trước khi nước về, có hơn 300"
    " đoàn viên, hội viên tham dự."
)
HEAD = f"<h1>{TITLE}</h1><p>12/05/2021 09:10</p>"
BODY = f"{TITLE}\n12/05/2021 09:10\n{TEXT}"
SAID = (
    "Hoan nghênh xã nhà, mong làm thường xuyên chứ đừng chỉ làm một đợt rồi thôi, vì lục bình chỉ ba tuần là kín lại"
    " như cũ, bà con ấp nào cũng ngán."
)
NAMES = ["Hai Lúa", "Trần Thị Bé", "ngocanh95", "Út Miền Tây"]
BLURB = (
    "Theo ghi nhận, trong những ngày qua tại nhiều địa phương trên địa bàn tỉnh, tình hình đã chuyển biến so với trước."
)
LINKS = ["Giá vàng hôm nay tăng nhẹ phiên đầu tuần", "Khởi công đường liên xã dài bảy cây số"] * 4


def page(after: str = "", inner: str = f"{HEAD}<p>{TEXT}</p>", title: str = TITLE) -> bytes:
    menu = "<ul><li><a href=/a>Thời sự</a></li><li><a href=/b>Kinh tế</a></li></ul>"
    foot = "<div><p>Địa chỉ: ấp 3, xã Tân Phước. Điện thoại: 0273 3855 000</p></div>"
    return f"<title>{title}</title><body>{menu}<div><div>{inner}</div>{after}</div>{foot}</body>".encode()


def repeat(opened: str, one: str, ended: str, values: list[str]) -> str:
    return opened + "".join(one.format(value=value, said=SAID, blurb=BLURB) for value in values) + ended


@pytest.mark.parametrize(
    ("opened", "one"),
    [
        ("<div><span>4 bình luận</span>", "<div><b>{value}</b><p>{said}</p><i>Thích · Trả lời · 2 giờ trước</i></div>"),
        (
            "<div><h3>Ý kiến (4)</h3>",
            "<div><p><a>{value}</a> {said}</p><p><a>Thích 3</a> <a>Trả lời</a> 1h trước</p></div>",
        ),
        (
            "<ul>",
            "<li><div><cite>{value}</cite> viết:</div><p>{said}</p><div><a>Phản hồi</a> <a>Trả lời</a></div></li>",
        ),
        ("<div><h4>Bình luận</h4>", "<div><b>{value}</b><span>5 giờ trước</span><div>{said}</div></div>"),
        ("<h3>Ý kiến bạn đọc</h3>", "<p><b>{value}</b> (13/05/2021 10:20)</p><p>{said}</p>"),
        ("<section><h3>4 Comments</h3>", "<article><header>{value}</header><p>{said}</p></article>"),
    ],
)
def test_comments_longer_than_the_article_are_no_body(opened: str, one: str) -> None:
    assert parse_bytes(page(repeat(opened, one, "", NAMES))).body == BODY


def test_an_answer_under_its_label_is_body() -> None:
    asked = repeat("", "<div><p><b>{value}</b></p><p>{said}</p><p><b>Trả lời</b></p><p>{blurb}</p></div>", "", NAMES)
    body = parse_bytes(page(inner=f"{HEAD}<p>{TEXT}</p>{asked}")).body
    assert body.count(BLURB) == body.count(SAID) == len(NAMES)


@pytest.mark.parametrize("heading", ["Bài viết nổi bật", "Có thể bạn quan tâm", "Tin tài trợ", "Đừng bỏ lỡ"])
@pytest.mark.parametrize(
    "one",
    [
        "<div><h4><a href=/x>{value}</a></h4><p>{blurb}</p></div>",
        "<h4><a href=/x>{value}</a></h4><p>{blurb}</p>",
        "<li><a href=/x>{value}</a> <span>10/05/2021</span><p>{blurb}</p><a>Xem tiếp</a></li>",
    ],
)
def test_teasers_longer_than_the_article_are_no_body(heading: str, one: str) -> None:
    assert parse_bytes(page(repeat(f"<div><h3>{heading}</h3>", one, "</div>", LINKS))).body == BODY


def test_a_digest_of_linked_headlines_is_body() -> None:
    items = repeat("", "<div><h3><a href=/x>{value}</a></h3><p>{blurb}</p></div>", "", LINKS)
    body = parse_bytes(page(inner=f"{HEAD}<p>{TEXT}</p>{items}")).body
    assert body.count(BLURB) == len(LINKS)


def test_labels_counters_and_links_between_paragraphs_go() -> None:
    between = (
        "<div>1/2</div><a>Tải ảnh</a><div><b>Đọc thêm</b><a>Giá vàng hôm nay tăng nhẹ đầu tuần</a></div>"
        "<div><span>QUẢNG CÁO</span><a>Giảm giá vé máy bay nội địa</a></div><span>Tiếp tục đọc bên dưới</span>"
    )
    last = "<p>Ngay sau lễ phát động, các tổ đã ra quân vớt lục bình trên kênh dài 2,3 km.</p>"
    body = parse_bytes(page(inner=f"{HEAD}<p>{TEXT}</p>{between}{last}<div><span>2/2</span></div>")).body
    assert body == f"{BODY}\n{last[3:-4]}"


@pytest.mark.parametrize(
    "inner",
    [
        f"{HEAD}<div><p>Vui lòng đăng nhập để đọc tiếp</p><p>Mật khẩu</p><p>Quên mật khẩu?</p></div>",
        f"{HEAD}<h3>Bài viết dành riêng cho độc giả VIP</h3><p>Bạn cần nâng cấp tài khoản để đọc toàn bộ nội dung.</p>",
        "<h1>404</h1><p>Rất tiếc, trang bạn tìm không tồn tại! Bạn có thể quay về trang chủ.</p>",
        "<h1>Lỗi 404</h1><p>Đường dẫn đã thay đổi hoặc không tồn tại.</p><p>Trở về trang chủ</p>",
        "<p>Hệ thống nhận thấy nhiều truy cập bất thường từ địa chỉ của bạn. Vui lòng nhập mã trong hình.</p>",
        "<div>Đang tải dữ liệu, vui lòng chờ trong giây lát...</div>",
    ],
)
@pytest.mark.parametrize("blurbs", [False, True])
def test_walls_and_missing_pages_are_refused_whatever_stands_around(inner: str, blurbs: bool) -> None:
    one = "<div><h4><a href=/x>{value}</a></h4><p>{blurb}</p></div>" if blurbs else "<p><a href=/x>{value}</a></p>"
    with pytest.raises(NotADocument):
        parse_bytes(page(repeat("<div><h3>Tin mới nhất</h3>", one, "</div>", LINKS), inner, "Báo Tân Phước"))


@pytest.mark.parametrize(
    "text",
    [
        "Từ ngày 15/5, cán bộ xã dùng tài khoản công vụ của mình trên hệ thống thi đua; nếu gặp lỗi 404 hoặc không"
        " tìm thấy trang thì báo bộ phận một cửa để được hỗ trợ.",
        f"{TEXT}</p><p>Vui lòng đăng nhập để bình luận.",
    ],
)
def test_an_article_that_mentions_such_words_is_read(text: str) -> None:
    assert text.partition("<")[0] in parse_bytes(page(inner=f"{HEAD}<p>{text}</p>")).body


def test_a_banner_of_two_lines_names_the_site() -> None:
    banner = "<div class=header><p>CỔNG THÔNG TIN ĐIỆN TỬ</p><p>CÔNG AN TỈNH GIA LAI</p></div>"
    sources = [clue.text for clue in parse_bytes(banner.encode() + page()).clues if clue.field == "source"]
    assert sources[0] == "CỔNG THÔNG TIN ĐIỆN TỬ CÔNG AN TỈNH GIA LAI"


def test_teasers_side_by_side_go_though_their_headlines_alone_are_a_list_of_links() -> None:
    slides = repeat(
        "<div><h3>Ảnh đẹp</h3>", "<div class=slide><a href=/x>{value}</a><p>{blurb}</p></div>", "</div>", LINKS
    )
    text = "".join(f"<p>{number}. {TEXT}</p>" for number in range(1, 11))
    assert BLURB not in parse_bytes(page(slides, f"{HEAD}{text}")).body


@pytest.mark.parametrize("box", ["article-tools", "share"])
def test_day_and_author_among_the_buttons_over_the_text_stay(box: str) -> None:
    facts = "<p>Được đăng ngày 12 Tháng 5 2021</p><p>Viết bởi Lê Thị Mười</p><ul><li><a>In</a></li></ul>"
    document = parse_bytes(page(inner=f"<h2>{TITLE}</h2><div class={box}>{facts}</div><p>{TEXT}</p>"))
    assert document.body == f"{TITLE}\nĐược đăng ngày 12 Tháng 5 2021\nViết bởi Lê Thị Mười\n{TEXT}"


def test_the_box_about_the_writer_of_a_post_is_no_text() -> None:
    box = "<td><div>KhoiDoanXa</div><div>Quản trị</div><div>Tham gia ngày: Sep 2008<br>Bài gởi: 312</div></td>"
    post = f"<td><div>{TEXT}<br>{TEXT}</div></td>"
    rows = f"<tr><td>12-05-2021, 09:10 AM</td><td>#1</td></tr><tr>{box}{post}</tr>"
    body = parse_bytes(page(inner=f"<h1>{TITLE}</h1><table>{rows}</table>")).body
    assert TITLE in body and TEXT in body
    assert "KhoiDoanXa" not in body and "Quản trị" not in body


def test_the_caption_of_a_table_stands_over_its_rows() -> None:
    rows = "<tr><th>Ấp</th><th>Tuyến</th></tr><tr><td>Tân Lợi</td><td>5</td></tr>"
    table = f"<table border=1><caption>Bảng: Số tuyến kênh theo ấp</caption>{rows}</table>"
    body = parse_bytes(page(inner=f"{HEAD}<p>{TEXT}</p>{table}<p>{TEXT}</p>")).body
    assert "Bảng: Số tuyến kênh theo ấp\nẤp | Tuyến" in body


def test_a_pane_that_a_tab_opens_is_body() -> None:
    pane = (
        "<div class='tab-pane' style='display:none'><p>Ngay sau lễ, các tổ đã ra quân vớt lục bình trên kênh.</p></div>"
    )
    body = parse_bytes(
        page(inner=f"{HEAD}<div class='tab-content'><div class='tab-pane'><p>{TEXT}</p></div>{pane}</div>")
    ).body
    assert body.endswith("vớt lục bình trên kênh.")


def test_no_entry_of_a_list_of_links_names_the_site() -> None:
    links = "<ul><li><a href=a>Báo Nhân Dân</a></li><li><a href=b>Tạp chí Cộng sản</a></li></ul>"
    document = parse_bytes(page(inner=f"{HEAD}<p>{TEXT}</p>{links}"))
    assert not {"Báo Nhân Dân", "Tạp chí Cộng sản"} & {clue.text for clue in document.clues if clue.field == "source"}


def test_the_only_day_that_a_page_tells_is_its_own_wherever_it_stands() -> None:
    foot = "<footer>Trang này được sửa đổi lần cuối lúc 14:02, ngày 30 tháng 8 năm 2009.</footer>"
    inner = f"<h1>Xã Tân Phước phát động thi đua làm sạch kênh rạch</h1><p>{TEXT}</p>{foot}"
    assert any(clue.field == "published" for clue in parse_bytes(page(inner=inner)).clues)


def test_day_behind_the_path_to_a_page_is_its_day_though_the_path_goes_with_the_frame() -> None:
    read = parse_bytes((DEMO / "2005-dong-nai-so-ket-gio-vang.html").read_bytes())
    assert "14/10/2005" not in read.body
    assert [clue.text for clue in read.clues if clue.field == "published"] == ["14/10/2005, 16h05"]
