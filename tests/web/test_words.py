"""What people read: dates, notes, and catalogues that leave nothing untranslated."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

import biennien
from biennien.web.dates import show_date

from .conftest import Archive

ROOT = Path(biennien.__file__).parent
CATALOGUE = ROOT / "translations" / "vi" / "LC_MESSAGES" / "messages.po"
CASES = Path(__file__).parents[1] / "cases" / "shown_dates.tsv"
FILL = re.compile(r"%\(\w+\)s|\{\w+\}")


def cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_date_is_shown_as_people_write_it(archive: Archive, case: dict[str, str], language: str) -> None:
    with archive.app.test_request_context(f"/?lang={language}"):
        assert show_date(case["value"]) == case[language]


def test_every_sentence_is_in_the_catalogue_and_has_a_translation() -> None:
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    keywords = {"_": None, "gettext": None, "lazy_gettext": None, "ngettext": (1, 2)}
    options = {"**/templates/**.html": {"trim_blocks": "true"}}
    used = {
        found[2] if isinstance(found[2], str) else found[2][0]
        for found in extract_from_dir(ROOT / "web", method_map=methods, options_map=options, keywords=keywords)
    }
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    translated = {
        message.id if isinstance(message.id, str) else message.id[0]
        for message in catalogue
        if message.id and (message.string if isinstance(message.string, str) else all(message.string))
    }
    assert used == translated


def test_compiled_catalogue_is_that_of_the_source() -> None:
    with CATALOGUE.open("rb") as source, CATALOGUE.with_suffix(".mo").open("rb") as compiled:
        said, used = read_po(source), read_mo(compiled)
    for message in said:
        if message.id:
            kept = used.get(message.id if isinstance(message.id, str) else message.id[0])
            assert kept is not None, message.id
            assert _as_list(kept.string) == _as_list(message.string)


def test_translation_fills_the_same_blanks() -> None:
    with CATALOGUE.open("rb") as file:
        for message in read_po(file):
            if message.id and isinstance(message.string, str):
                assert sorted(set(FILL.findall(message.id))) == sorted(set(FILL.findall(message.string))), message.id


def _as_list(string: object) -> list[str]:
    return [string] if isinstance(string, str) else list(string)  # type: ignore[call-overload]
