"""The figures of the whole extractor, and of its peers, on gold files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ingest.document import Document
from ingest.formats import read_text
from nlp.gold import MarkedDocument, read_gold
from nlp.peers import PEERS
from nlp.pipeline import analyse
from nlp.scorer import Report, marked_from, score

Extractor = Callable[[str, Document], MarkedDocument]
"""Gives the marks of a document of that name."""


def evaluate(gold_path: Path) -> Report:
    """Read, clean, analyse and score every gold document of `gold_path`, a folder or a file.

    Raises: GoldError for gold that breaks its form, IngestError for a page that cannot be read.
    """
    return _score(gold_path, lambda name, document: marked_from(name, analyse(document)))


def evaluate_peers(gold_path: Path) -> dict[str, Report]:
    """The peers on the same cleaned texts, each judged by the labels that it knows.

    Raises: as `evaluate`; PeerMissing.
    """
    reports = {}
    for name, (find, labels) in PEERS.items():
        report = _score(gold_path, lambda id_, document, find=find: find(id_, document.body))  # type: ignore[misc]
        reports[name] = Report({label: report.labels[label] for label in labels}, errors=report.errors)
    return reports


def _score(gold_path: Path, extract: Extractor) -> Report:
    gold = read_gold(gold_path)
    return score(gold, {name: extract(name, read_text(marked.text or "")) for name, marked in gold.items()})
