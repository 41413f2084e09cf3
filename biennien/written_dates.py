"""Dates as people write them, made into EDTF: what the extractor reads in a text, and what pages show in English."""

from __future__ import annotations

import re

from ingest.orthography import nfc
from nlp import edtf
from nlp.components.dates import find_dates

ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

MONTH = re.compile(rf"\b(?P<name>{'|'.join(ENGLISH_MONTHS)})[a-z]*\.?\s+(?=\d{{4}})", re.IGNORECASE)
"""`February ` of `28 February 2019`."""
DAY_BEFORE = re.compile(r"(\d)\s+(?=\d{1,2}/\d{4})")
QUARTER = re.compile(r"\bQ([1-4]) (?=\d{4})", re.IGNORECASE)
NOW = re.compile(r"\bnay\b")
"""What a box knows no day of."""
ENDS = {"from": "từ", "until": "đến", "to": "đến"}
END = re.compile(rf"\b(?:{'|'.join(ENDS)})\b")


def read_written(words: str) -> str:
    """The EDTF value that a date or a period in people's notations means; `words` without blanks at their ends where
    they mean none, so that what is EDTF already stays.

    >>> read_written("28/2/2019"), read_written("từ 3/2022 đến 30/6/2022"), read_written("2019-02"), read_written("nay")
    ('2019-02-28', '2022-03/2022-06-30', '2019-02', 'nay')
    """
    words = nfc(words.strip())
    if edtf.is_edtf(words) or NOW.search(words):
        return words
    said = _in_vietnamese(words)
    for text in (said, f"tháng {said}"):  # alone, `2/2019` may be a day of February or a number; in a box for dates not
        for found in find_dates(text):
            if found.text == text and isinstance(found.value, str):
                return found.value
    return words


def _in_vietnamese(words: str) -> str:
    """English months, quarters and ends as Vietnamese texts have them: `from 28 Feb 2019` is `từ 28/2/2019`."""
    words = MONTH.sub(lambda found: f"{ENGLISH_MONTHS.index(found['name'].capitalize()) + 1}/", words)
    words = QUARTER.sub(r"quý \1/", DAY_BEFORE.sub(r"\1/", words))
    return END.sub(lambda found: ENDS[found[0]], words)
