"""Scans in the archive: what can be read comes first, pages are recognised when everything else is done."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from biennien.ingestion import Ingestion
from biennien.intake import Accepted, accept_upload
from biennien.originals import Originals
from biennien.pipeline import process
from biennien.registry.corrections import CHANGE, record_correction
from biennien.registry.database import Registry
from biennien.registry.documents import current_text, mentions_of
from biennien.registry.job_lists import get_job
from biennien.registry.jobs import take_job
from biennien.registry.tables import Document
from biennien.settings import Settings
from biennien.sources import find_sources
from biennien.worker import Worker
from tests.ingest.conftest import DESTROYED, make_pdf

TakeIn = Callable[..., Accepted]
FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
TEXT = "Phát động thi đua năm 2019\n\nNgày 12/3/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào làm đường.\n"
LAUNCH = "Phát động thi đua năm 2019 ở xã Tân Lập"


def scanned(line: str) -> Image.Image:
    page = Image.new("L", (1654, 2339), 255)
    for row in range(6):
        ImageDraw.Draw(page).text((200, 200 + 70 * row), line, fill=0, font=ImageFont.truetype(FONT, 32))
    return page


def scan_file(*lines: str) -> bytes:
    """A PDF whose pages are pictures of the lines."""
    first, *rest = map(scanned, lines)
    packed = io.BytesIO()
    first.save(packed, "PDF", resolution=200, save_all=True, append_images=rest)
    return packed.getvalue()


def scan_over(text: bytes, line: str) -> bytes:
    """A PDF of one page with the picture of the line, and a layer of hidden text behind it."""
    packed = io.BytesIO()
    with pikepdf.open(io.BytesIO(scan_file(line))) as scan, pikepdf.open(io.BytesIO(make_pdf(text))) as layer:
        page = scan.pages[0]
        page.Resources.Font = scan.copy_foreign(layer.make_indirect(layer.pages[0].Resources.Font))
        page.contents_add(scan.make_stream(b"q 3 Tr " + text + b" Q"))
        scan.save(packed)
    return packed.getvalue()


def accept(settings: Settings, registry: Registry, data: bytes) -> Accepted:
    return accept_upload(registry, Originals(settings.originals_folder), io.BytesIO(data), name="quét.pdf")


def state_of(registry: Registry, accepted: Accepted) -> str:
    with registry.read() as session:
        return session.get_one(Document, accepted.document_id).state


def text_of(registry: Registry, accepted: Accepted) -> tuple[str, str]:
    """How the text of a document was made, and the text."""
    with registry.read() as session:
        version = current_text(session, session.get_one(Document, accepted.document_id))
        assert version is not None
        return version.made_by, version.body


def test_scan_waits_until_all_texts_are_read(settings: Settings, registry: Registry, take_in: TakeIn) -> None:
    scan, printed = accept(settings, registry, scan_file(LAUNCH)), take_in(TEXT)
    worker = Worker(settings, registry)
    steps = []
    while worker.work_once():
        steps.append((state_of(registry, scan), state_of(registry, printed)))
    assert steps == [("waiting", "waiting"), ("waiting", "done"), ("done", "done")]
    with registry.read() as session:
        job = get_job(session, scan.job_id)
    assert (job.kind, job.state) == ("recognise", "done")
    made_by, body = text_of(registry, scan)
    assert made_by == "ocr"
    assert LAUNCH in body


def test_readable_pages_come_first_and_corrections_outlast_the_recognition(
    settings: Settings, registry: Registry, tmp_path: Path
) -> None:
    printed = next((Path(__file__).parents[2] / "corpora" / "demo").glob("2018-nghe-an-ke-hoach*.pdf"))
    with pikepdf.open(printed) as first, pikepdf.open(io.BytesIO(scan_file("Danh sách các xã kèm theo"))) as second:
        first.pages.extend(second.pages)
        first.save(tmp_path / "mixed.pdf")
    mixed = accept(settings, registry, (tmp_path / "mixed.pdf").read_bytes())
    worker = Worker(settings, registry)
    assert worker.work_once()
    assert state_of(registry, mixed) == "done"
    made_by, body = text_of(registry, mixed)
    assert (made_by, "Danh sách" in body) == ("parser", False)
    with registry.write() as session:
        document = session.get_one(Document, mixed.document_id)
        mention, version = mentions_of(session, document)[0], current_text(session, document)
        record_correction(session, document, CHANGE, {"value": "đã sửa"}, user_id=None, mention=mention, text=version)
    assert worker.work_once()
    assert not worker.work_once()
    made_by, body = text_of(registry, mixed)
    assert (made_by, "Danh sách" in body) == ("ocr", True)
    with registry.read() as session:
        values = [one.value for one in mentions_of(session, session.get_one(Document, mixed.document_id))]
    assert "đã sửa" in values


def test_recognition_tells_how_many_pages_are_done(settings: Settings, registry: Registry) -> None:
    scan = accept(settings, registry, scan_file("Trang đầu của báo cáo", "Trang sau của báo cáo"))
    worker = Worker(settings, registry)
    worker.work_once()
    lease = take_job(registry, "w", is_gone=lambda _worker: False)
    assert lease is not None
    steps: list[str] = []
    process(registry, worker.originals, lease, largest=1, beat=steps.append)
    assert steps[:3] == ["recognising 0/2", "recognising 1/2", "recognising 2/2"]
    assert state_of(registry, scan) == "done"


def test_scan_is_refused_at_once_where_recognition_is_off(settings: Settings, registry: Registry) -> None:
    scan = accept(settings, registry, scan_file(LAUNCH))
    worker = Worker(replace(settings, ocr="off"), registry)
    assert worker.work_once()
    assert not worker.work_once()
    with registry.read() as session:
        document = session.get_one(Document, scan.document_id)
    assert (document.state, document.error_code) == ("failed", "unsupported")
    assert document.error_params == {"kind": "scan", "why": "off", "pages": 1}


def test_ingestion_reads_scans_last_and_tells_of_them(settings: Settings, registry: Registry, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(scan_file(LAUNCH))
    (folder / "b.txt").write_text(TEXT, encoding="utf-8")
    ingestion = Ingestion(settings, registry, visibility="public", language="vi")
    outcomes = [(Path(one.source_file).name, one.state) for one in ingestion.run(find_sources([folder]))]
    assert outcomes == [("b.txt", "done"), ("a.pdf", "done")]


@pytest.mark.parametrize("seen", [True, False], ids=["put right", "destroyed in the picture too"])
def test_ingestion_calls_a_text_destroyed_only_once_its_pages_are_recognised(
    settings: Settings, registry: Registry, tmp_path: Path, seen: bool
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(scan_over(DESTROYED, LAUNCH) if seen else make_pdf(DESTROYED))
    ingestion = Ingestion(settings, registry, visibility="public", language="en")
    (outcome,) = ingestion.run(find_sources([path]))
    assert (outcome.state, "make no Vietnamese" in (outcome.reason or "")) == ("done", not seen)
