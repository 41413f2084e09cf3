"""Pages read from their pictures by the real recogniser: scans, image files, turned and hostile ones."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from ingest.errors import DamagedDocument, EmptyDocument, IngestError, NotADocument, TooLarge, UnsupportedFormat
from ingest.reading import read_file

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
DOTS = 200
LETTER = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH HÀ NAM",
    "Số: {number}/KH-UBND",
    "Hà Nam, ngày 21 tháng 7 năm 2017",
    "KẾ HOẠCH",
    "Phát động phong trào thi đua trồng cây",
    "Mỗi gia đình trồng mười cây xoan quanh nhà và giữ cho cây sống qua mùa khô.",
    "Thôn nào trồng đủ số cây trước Tết thì được xã khen trong buổi họp đầu năm.",
)


def draw(lines: Sequence[str], *, dots: int = DOTS) -> Image.Image:
    """A page of A4 with the lines in 11 points."""
    page = Image.new("RGB", (round(8.27 * dots), round(11.69 * dots)), "white")
    font = ImageFont.truetype(FONT, round(11 * dots / 72))
    pen = ImageDraw.Draw(page)
    for row, line in enumerate(lines):
        pen.text((dots, dots + row * round(24 * dots / 72)), line, fill="black", font=font)
    return page


def letter(number: str = "12") -> Image.Image:
    return draw([line.format(number=number) for line in LETTER])


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Write pictures as a file of the ending given, for instance `scan.pdf`."""

    def saved(name: str, *pages: Image.Image, **options: object) -> Path:
        path = tmp_path / name
        first, *rest = pages
        if rest:
            options |= {"save_all": True, "append_images": rest}
        if name.endswith(".pdf"):
            options["resolution"] = DOTS
        else:
            options["dpi"] = (DOTS, DOTS)
        first.save(path, **options)  # type: ignore[arg-type]
        return path

    return saved


Save = Callable[..., Path]


def test_a_scan_is_read_with_words_places_and_zones(save: Save) -> None:
    document = read_file(save("scan.pdf", letter()))
    assert LETTER[6] in document.body
    assert document.parser.startswith("pdf ")
    assert " vie" in document.parser
    assert [page.text_from for page in document.pages] == ["ocr"]
    clues = {clue.field: clue.text for clue in document.clues}
    assert (clues["doc_number"], clues["date"]) == ("12/KH-UBND", "ngày 21 tháng 7 năm 2017")
    tree = next(word for word in document.words if document.body[word.start : word.end] == "xoan")
    assert 0.6 < tree.confidence <= 1
    assert 72 < tree.box[0] < tree.box[2] < 523
    assert 204 < tree.box[1] < tree.box[3] < 240


@pytest.mark.parametrize("turned", [90, 180, 270])
def test_a_turned_page_is_turned_back_and_its_boxes_are_where_they_are_seen(save: Save, turned: int) -> None:
    document = read_file(save("scan.png", letter().rotate(turned, expand=True)))
    assert LETTER[6] in document.body
    page = document.pages[0]
    assert page.turned == turned
    lying = turned != 180
    assert (page.width > page.height) == lying
    title = next(word for word in document.words if document.body[word.start : word.end] == "HOẠCH")
    x, y = (title.box[0] + title.box[2]) / 2, (title.box[1] + title.box[3]) / 2
    upright = {90: (y, page.width - x), 180: (page.width - x, page.height - y), 270: (page.height - y, x)}[360 - turned]
    assert 72 < upright[0] < 145
    assert 166 < upright[1] < 186


def test_a_skewed_page_is_straightened(save: Save) -> None:
    skewed = letter().rotate(1.5, resample=Image.Resampling.BICUBIC, fillcolor="white")
    document = read_file(save("scan.jpg", skewed, quality=60))
    assert LETTER[6] in document.body
    assert LETTER[7] in document.body


@pytest.mark.parametrize(
    ("name", "mode", "options"),
    [
        ("fax.tiff", "1", {"compression": "group4"}),
        ("scan.tif", "RGB", {"compression": "tiff_lzw"}),
        ("scan.tif", "RGB", {"compression": "jpeg"}),
    ],
)
def test_all_pages_of_a_tiff_are_read(save: Save, name: str, mode: str, options: dict[str, str]) -> None:
    pages = [letter().convert(mode), draw(["Trang hai kể những việc đã làm trong năm qua."]).convert(mode)]
    document = read_file(save(name, *pages, **options))
    assert document.kind == "tiff"
    assert [page.text_from for page in document.pages] == ["ocr", "ocr"]
    assert "Trang hai kể những việc" in document.body


def test_the_seal_comes_off_the_name_it_lies_on(save: Save) -> None:
    page = draw([*LETTER[4:], "CHỦ TỊCH", "Nguyễn Thị Hồng Nhung"])
    seal = Image.new("RGB", page.size, "white")
    ImageDraw.Draw(seal).ellipse((120, 330, 420, 630), outline=(225, 30, 40), width=9)
    document = read_file(save("scan.png", ImageChops.multiply(page, seal)))
    assert "Nguyễn Thị Hồng Nhung" in document.body


def test_a_number_written_by_hand_is_left_open_with_its_place(save: Save) -> None:
    page = letter("       ")
    pen = ImageDraw.Draw(page)
    x, y = DOTS + 75, DOTS + 2 * round(24 * DOTS / 72)
    for at in (x, x + 26, x + 50):
        pen.line([(at, y + 34), (at + 12, y - 3), (at + 20, y + 30), (at + 2, y + 12)], "blue", 3)
    document = read_file(save("scan.png", page))
    number = next(clue for clue in document.clues if clue.field == "doc_number")
    assert (number.text, number.state, number.page) == ("", "unread", 1)
    assert number.box is not None
    assert 70 < number.box[0] < number.box[2] < 200


def test_a_blank_number_is_no_number_to_be_read(save: Save) -> None:
    document = read_file(save("scan.png", letter("        ")))
    assert [clue for clue in document.clues if clue.field == "doc_number"] == []


def test_a_page_with_text_keeps_it_beside_scanned_ones(save: Save, tmp_path: Path, corpus: Path) -> None:
    import pikepdf

    scan = save("scan.pdf", letter())
    printed = next((corpus / "demo").glob("2018-nghe-an*.pdf"))
    with pikepdf.open(printed) as first, pikepdf.open(scan) as second:
        first.pages.extend(second.pages)
        first.save(tmp_path / "mixed.pdf")
    document = read_file(tmp_path / "mixed.pdf")
    assert [page.text_from for page in document.pages] == ["text", "text", "ocr"]
    assert {word.page for word in document.words} == {3}
    assert document.body.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == 1
    without = read_file(tmp_path / "mixed.pdf", ocr=False)
    assert without.warnings[-1] == "pages not recognised (off): 3"
    assert without.body.startswith("ỦY BAN NHÂN DÂN")


def test_a_scan_is_refused_with_the_reason_where_recognition_is_off(save: Save) -> None:
    with pytest.raises(UnsupportedFormat) as refused:
        read_file(save("scan.pdf", letter()), ocr=False)
    assert refused.value.params == {"kind": "scan", "why": "off", "pages": 1}


def test_a_camera_holds_its_picture_as_it_says(save: Save) -> None:
    upright = letter()
    held = Image.Exif()
    held[0x0112] = 6
    document = read_file(save("photo.jpg", upright.rotate(90, expand=True), exif=held, quality=80))
    assert LETTER[6] in document.body
    assert document.pages[0].turned == 0


@pytest.mark.parametrize(
    ("picture", "error"),
    [
        (Image.new("L", (800, 600), 255), EmptyDocument),
        (Image.radial_gradient("L").resize((900, 900)), IngestError),
        (Image.new("1", (30_000, 30_000)), TooLarge),
    ],
    ids=["blank", "no text", "bomb"],
)
def test_a_picture_without_a_page_is_refused(save: Save, picture: Image.Image, error: type[IngestError]) -> None:
    with pytest.raises(error):
        read_file(save("picture.png", picture))


def test_a_photograph_with_a_few_letters_is_no_document(save: Save) -> None:
    with pytest.raises((NotADocument, EmptyDocument)):
        read_file(save("photo.jpg", draw(["Bê"])))


def test_columns_of_different_line_height_are_read_one_after_the_other(save: Save) -> None:
    page = draw(["Căn cứ kết quả của phong trào thi đua trong năm qua trên toàn địa bàn huyện nhà."])
    pen, small = ImageDraw.Draw(page), ImageFont.truetype(FONT, 26)
    for row, line in enumerate(("Nơi nhận:", "- Thường trực huyện ủy;", "- Các xã, thị trấn;", "- Lưu: VT.")):
        pen.text((DOTS, 400 + 38 * row), line, fill="black", font=small)
    for row, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")):
        pen.text((950, 405 + 50 * row), line, fill="black", font=ImageFont.truetype(FONT, 30))
    body = read_file(save("scan.png", page)).body.split("\n")
    assert body[1:4] == ["Nơi nhận:", "- Thường trực huyện ủy;", "- Các xã, thị trấn;"]
    assert body[5:8] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_rows_in_three_columns_are_a_table(save: Save) -> None:
    page = draw([])
    table = (("STT", "Họ và tên", "Nơi ở"), ("1", "Vừ Mí Sính", "Thôn Hạ"), ("2", "Ly Páo", "Thôn Trung"))
    for row, cells in enumerate(table):
        for cell, x in zip(cells, (200, 500, 1000), strict=True):
            ImageDraw.Draw(page).text((x, 300 + 60 * row), cell, fill="black", font=ImageFont.truetype(FONT, 31))
    document = read_file(save("scan.png", page))
    assert document.body.split("\n")[1] == "1 | Vừ Mí Sính | Thôn Hạ"
    assert [len(row) for row in document.tables[0].rows] == [3, 3, 3]


def test_a_cut_off_picture_is_damaged(tmp_path: Path) -> None:
    whole = io.BytesIO()
    letter().save(whole, "PNG")
    (tmp_path / "scan.png").write_bytes(whole.getvalue()[:3000])
    with pytest.raises(DamagedDocument):
        read_file(tmp_path / "scan.png")
