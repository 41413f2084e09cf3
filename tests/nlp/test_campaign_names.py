"""SLOGAN, EVENT and CAMPAIGN against their tables: each row is a text with the marks it should get."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.components.campaigns import add_campaigns
from nlp.components.dates import find_dates
from nlp.components.events import add_events, find_events
from nlp.components.resolve import resolve_mentions
from nlp.components.slogans import add_slogans
from nlp.gold import parse_marks
from nlp.mention import Mention
from nlp.mention_store import Doc, add_mentions, mentions_of
from nlp.rule_files import Rule, load_rules
from tests.case_tables import cases

GIVEN = ("UNIT", "PLACE", "PERSON")


def read(marked: str) -> tuple[list[Mention], list[Mention]]:
    """The mentions that the text is marked with, and those that the three components find in it."""
    text, wanted = parse_marks(marked.replace("\\n", "\n"))
    doc = Doc(Document(text, "text", "test"))
    add_mentions(doc, [*find_dates(text), *(one for one in wanted if one.label in GIVEN)])
    for component in (add_events, add_slogans, add_campaigns, resolve_mentions):
        component(doc)
    return list(wanted), mentions_of(doc)


def places(mentions: list[Mention], label: str) -> list[tuple[int, str]]:
    return [(one.start, one.text) for one in mentions if one.label == label]


@pytest.mark.parametrize("row", cases("slogans.tsv"))
def test_slogans_of_case(row: dict[str, str]) -> None:
    wanted, found = read(row["text"])
    assert places(found, "SLOGAN") == places(wanted, "SLOGAN")
    if row["kind"]:
        assert [one.attributes["kind"] for one in found if one.label == "SLOGAN"] == row["kind"].split(";")


@pytest.mark.parametrize("row", cases("events.tsv"))
def test_events_of_case(row: dict[str, str]) -> None:
    wanted, found = read(row["text"])
    assert places(found, "EVENT") == places(wanted, "EVENT")


@pytest.mark.parametrize("row", cases("campaigns.tsv"))
def test_campaigns_of_case(row: dict[str, str]) -> None:
    wanted, found = read(row["text"])
    assert places(found, "CAMPAIGN") == places(wanted, "CAMPAIGN")


@pytest.mark.parametrize("rule", load_rules("events", "event_fragments"), ids=lambda rule: rule.name)
def test_event_rule_reads_its_example(rule: Rule) -> None:
    (event,) = find_events(rule.example, list(find_dates(rule.example)))
    assert event.text == rule.expected
    assert event.source.endswith(rule.name)


def test_campaign_of_a_list_holds_its_slogan() -> None:
    _, found = read("các phong trào “Lao động giỏi”, “Lao động sáng tạo” trong công nhân")
    assert places(found, "CAMPAIGN")[1] == places(found, "SLOGAN")[1]


def test_slogan_value_is_the_usual_wording() -> None:
    _, found = read("gương người tốt việc tốt và việc học tập, làm theo tấm gương đạo đức Hồ Chí Minh")
    assert [one.value for one in found] == ["Người tốt, việc tốt", "Học tập và làm theo tấm gương đạo đức Hồ Chí Minh"]
