"""How many saved pages a second are read, and how well, beside trafilatura, in one process and one run.

    python -m benchmarks.html_speed

The pages are those of `corpora/reading/web/dev`, once as they are for the words of the body, once each with the menus
and scripts of a portal put around it for the speed (60 to 200 kB, as saved pages have).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import trafilatura

from benchmarks.extraction import rate
from ingest.errors import IngestError
from ingest.formats import parse_bytes

PAGES = Path(__file__).parents[1] / "corpora" / "reading" / "web" / "dev"
ENTRIES = 150
"""Entries of the menu that is put before and behind a page's own."""
SCRIPT = b"<script>" + b"var x=function(a){return a+1};" * 1_200 + b"</script>"


def read_ours(data: bytes) -> str:
    """The body as it is read here; empty for a page that is refused."""
    try:
        return parse_bytes(data).body
    except IngestError:
        return ""


def read_peer(data: bytes) -> str:
    """The body as trafilatura reads it, set to miss as little as it can."""
    return trafilatura.extract(data, favor_recall=True, include_comments=False) or ""


def in_a_portal(data: bytes) -> bytes:
    """The page with a portal's menus and scripts around it."""
    entries = (
        f'<li class="nav-item l{at % 3}"><a href="/muc-{at}.html"><span>Chuyên mục số {at}</span></a></li>'
        for at in range(ENTRIES)
    )
    menu = f"<nav><ul>{''.join(entries)}</ul></nav>".encode()
    opened = re.sub(rb"(<body[^>]*>)", lambda found: found[1] + menu, data, count=1, flags=re.I)
    return re.sub(rb"(</body>|\Z)", lambda found: SCRIPT + menu + found[1], opened, count=1, flags=re.I)


def word_f1(pairs: Iterator[tuple[str, str]]) -> float:
    """F1 of the words over all pages, order aside; each pair is a true body and one that was read."""
    right = total = 0
    for true, read in pairs:
        wanted, found = (Counter(re.findall(r"\w+", text.lower())) for text in (true, read))
        right += (wanted & found).total()
        total += wanted.total() + found.total()
    return 2 * right / total


def main() -> None:
    """Print both."""
    paths = sorted(PAGES.glob("*.html"))
    plain = [path.read_bytes() for path in paths]
    true = [path.with_suffix(".txt").read_text(encoding="utf-8") for path in paths]
    large = [in_a_portal(data) for data in plain]
    print(f"{len(paths)} pages, {sum(map(len, large)) / len(large) / 1000:.0f} kB each for the speed")
    for name, read in (("biennien", read_ours), ("trafilatura", read_peer)):
        f1 = word_f1((wanted, read(data)) for wanted, data in zip(true, plain, strict=True))
        print(f"{name:<12} {rate(read, large):6.1f} pages/s   body word F1 {f1:.4f}")


if __name__ == "__main__":
    main()
