"""Makes the corpus from its sources after `plan.tsv`:

    READING_FONTS=/usr/share/fonts/truetype/liberation2 python -m corpora.reading.build [NAME…]

Needs Chromium, LibreOffice Writer, Tesseract with `eng` and the fonts of `builder/fonts.py`; the files it makes are
kept beside it, so that reading and testing need none of them.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from corpora.reading.builder import (
    book_recipes,
    container_recipes,
    odd_pdf_recipes,
    office_recipes,
    paper_recipes,
    pdf_recipes,
    text_recipes,
    web_recipes,
)
from corpora.reading.builder.made import Made, Recipe
from corpora.reading.builder.source import Source, load_sources
from corpora.reading.builder.truth import true_signers, true_text, true_zones

HERE = Path(__file__).parent
PLAN = HERE / "plan.tsv"
CONTAINERS = ("mail", "archive")
"""Kinds that hold other files of the corpus, which must be there first."""

JOBS = 3
"""Files made at once; most of the time is another program's."""

RECIPES: dict[str, Recipe] = {
    "browser": pdf_recipes.browser,
    "office": pdf_recipes.office,
    "draft": pdf_recipes.draft,
    "book": book_recipes.book,
    "legacy": odd_pdf_recipes.legacy,
    "lost_letters": odd_pdf_recipes.lost_letters,
    "wrong_layer": odd_pdf_recipes.wrong_layer,
    "number_in_fields": odd_pdf_recipes.number_in_fields,
    "signature_text": odd_pdf_recipes.signature_text,
    "tight_words": odd_pdf_recipes.tight_words,
    "scanned": paper_recipes.scanned,
    "mixed": paper_recipes.mixed,
    "word": office_recipes.word,
    "html_as_doc": office_recipes.html_as_doc,
    "own_rtf": office_recipes.own_rtf,
    "marked_word": office_recipes.marked_word,
    "letter": container_recipes.letter,
    "archive": container_recipes.archive,
    "web": web_recipes.web,
    "not_found": web_recipes.not_found,
    "text": text_recipes.text,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """One file to make: its name, ending, kind for the figures, source, recipe with options, and traps."""

    name: str
    ending: str
    kind: str
    source: str
    recipe: str
    options: dict[str, str]
    traps: tuple[str, ...]


def load_plan() -> Iterator[Plan]:
    """The files of the corpus, in the order of the plan."""
    with PLAN.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"):
            options = dict(part.partition("=")[::2] for part in row["options"].split())
            yield Plan(
                row["name"], row["ending"], row["kind"], row["source"], row["recipe"], options,
                tuple(row["traps"].split()),
            )  # fmt: skip


def write(plan: Plan, made: Made, split: str) -> None:
    """Put the file in its place and its truth beside it."""
    file = HERE / "files" / split / f"{plan.name}.{plan.ending}"
    truth = HERE / "truth" / split / plan.name
    for path in (file, truth):
        path.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(made.data)
    text = "" if made.refused else true_text(made.source) if made.text is None else made.text
    text += "".join(line + "\n" for line in made.anywhere)
    truth.with_suffix(".txt").write_text(text, encoding="utf-8")
    truth.with_suffix(".json").write_text(
        json.dumps(describe(plan, made, file), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


def describe(plan: Plan, made: Made, file: Path) -> dict[str, object]:
    """What is true of a file, for its JSON."""
    zones = {} if made.refused else dict(true_zones(made.source) if made.zones is None else made.zones)
    for zone in made.unread:
        zones[zone] = ""
    return {
        "file": file.name,
        "kind": plan.kind,
        "traps": list(plan.traps),
        "source": plan.source,
        "zones": zones,
        "signers": [] if made.refused or made.zones is not None else true_signers(made.source),
        "iso_date": "" if made.refused else made.source.iso,
        "unread": list(made.unread),
        "refused": made.refused,
        "case_lost": made.case_lost,
        "optional": list(made.optional),
        "anywhere": list(made.anywhere),
        "children": dict(made.children),
        "pages": _pages(file),
    }


def _pages(file: Path) -> int | None:
    """How many pages a PDF has; None for other kinds."""
    if file.suffix != ".pdf":
        return None
    with pypdfium2.PdfDocument(file) as document:
        return len(document)


def main() -> None:
    """Make the named files, or all of them."""
    sources: dict[str, Source] = load_sources()
    names = set(sys.argv[1:])

    def make(plan: Plan) -> None:
        source = sources[plan.source]
        made = RECIPES[plan.recipe](source, plan.options)
        write(plan, made, source.split)
        print(f"{plan.name}.{plan.ending}  {len(made.data):,} bytes", flush=True)

    plans = [plan for plan in load_plan() if not names or plan.name in names]
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(make, (plan for plan in plans if plan.kind not in CONTAINERS)))
        list(pool.map(make, (plan for plan in plans if plan.kind in CONTAINERS)))


if __name__ == "__main__":
    main()
