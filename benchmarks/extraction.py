"""Documents extracted a second on one core, beside `underthesea.ner` on the same texts in the same run.

    python -m benchmarks.extraction [FOLDER]

FOLDER holds text files (the demo corpus by default); each is cut or repeated to LENGTH characters.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

Piece = TypeVar("Piece")

LENGTH = 4_000
"""Characters of a document: two printed pages, the usual length in this genre."""

PEER_DOCUMENTS = 6
"""The peer is slow; a few documents tell its speed well enough."""

ROUNDS = 3


def load_texts(folder: Path) -> list[str]:
    """The texts of `folder`, each LENGTH characters long."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    return [(text * (LENGTH // len(text) + 1))[:LENGTH] for text in texts if text.strip()]


def rate(work: Callable[[Piece], object], pieces: Sequence[Piece]) -> float:
    """Texts or pages a second of processor time (other programs take none of it), the best of ROUNDS rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for piece in pieces:
            work(piece)
        best = min(best, time.process_time() - began)
    return len(pieces) / best


def main() -> None:
    """Print both rates and their ratio."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parents[1] / "corpora" / "demo"
    texts = load_texts(folder)

    from underthesea import ner

    from ingest.formats import read_text
    from nlp.pipeline import analyse

    def extract(text: str) -> object:
        return analyse(read_text(text, strict=False))

    def peer(text: str) -> object:
        return [ner(line) for line in text.splitlines() if line.strip()]

    peer(texts[0])
    extract(texts[0])
    ours, theirs = rate(extract, texts), rate(peer, texts[:PEER_DOCUMENTS])
    print(f"documents of {LENGTH} characters, one core, best of {ROUNDS} rounds")
    print(f"biennien (cleaning, ten labels, metadata, records)  {ours:8.1f} documents/s")
    print(f"underthesea.ner, line by line                       {theirs:8.1f} documents/s")
    print(f"ratio                                               {ours / theirs:8.1f}")


if __name__ == "__main__":
    main()
