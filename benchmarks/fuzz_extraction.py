"""Runs of words of every lexicon, with quotation marks and figures between: which is the slowest to understand.

    python -m benchmarks.fuzz_extraction [SEED [FORMS]]

FORMS of each lexicon, drawn at random, are repeated over SHORT and LONG characters, parted by marks drawn at random. A
pattern that explodes shows as a form whose time grows faster than its length.
"""

from __future__ import annotations

import random
import sys
import time

SHORT, LONG = 2_500, 10_000
PARTS = (" ", ", ", " “", "” ", ' "', " (", ") ", " - ", "\n", ". ", " 12 ", " 100% ", ": ", "/", " và ", " 2020 ")
"""What stands between two words: marks that open and close, and figures."""

SHOWN = 12
NOTICED = 0.05
"""Seconds below which growth is noise."""


def run_of(form: str, length: int, chance: random.Random) -> str:
    """The form over and over, up to `length` characters."""
    pieces: list[str] = []
    size = 0
    while size < length:
        pieces += form, chance.choice(PARTS)
        size += len(pieces[-1]) + len(form)
    return "".join(pieces)[:length]


def seconds(text: str) -> float:
    """The processor time of understanding a text."""
    from ingest.document import Document
    from nlp.pipeline import analyse

    began = time.process_time()
    found = analyse(Document(text, "text", "fuzz")).mentions
    assert all(text[one.start : one.end] == one.text for one in found)
    return time.process_time() - began


def main() -> None:
    """Print the slowest forms and those whose time grows the most."""
    from nlp.lexicon import FOLDER, load_lexicon

    given = [int(word) for word in sys.argv[1:]]
    seed, most = (given + [7, 8][len(given) :])[:2]
    rows: list[tuple[float, float, str, str]] = []
    for path in sorted(FOLDER.glob("*.tsv")):
        forms = sorted({entry.form for entry in load_lexicon(path.stem)})
        for form in random.Random(seed).sample(forms, min(most, len(forms))):
            short, long = (seconds(run_of(form, length, random.Random(f"{seed} {form}"))) for length in (SHORT, LONG))
            rows.append((long, long / max(short, NOTICED), path.stem, form))
        print(f"{path.stem:<24}{len(rows):>7} forms so far, slowest {max(rows)[0]:.2f} s", flush=True)
    print(f"\nslowest over {LONG} characters")
    for long, _, name, form in sorted(rows, reverse=True)[:SHOWN]:
        print(f"{long:8.2f} s  {name}: {form}")
    print(f"\nmost growth from {SHORT} to {LONG} characters ({LONG / SHORT:.0f} is linear)")
    for _, growth, name, form in sorted(rows, key=lambda row: -row[1])[:SHOWN]:
        print(f"{growth:8.1f}    {name}: {form}")


if __name__ == "__main__":
    main()
