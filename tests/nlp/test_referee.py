"""The referee: a model that belongs to the gold there is, whose confidences tell right mentions from wrong ones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from ingest.formats import read_text
from nlp.gold import digest
from nlp.pipeline import analyse, find_mentions
from nlp.referee import MODEL, MOST_TOGETHER, RIGHT, Scale, features_of, judged, marginals
from nlp.train_referee import GOLD, answers, examples, fit_scale, order

TEXT = "Ngày 12/3/2019, UBND tỉnh Lạng Sơn phát động phong trào “Mỗi xã một công trình”."


def test_model_belongs_to_the_gold_there_is() -> None:
    told = json.loads(MODEL.with_suffix(".json").read_text(encoding="utf-8"))
    assert told["trained_on"] == digest(GOLD / "train"), "python -m nlp.train_referee makes it anew"
    assert told["calibrated_on"] == digest(GOLD / "dev"), "python -m nlp.train_referee makes it anew"
    assert MODEL.stat().st_size < 500_000


def test_every_mention_has_a_confidence_of_the_referee() -> None:
    document = read_text(TEXT)
    by_rule, found = find_mentions(document), analyse(document).mentions
    assert [replace(one, confidence=0) for one in found] == [replace(one, confidence=0) for one in by_rule]
    assert found == judged(document.body, by_rule)
    assert {one.confidence for one in found} != {one.confidence for one in by_rule}
    assert judged("", []) == ()


def test_every_mention_of_a_book_is_judged() -> None:
    document = read_text(TEXT)
    by_rule = find_mentions(document)
    whole = marginals(document.body, by_rule * (MOST_TOGETHER // len(by_rule) + 1))
    assert len(whole) > MOST_TOGETHER and all(0 <= one <= 1 for one in whole)


def test_what_a_person_taught_is_not_judged() -> None:
    taught = [replace(one, source="own words: unit X", confidence=0.99) for one in find_mentions(read_text(TEXT))]
    assert {one.confidence for one in judged(TEXT, taught)} == {0.99}


@pytest.fixture(scope="module")
def on_dev() -> tuple[list[float], list[bool]]:
    """The confidences on dev, and whether each mention is right."""
    confidences: list[float] = []
    right: list[bool] = []
    for document, found, tags, _ in examples(GOLD / "dev"):
        confidences += [one.confidence for one in judged(document.body, found)]
        right += [tag == RIGHT for tag in tags]
    return confidences, right


def test_confidences_hold_on_documents_that_taught_no_rule(on_dev: tuple[list[float], list[bool]]) -> None:
    for low, high in ((0.0, 0.7), (0.7, 0.9), (0.9, 1.0)):
        inside = [(one, good) for one, good in zip(*on_dev, strict=True) if low <= one < high]
        mean, share = (sum(row[at] for row in inside) / len(inside) for at in (0, 1))
        assert abs(mean - share) < 0.08, (low, high, mean, share, len(inside))


def test_confidences_order_right_before_wrong(on_dev: tuple[list[float], list[bool]]) -> None:
    assert order(*on_dev) > 0.72


def test_scale_finds_the_line_through_the_log_odds() -> None:
    raws = [0.9] * 100 + [0.5] * 100
    scale = fit_scale(raws, [True] * 70 + [False] * 30 + [True] * 40 + [False] * 60)
    assert (round(scale.chance(0.9), 2), round(scale.chance(0.5), 2)) == (0.7, 0.4)
    assert Scale().chance(0.25) == pytest.approx(0.25)


def test_answers_count_a_surface_as_often_as_gold_has_it() -> None:
    found = find_mentions(read_text(f"{TEXT}\n{TEXT}"))
    gold = find_mentions(read_text(TEXT))
    tags = answers(found, gold)
    assert tags.count(RIGHT) == len(gold) == len(found) / 2
    assert len(list(features_of(TEXT, gold))) == len(gold)
