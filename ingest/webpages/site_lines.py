"""Lines that a site sets on many of its pages: which may be such, how one is known again, whose pages they are.

A line is never taken for one where it may be a document's own: running text, numbered headings, date lines, authors,
signatures, and the formulas and offices of a letterhead are alike on many pages and belong to each.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Sequence

from ingest.document import Document
from ingest.markup import PAGE_KINDS
from ingest.names import is_post, looks_like_organisation, person_in
from ingest.official.letterhead import has_letterhead, is_letterhead_line
from ingest.orthography import fold, is_capitals
from ingest.webpages.bylines import find_names
from ingest.webpages.datelines import find_dateline
from ingest.webpages.furniture_rules import credits_of, is_running_text, match_whole
from ingest.webpages.saved_page import NUMBERED

LONGEST = 300
"""Characters of a line that is learned; longer ones are text."""
SHORTEST_WORDS = 2
HEADING_WORDS = 5
"""Words up to which a line in capitals may be a document's kind or heading (`KẾ HOẠCH`, `TỔ CHỨC THỰC HIỆN`)."""
OF_THE_TEXT = ("dateline", "byline")
"""Ways of reading a source that tell whence an article comes, which may not be the site."""
KEY_LENGTH = 32
LEARNED = ", lines known of its site"
"""What a parser adds to its name where it took off lines that were known as the site's."""
LISTED = re.compile(
    r"[-+•*–]\s|(?:nơi nhận|kính gửi|căn cứ|ảnh|tin|bài)\b|(?:TM|KT|TL|TUQ|T/M|K/T|T/L)[./ ]|\W*$", re.I
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def line_key(line: str) -> str:
    """What a line is known by: its words without case, marks and figures, as counters change from page to page."""
    words = " ".join(re.findall(r"\w+", fold(NUMBER.sub("0", line))))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()[:KEY_LENGTH]


def site_of(document: Document) -> str:
    """The site that a page was saved from: its host, else its name; empty where it tells none or is no page."""
    if document.kind not in PAGE_KINDS:
        return ""
    host = next((clue.text for clue in document.clues if clue.field == "site"), "")
    names = [clue for clue in document.clues if clue.field == "source" and clue.text]
    names.sort(key=lambda clue: clue.method in OF_THE_TEXT)
    return host or next((fold(clue.text) for clue in names), "")


def site_lines(document: Document) -> dict[str, bool]:
    """The lines of a page that may be its site's, by their keys, and whether they stand in its body."""
    body = _lines_outside_tables(document)
    own = _own_lines(body)
    found = {line_key(line): False for line in document.furniture if may_repeat(line)}
    return found | {line_key(line): True for line in body if may_repeat(line) and line not in own}


def _lines_outside_tables(document: Document) -> list[str]:
    """The lines of the body that are no rows: forms have the same heads everywhere."""
    lines: list[str] = []
    at = 0
    for line in document.body.split("\n"):
        if not any(table.start <= at < table.end for table in document.tables):
            lines.append(line)
        at += len(line) + 1
    return lines


def places_of_known(lines: Sequence[str], known: Collection[str]) -> set[int]:
    """The places of the lines that are known to be the site's."""
    if not known:
        return set()
    own = _own_lines(lines)
    return {at for at, line in enumerate(lines) if line not in own and may_repeat(line) and line_key(line) in known}


def may_repeat(line: str) -> bool:
    """Whether a line may be a site's own wherever it stands."""
    words = line.split()
    if len(words) < SHORTEST_WORDS or len(line) > LONGEST or is_running_text(line):
        return False
    if LISTED.match(line) or NUMBERED.match(line) or line.rstrip().endswith((";", ":", "./.")):
        return False
    if is_letterhead_line(line) or is_post(line) or person_in(line) or find_names(line) or find_dateline(line):
        return False
    if is_capitals(line) and len(words) <= HEADING_WORDS and not match_whole(line, ("footer", "menu", "opener")):
        return False
    return not any(credit.field in ("author", "source", "doc_number", "date", "signer") for credit in credits_of(line))


def _own_lines(lines: Iterable[str]) -> set[str]:
    """The offices and lines in capitals of a page that holds a document with a letterhead."""
    filled = [line for line in lines if line]
    if not has_letterhead(filled):
        return set()
    return {line for line in filled if is_capitals(line) or looks_like_organisation(line)}
