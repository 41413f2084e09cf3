"""Lines typed without accents (`So ket 6 thang dau nam 2013`): their words of time, read as if they had them."""

from __future__ import annotations

import re

from nlp.text.kept import kept_by_text

OPENS = re.compile(r"(?<![^\W_])(?:ngay|thang|nam|quy)\s(?=\d|[IVX]+(?!\w))", re.IGNORECASE)
"""What shows that a line speaks of time."""
TIME = re.compile(r"ngay|thang|nam|quy", re.IGNORECASE)
"""What one of its lines holds at least: asked first, since most texts have none without accents."""
ACCENTED = {
    "cuoi": "cuối", "dau": "đầu", "den": "đến", "doan": "đoạn", "giai": "giai", "giua": "giữa", "het": "hết",
    "hoc": "học", "ky": "kỳ", "nam": "năm", "ngay": "ngày", "nhiem": "nhiệm", "quy": "quý", "thang": "tháng",
    "truoc": "trước", "tu": "từ", "va": "và",
}  # fmt: skip
"""Words of the same length, so that offsets stay."""
WORD = re.compile(rf"(?<!\w)(?<!viet )(?<!mien )(?:{'|'.join(ACCENTED)})(?!\w)", re.IGNORECASE)


@kept_by_text()
def with_accents(text: str) -> str:
    """The text, of the same length, with the words of time accented in its lines that bear no accents at all."""
    if not any(line.isascii() and TIME.search(line) for line in text.split("\n")):
        return text
    pieces: list[str] = []
    at = 0
    for found in OPENS.finditer(text):
        if found.start() < at:
            continue
        start = text.rfind("\n", at, found.start()) + 1 or at
        end = text.find("\n", found.end())
        end = len(text) if end < 0 else end
        line = text[start:end]
        pieces += [text[at:start], WORD.sub(_accented, line) if line.isascii() else line]
        at = end
    return "".join([*pieces, text[at:]]) if pieces else text


def _accented(word: re.Match[str]) -> str:
    accented = ACCENTED[word[0].lower()]
    return accented.upper() if word[0].isupper() else accented
