"""The components of dates, citations, awards and targets against their tables of cases."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ingest.document import Document
from nlp.citations.issuers import with_issuers
from nlp.citations.own_citation import find_own_numbers
from nlp.components.awards import find_awards
from nlp.components.dates import find_dates
from nlp.components.legal import find_citations
from nlp.components.targets import find_targets
from nlp.mention import Mention
from tests.case_tables import cases

BRACED = re.compile(r"\{([^{}]*)\}")
SEPARATOR = re.compile(r";(?! )")


def with_units(text: str) -> tuple[str, list[Mention]]:
    """The text without braces, and a UNIT for each stretch that stood in them."""
    units, plain, at = [], "", 0
    for found in BRACED.finditer(text):
        plain += text[at : found.start()]
        units.append(Mention(len(plain), len(plain) + len(found[1]), "UNIT", found[1], found[1]))
        plain += found[1]
        at = found.end()
    return plain + text[at:], units


def split(expected: str) -> list[str]:
    return SEPARATOR.split(expected) if expected else []


@pytest.mark.parametrize("row", cases("date_roles.tsv"))
def test_role_of_case(row: dict[str, str]) -> None:
    found = next(iter(find_dates(row["text"], published=date(2020, 7, 9))))
    assert found.attributes["role"] == row["role"]


@pytest.mark.parametrize("row", cases("dates.tsv"))
def test_dates_of_case(row: dict[str, str]) -> None:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    found = find_dates(row["text"].replace("\\n", "\n"), published=published)
    assert [f"{mention.text}={mention.value or ''}" for mention in found] == split(row["expected"])


@pytest.mark.parametrize("row", cases("legal.tsv"))
def test_citations_of_case(row: dict[str, str]) -> None:
    text, units = with_units(row["text"].replace("\\n", "\n"))
    mentions = [*find_dates(text), *units]
    found = list(find_citations(text, mentions))
    found += find_own_numbers(text, mentions, Document(text, "text", "test"))
    assert [mention.text for mention in found] == [part.split("|")[0] for part in split(row["expected"])]
    for mention, part in zip(found, split(row["expected"]), strict=True):
        pairs = dict(pair.split("=") for pair in part.split("|")[1].split(","))
        assert isinstance(mention.value, dict)
        assert {key: mention.value.get(key) for key in pairs} == pairs


@pytest.mark.parametrize("row", cases("awards.tsv"))
def test_awards_of_case(row: dict[str, str]) -> None:
    text, units = with_units(row["text"])
    assert [mention.text for mention in find_awards(text, units)] == split(row["expected"])


@pytest.mark.parametrize("row", cases("targets.tsv"))
def test_targets_of_case(row: dict[str, str]) -> None:
    text = row["text"].replace("\\n", "\n")
    awards = list(find_awards(text, []))
    found = [
        f"{' '.join(mention.text.split())}|{mention.value['quantity']}"
        for mention in find_targets(text, [*find_dates(text), *awards])
        if isinstance(mention.value, dict)
    ]
    assert found == split(row["expected"])


def test_issuer_of_a_citation_is_the_subject_of_its_sentence_or_the_body_its_code_abbreviates() -> None:
    text, units = with_units(
        "Ngày 5/1/2024, {UBND tỉnh Cà Mau} ban hành Kế hoạch số 12/KH-UBND; {Sở Nội vụ} gửi Tờ trình. "
        "Xem Hướng dẫn số 3/HD-SNV và Luật Báo chí."
    )
    mentions = [*find_dates(text), *units]
    plan, guidance, law = with_issuers(text, list(find_citations(text, mentions)), mentions)
    assert plan.value == {
        "type": "Kế hoạch",
        "number": "12/KH-UBND",
        "issuer": "UBND tỉnh Cà Mau",
        "date": "2024-01-05",
    }
    assert isinstance(guidance.value, dict) and guidance.value["issuer"] == "Sở Nội vụ"
    assert isinstance(law.value, dict) and law.value["issuer"] == "Quốc hội"
