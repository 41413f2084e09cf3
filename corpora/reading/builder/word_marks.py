"""What else a Word file holds: tracked changes, numbers made by the program, soft hyphens."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

REVISER = {"w:author": "Văn thư", "w:date": "2026-11-27T08:00:00Z"}
STRUCK = "[bản cũ, đã bỏ]"
"""What the struck words of tracked changes end with; it is no part of the text."""

NUMBER = re.compile(r"\d+\.\s+")


def track_changes(document: Any) -> None:
    """Every third paragraph of the body had other words first: its last run is inserted, and a struck one follows."""
    for at, paragraph in enumerate(document.paragraphs):
        runs = paragraph.runs
        if at % 3 or not runs or not runs[-1].text.strip():
            continue
        run = runs[-1]._r
        inserted, deleted = _revision("w:ins", at), _revision("w:del", at + 1000)
        run.addprevious(deleted)
        run.addprevious(inserted)
        old = deepcopy(run)
        for text in old.findall(qn("w:t")):
            text.tag = qn("w:delText")
            text.text = (text.text or "")[:40] + STRUCK
        deleted.append(old)
        inserted.append(run)


def _revision(tag: str, number: int) -> Any:
    element = OxmlElement(tag)
    element.set(qn("w:id"), str(number))
    for key, value in REVISER.items():
        element.set(qn(key), value)
    return element


def number_paragraphs(document: Any) -> None:
    """Paragraphs `1. …`, `2. …` lose their number to the program, which counts them itself."""
    due = 1
    for paragraph in document.paragraphs:
        if paragraph.text.startswith(f"{due}. "):
            run = paragraph.runs[0]
            run.text = NUMBER.sub("", run.text, count=1)
            paragraph.style = document.styles["List Number"]
            due += 1


def soften_hyphens(document: Any) -> None:
    """Each U+00AD becomes Word's own soft hyphen element, as Word saves what was typed in a font of TCVN3."""
    for text in list(document.element.body.iter(qn("w:t"))):
        before, *rest = (text.text or "").split("\u00ad")
        if not rest:
            continue
        text.text = before
        text.set(qn("xml:space"), "preserve")
        last = text
        for part in rest:
            hyphen, more = OxmlElement("w:softHyphen"), OxmlElement("w:t")
            more.text = part
            more.set(qn("xml:space"), "preserve")
            last.addnext(hyphen)
            hyphen.addnext(more)
            last = more
