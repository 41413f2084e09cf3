"""The figures of the whole extractor on gold files."""

from __future__ import annotations

from pathlib import Path

from ingest.formats import read_text
from nlp.gold import MarkedDocument, read_gold
from nlp.pipeline import analyse
from nlp.scorer import Report, marked_from, score


def evaluate(gold_path: Path) -> Report:
    """Read, clean, analyse and score every gold document of `gold_path`, a folder or a file.

    Raises: GoldError for gold that breaks its form, IngestError for a page that cannot be read.
    """
    gold = read_gold(gold_path)
    return score(gold, {name: _predicted(name, marked) for name, marked in gold.items()})


def _predicted(name: str, marked: MarkedDocument) -> MarkedDocument:
    return marked_from(name, analyse(read_text(marked.text or "")))
