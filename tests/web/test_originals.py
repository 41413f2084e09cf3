"""A document's original beside its text: pages as pictures, what was read on them, what could not be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from biennien.intake import accept_upload
from biennien.registry.database import Registry
from biennien.registry.results import keep_results
from biennien.registry.tables import Document as DocumentRow
from biennien.registry.understood import understood
from biennien.web.services import KEY
from ingest.document import Clue, Document, Line, Page, Word
from nlp.mention import Analysis, Evidence

from .conftest import Archive, make_archive

PDF = Path(__file__).parents[2] / "corpora" / "demo" / "2018-nghe-an-ke-hoach-moi-xa-mot-cong-trinh.pdf"
TEXT = Path(__file__).parent / "archive" / "2019-phat-dong.txt"
NUMBER_BOX = (90.0, 110.0, 180.0, 124.0)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with a PDF and a text that were read; tests put back what they change."""
    made = make_archive(tmp_path_factory.mktemp("shelf"))
    originals = made.app.extensions[KEY].originals
    for path in (PDF, TEXT):
        with path.open("rb") as file:
            made.documents[path.name] = accept_upload(made.registry, originals, file, name=path.name).document_id
    made.work()
    yield made
    made.close()


@pytest.fixture(scope="module")
def read_pdf(shelf: Archive) -> str:
    """The id of the PDF."""
    return shelf.documents[PDF.name]


def test_document_leads_to_its_pages(shelf: Archive, read_pdf: str) -> None:
    client = shelf.client()
    text = client.get(f"/documents/{read_pdf}").get_data(as_text=True)
    small = re.search(r'<img src="([^"]+-small\.png)"', text)
    assert small
    assert client.get(small[1]).data.startswith(b"\x89PNG")
    assert f'href="/documents/{read_pdf}/pages/1#z-doc_number"' in text


def test_page_shows_its_zones_and_lines(shelf: Archive, read_pdf: str) -> None:
    page = shelf.client().get(f"/documents/{read_pdf}/pages/1").get_data(as_text=True)
    assert 'id="z-doc_number"' in page
    assert "96/KH-UBND</title>" in page
    line = re.search(r'<a href="(/documents/[^"]+)" aria-label="CỘNG HÒA', page)
    assert line
    assert 'class="passage"' in shelf.client().get(line[1].replace("&amp;", "&")).get_data(as_text=True)


def test_page_that_is_not_there_is_not_found(shelf: Archive, read_pdf: str) -> None:
    for path in (f"/documents/{read_pdf}/pages/99", f"/documents/{read_pdf}/pages/99-large.png"):
        assert shelf.client().get(path).status_code == 404


def test_text_without_pages_shows_none(shelf: Archive) -> None:
    document = shelf.documents[TEXT.name]
    assert "/pages/" not in shelf.client().get(f"/documents/{document}").get_data(as_text=True)
    assert shelf.client().get(f"/api/v1/documents/{document}/pages/1").status_code == 404


def test_pages_of_staff_only_documents_are_for_staff(shelf: Archive, read_pdf: str) -> None:
    show_to(shelf, read_pdf, "staff")
    for path in (
        f"/documents/{read_pdf}/pages/1", f"/documents/{read_pdf}/pages/1-small.png",
        f"/api/v1/documents/{read_pdf}/pages/1", f"/api/v1/documents/{read_pdf}/layout",
    ):  # fmt: skip
        assert shelf.client().get(path).status_code == 404, path
        assert shelf.staff().get(path).status_code == 200, path
    show_to(shelf, read_pdf, "public")


def show_to(shelf: Archive, document_id: str, visibility: str) -> None:
    with shelf.registry.write() as session:
        session.get_one(DocumentRow, document_id).visibility = visibility


def test_layout_has_the_place_of_each_line(shelf: Archive, read_pdf: str) -> None:
    layout = shelf.client().get(f"/api/v1/documents/{read_pdf}/layout").get_json()
    body = shelf.client().get(f"/api/v1/documents/{read_pdf}").get_json()["body"]
    number = next(zone for zone in layout["zones"] if zone["field"] == "doc_number")
    assert body[number["start"] : number["end"]] == "96/KH-UBND"
    page = next(one for one in layout["pages"] if one["number"] == number["page"])
    assert 0 <= number["box"][0] < number["box"][2] <= page["width"]
    assert all(body[line["start"] : line["end"]].strip() for line in layout["lines"])


def keep_unread(registry: Registry, document_id: str) -> None:
    """Put a reading in the place of the PDF's own: a number that could not be read and a word of doubt."""
    body = "Kế hoạch thi đua"
    clue = Clue("doc_number", "", "letterhead", page=1, box=NUMBER_BOX, state="unread")
    reading = Document(
        body, "pdf", "test", pages=(Page(1, 595, 842, "ocr"),), clues=(clue,),
        lines=(Line(0, len(body), 1, (90.0, 200.0, 300.0, 214.0)),),
        words=(Word(3, 8, 0.4, 1, (120.0, 200.0, 150.0, 214.0)),),
    )  # fmt: skip
    analysis = Analysis((), {"authors": [], "attachments": []}, {"doc_number": Evidence.of(clue)})
    with registry.write() as session:
        row = session.get_one(DocumentRow, document_id)
        keep_results(session, row, understood(reading, analysis), extractor_version="test")


def test_value_that_could_not_be_read_shows_its_place(shelf: Archive, read_pdf: str) -> None:
    keep_unread(shelf.registry, read_pdf)
    text = shelf.client().get(f"/documents/{read_pdf}").get_data(as_text=True)
    assert "không đọc được" in text
    assert re.search(r'<a class="crop" href="[^"]+/pages/1#z-doc_number"><svg viewBox="66\.0 98\.0 ', text)
    assert '<span class="doubt" title="đọc còn ngờ">hoạch</span>' in text
    page = shelf.client().get(f"/documents/{read_pdf}/pages/1").get_data(as_text=True)
    assert 'class="zone unread"' in page
    assert "1 từ còn ngờ" in page


def test_original_that_cannot_be_drawn_tells_why(shelf: Archive) -> None:
    keep_unread(shelf.registry, shelf.documents[TEXT.name])
    answer = shelf.client().get(f"/api/v1/documents/{shelf.documents[TEXT.name]}/pages/1")
    assert answer.status_code == 422
    assert answer.get_json()["code"] == "unsupported"
