"""How fast files are read beside the peers: pages or files a second of CPU, one core, in one run.

    python -m benchmarks.reading_speed [--rounds N]

The documents are made from our own texts (`corpora/demo`), printed by Chromium into a temporary folder. A kind of file
is one `Contest`: its files, our reading of one, and the peers' readings of the same bytes; add DOCX and HTML likewise.
"""

from __future__ import annotations

import argparse
import io
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pdfplumber
import pypdfium2

from ingest.errors import IngestError
from ingest.formats import parse_bytes

DEMO = Path(__file__).parents[1] / "corpora" / "demo"
MADE = Path(tempfile.gettempdir()) / "biennien-reading-speed"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STYLE = "body{font:14pt 'Liberation Serif','Times New Roman',serif;line-height:1.35} p{text-indent:1cm;margin:4pt 0}"

Reading = Callable[[bytes], object]


@dataclass(frozen=True, slots=True)
class Contest:
    """Files of one kind with how many units (pages, files) they hold, our reading, and the peers' by name.

    `floors` are how many times a peer's speed ours is to be.
    """

    name: str
    unit: str
    files: tuple[bytes, ...]
    units: int
    ours: Reading
    peers: dict[str, Reading]
    floors: dict[str, float]


def contests() -> Iterator[Contest]:
    """Every kind that is measured."""
    peers: dict[str, Reading] = {"pypdfium2 bare": read_bare, "pdfplumber": read_with_pdfplumber}
    long, short = tuple(make_pdfs(pages=20, count=2)), tuple(make_pdfs(pages=3, count=6))
    for name, files, floors in (
        ("PDF of 20 pages and more", long, {"pypdfium2 bare": 0.5}),
        ("PDF of 2 to 6 pages", short, {"pdfplumber": 3.0}),
    ):
        yield Contest(name, "pages", files, sum(map(pages_of, files)), parse_bytes, peers, floors)


def read_bare(data: bytes) -> int:
    """Open a PDF in pdfium and take the text of each page: as little as can be done."""
    document = pypdfium2.PdfDocument(data)
    letters = 0
    for page in document:
        text = page.get_textpage()
        letters += len(text.get_text_range())
        text.close()
        page.close()
    document.close()
    return letters


def read_with_pdfplumber(data: bytes) -> int:
    """The text of each page as pdfplumber gives it."""
    with pdfplumber.open(io.BytesIO(data)) as document:
        return sum(len(page.extract_text()) for page in document.pages)


def pages_of(data: bytes) -> int:
    return len(pypdfium2.PdfDocument(data))


def make_pdfs(*, pages: int, count: int) -> Iterator[bytes]:
    """Files of about so many pages, each of other texts; kept in the temporary folder for the next run."""
    texts = list(demo_texts())
    for number in range(count):
        own = texts[number::count]
        body = ""
        while len(body) < pages * LETTERS_OF_PAGE:
            body += "".join(f"<p>{escape(line)}</p>" for text in own for line in text.splitlines() if line)
        yield print_page(f"{pages}-{number}", body[: body.rindex("</p>", 0, pages * LETTERS_OF_PAGE) + 4])


LETTERS_OF_PAGE = 2_400
"""Characters of markup that fill a page in print."""


def demo_texts() -> Iterator[str]:
    for path in sorted(DEMO.iterdir()):
        try:
            yield parse_bytes(path.read_bytes()).body
        except IngestError:
            continue


def print_page(name: str, body: str) -> bytes:
    """The PDF of a page printed by Chromium.

    Raises: SystemExit where there is no Chromium.
    """
    made = MADE / f"{name}.pdf"
    browser = next((found for found in map(shutil.which, BROWSERS) if found), None)
    if not made.exists() and not browser:
        raise SystemExit("reading_speed needs Chromium: apt-get install chromium")
    if not made.exists():
        MADE.mkdir(exist_ok=True)
        source = MADE / f"{name}.html"
        source.write_text(f"<meta charset=utf-8><style>{STYLE}</style>{body}", encoding="utf-8")
        command = [str(browser), "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True)
    return made.read_bytes()


def fastest(reading: Reading, files: Sequence[bytes], rounds: int) -> float:
    """Seconds of CPU for all files in the best of some rounds: what others do on the machine slows the rest."""
    seconds = []
    for _ in range(rounds):
        begun = time.process_time()
        for data in files:
            reading(data)
        seconds.append(time.process_time() - begun)
    return min(seconds)


def main() -> None:
    """Print each reading's speed, and ours in those of the peers beside what it is to be."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=3)
    rounds = options.parse_args().rounds
    for contest in contests():
        print(f"{contest.name}: {len(contest.files)} files, {contest.units} {contest.unit}")
        ours = fastest(contest.ours, contest.files, rounds)
        print(f"  biennien         {contest.units / ours:8.1f} {contest.unit}/s")
        for name, reading in contest.peers.items():
            seconds = fastest(reading, contest.files, rounds)
            floor = f"  (to be {contest.floors[name]:.1f})" if name in contest.floors else ""
            speed = f"{contest.units / seconds:8.1f} {contest.unit}/s"
            print(f"  {name:16} {speed}, ours {seconds / ours:.2f} x{floor}")


if __name__ == "__main__":
    main()
