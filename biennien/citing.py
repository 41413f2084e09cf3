"""Documents as footnotes and reference managers want them: BibTeX, RIS and a line in Vietnamese.

Each form is one field a line, so it is written here; what a document does not tell is left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from biennien.registry.file_names import shown_title
from biennien.registry.tables import Document
from nlp.edtf import without_clock

NEWS = "news"
SPECIAL = re.compile(r"[\\{}%&#$_~^]")
"""What BibTeX takes for its own."""

ESCAPES = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
DAY = re.compile(r"(?P<year>\d{4})(?:-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>\d\d))?)?")
"""A year, month or day in EDTF; no quarter and no range."""


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reference says of a document; empty where the document does not tell. `date` is EDTF."""

    id: str
    title: str
    authors: tuple[str, ...]
    number: str
    date: str
    source: str
    place: str
    news: bool
    address: str

    @property
    def day(self) -> tuple[str, str, str]:
        """Year, month and day as written; a quarter and a range have their first year only, an open beginning none."""
        whole = DAY.fullmatch(self.date)
        if whole:
            return (whole["year"], whole["month"] or "", whole["day"] or "")
        first = self.date[:4]
        return (first if first.isdecimal() else "", "", "")


def cite(document: Document, address: str) -> Citation:
    """The citation of a document that stands at `address`; one without a title is called by its file.

    Its authors are those of its byline, else who issued it.
    """
    metadata = document.metadata_values or {}
    authors = tuple(metadata.get("authors") or ()) or ((document.issuer,) if document.issuer else ())
    return Citation(
        id=document.id,
        title=_one_line(shown_title(document)),
        authors=tuple(map(_one_line, authors)),
        number=_one_line(document.doc_number or ""),
        date=without_clock(document.published or document.event_date or ""),
        source=_one_line(metadata.get("source") or ""),
        place=document.place or "",
        news=document.doc_type == NEWS,
        address=address,
    )


def to_bibtex(one: Citation) -> str:
    """One entry of BibTeX, `@article` for news and `@techreport` for papers of an office; authors are taken whole."""
    fields = {
        "title": f"{{{_escaped(one.title)}}}",
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in one.authors),
        "journal" if one.news else "howpublished": _escaped(one.source),
        "number": _escaped(one.number),
        "date": one.date if DAY.fullmatch(one.date) else "",
        "year": one.day[0],
        "address": _escaped(one.place),
        "url": one.address,
        "langid": "vietnamese",
    }
    rows = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@{'article' if one.news else 'techreport'}{{{one.id},\n" + ",\n".join(rows) + "\n}\n\n"


def to_ris(one: Citation) -> str:
    """One record of RIS: `NEWS` or `GOVDOC`."""
    year, month, day = one.day
    fields = [
        ("TY", "NEWS" if one.news else "GOVDOC"),
        ("TI", one.title),
        *(("AU", name) for name in one.authors),
        ("T2", one.source),
        ("IS", one.number),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else ""),
        ("CY", one.place),
        ("UR", one.address),
        ("LA", "vi"),
        ("ID", one.id),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields if value) + "ER  - \r\n"


def to_line(one: Citation) -> str:
    """A reference in Vietnamese as one line: who (year), what, number, source, place, day, address."""
    year, month, day = one.day
    head = f"{', '.join(one.authors)} ({year or 'không đề năm'})" if one.authors else f"({year or 'không đề năm'})"
    number = f"số {one.number}" if one.number and one.number not in one.title else ""
    written = "/".join(part.lstrip("0") for part in (day, month, year) if part) if month else ""
    when = f"ngày {written}" if day else f"tháng {written}" if month else ""
    rest = [one.title, number, one.source, one.place, when]
    return f"{', '.join([head, *filter(None, rest)])}. {one.address}\n"


FORMS: dict[str, tuple[str, Callable[[Citation], str]]] = {
    "bib": ("application/x-bibtex; charset=utf-8", to_bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", to_ris),
    "txt": ("text/plain; charset=utf-8", to_line),
}
"""Ending of the file -> its media type and what writes one document into it."""


def _escaped(text: str) -> str:
    return SPECIAL.sub(lambda found: ESCAPES.get(found[0], "\\" + found[0]), text)


def _one_line(text: str) -> str:
    return " ".join(text.split())
