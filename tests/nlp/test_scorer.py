"""Gold files and the scorer: its counts equal those of the reference scorer, kept in tests/cases/scorer_counts.json."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nlp.attribute_scorer import same_quantity
from nlp.campaign_scorer import CampaignCounts, compare_campaigns
from nlp.errors import GoldError
from nlp.gold import MarkedDocument, parse_gold, parse_marks, read_gold
from nlp.mention import Campaign, Mention
from nlp.scorer import Tally, format_table, same_metadata, score

TESTS = Path(__file__).parents[1]
SEEDS = TESTS / "seeds"


def changed(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The mentions with some left out, some doubled, some cut short and some values wrong: as the reference was fed."""
    given = []
    for index, mention in enumerate(mentions):
        if index % 11 == 3:
            continue
        text, value = mention.text, mention.value
        if index % 7 == 2 and " " in text:
            text = " ".join(text.split()).rsplit(" ", 1)[0]
        if index % 5 == 1 and value:
            value = "2000"
        one = Mention(-1, -1, mention.label, text, value)
        given += [one, one] if index % 13 == 6 else [one]
    return tuple(given)


def test_scorer_counts_like_the_reference() -> None:
    gold = read_gold(SEEDS)
    predicted = {}
    for name, document in gold.items():
        if name != "004":
            metadata = document.metadata | {"title": "x"} if name != "001" else {}
            predicted[name] = MarkedDocument(name, changed(document.mentions), metadata)
    report = score(gold, predicted)
    counts = {
        label: [tally.gold, tally.predicted, tally.right, tally.relaxed, tally.value_right, tally.value_all]
        for label, tally in report.labels.items()
    }
    reference = json.loads((TESTS / "cases" / "scorer_counts.json").read_text(encoding="utf-8"))
    assert counts == reference["labels"]
    assert report.metadata == reference["metadata"]
    assert len(report.errors) == reference["errors"]


def test_gold_scored_against_itself_is_right() -> None:
    gold = read_gold(SEEDS)
    report = score(gold, gold)
    assert report.overall.f1 == 1.0
    assert report.labels["DATE"].value_share == 1.0
    assert report.errors == []
    assert all(right == judged for right, judged in report.metadata.values())


def test_marks_nest_and_keep_offsets() -> None:
    text, mentions = parse_marks("x [[LEGAL|Chỉ thị [[DATE=2016-05-15;role=cited|ngày 15/5/2016]]]].")
    assert text == "x Chỉ thị ngày 15/5/2016."
    assert [(m.label, text[m.start : m.end], m.value) for m in mentions] == [
        ("LEGAL", "Chỉ thị ngày 15/5/2016", None),
        ("DATE", "ngày 15/5/2016", "2016-05-15"),
    ]
    assert mentions[1].attributes == {"role": "cited"}


def test_brackets_that_are_no_marks_stay() -> None:
    assert parse_marks("[[UNIT|a]] [[1]] b]] [GMT+7]")[0] == "a [[1]] b]] [GMT+7]"


@pytest.mark.parametrize("body", ["[[UNIT|a", "[[UNIT| a]]", "[[UNIT|]]"])
def test_faulty_mark_is_refused(body: str) -> None:
    with pytest.raises(GoldError):
        parse_gold(f"title: x\n---\n{body}", "000")


@pytest.mark.parametrize("content", ["title: x\nbody", "no colon\n---\nbody"])
def test_faulty_head_is_refused(content: str) -> None:
    with pytest.raises(GoldError, match="000"):
        parse_gold(content, "000")


def test_jsonl_gold_counts_n_mentions(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    row = {"id": "1", "entities": [{"label": "DATE", "surface": "2019", "value": "2019", "n": 3}]}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert len(read_gold(path)["1"].mentions) == 3
    path.write_text(json.dumps(row) + "\n" + json.dumps(row) + "\n", encoding="utf-8")
    with pytest.raises(GoldError, match="twice"):
        read_gold(path)


def test_attributes_are_judged_on_right_mentions() -> None:
    wanted = MarkedDocument("1", (Mention(0, 1, "LEGAL", "a", None, {"number": "1", "type": "Luật"}),))
    given = MarkedDocument("1", (Mention(0, 1, "LEGAL", "a", {"number": "1", "type": "Kế hoạch"}),))
    assert score({"1": wanted}, {"1": given}).attributes == {
        "LEGAL.number": [1, 1, 1],
        "LEGAL.type": [0, 1, 0],
    }


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("2500 USD", "2.500 USD"),
        ("98.5 %", "98,5%"),
        (">= 02", ">= 2 sáng kiến"),
        (">= một phiên tòa", ">= 1 phiên tòa"),
        ("12 căn", "12 căn nhà"),
        ("từ 60% đến 75%", "60 - 75 %"),
        ("> 65000 đơn vị máu", ">= 65.000 đơn vị máu"),
        ("18 lên 15 khối", "18 - 15 khối"),
    ],
)
def test_quantities_are_the_same_however_written(wanted: str, given: str) -> None:
    assert same_quantity(wanted, given)
    assert same_quantity(given, wanted)


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        ("31", "13"), (">= 5", "5"), ("<= 5 %", ">= 5 %"), ("5 tấn", "5"), ("5 %", "5"), ("5 con", "5 căn"),
        ("5 vụ", ""), ("60 - 75 %", "60 %"), ("1.250 tấn", "1,25 tấn"),
    ],
)  # fmt: skip
def test_quantities_differ_in_number_limit_or_measure(wanted: str, given: str) -> None:
    assert not same_quantity(wanted, given)
    assert not same_quantity(given, wanted)


def test_campaign_records_are_judged_for_campaigns_that_both_have() -> None:
    wanted = (
        Campaign("phong trào “Lúa xanh”", "Xã A", ("Đội 1",), "2019", slogans=("Lúa xanh",), stage="launch"),
        Campaign("cuộc vận động “Nước sạch”"),
    )
    given = (
        Campaign("Phong trào “Lúa xanh”", "Xã B", ("Đội 1", "Đội 2"), "2019", slogans=("Lúa xanh",)),
        Campaign("x"),
    )
    report = score(
        {"1": MarkedDocument("1", campaigns=wanted), "2": MarkedDocument("2")},
        {"1": MarkedDocument("1", campaigns=given), "2": MarkedDocument("2", campaigns=given)},
    )
    assert report.campaigns["records"] == [1, 2, 2]
    assert [report.campaigns[name][0] for name in ("name", "launched_by", "period", "stage")] == [1, 0, 1, 0]
    assert report.campaigns["participants"] == [1, 1, 2]
    assert "  - record cuộc vận động “Nước sạch”" in report.errors
    assert "records              1     2     2   0.500   0.500   0.500" in format_table(report)


@pytest.mark.parametrize(
    ("told", "read", "right"),
    [
        ((), None, 1),
        ((), "Sở Y tế", 0),
        (None, None, 1),
        (("Sở Y tế", "Sở Nội vụ"), "sở nội vụ", 1),
        (("Sở Y tế", "Sở Nội vụ"), None, 0),
        ("Sở Y tế", "Sở Nội vụ", 0),
    ],
)
def test_any_of_several_launchers_is_right_and_none_where_gold_lists_none(
    told: str | tuple[str, ...] | None, read: str | None, right: int
) -> None:
    counts: CampaignCounts = {}
    compare_campaigns(counts, [Campaign("n", launched_by=told)], [Campaign("n", launched_by=read)])  # type: ignore[arg-type]
    assert counts["launched_by"] == [right, 1, 1]


def test_gold_reads_the_campaign_records_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("title: x\n---\ny\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("title: x\n---\ny\n", encoding="utf-8")
    beside = tmp_path / "a.campaign.json"
    beside.write_text('[{"name": "n", "slogans": ["s"]}]', encoding="utf-8")
    gold = read_gold(tmp_path)
    assert gold["a"].campaigns == (Campaign("n", slogans=("s",)),)
    assert gold["b"].campaigns is None
    beside.write_text('[{"called": "n"}]', encoding="utf-8")
    with pytest.raises(GoldError, match=r"a\.campaign\.json"):
        read_gold(tmp_path)


def test_metadata_is_compared_loosely() -> None:
    assert same_metadata("published", "2018-04-03T16:02", "2018-04-03")
    assert same_metadata("authors", ["A", "B"], ["b", "a"])
    assert same_metadata("issuer", "Uỷ ban – X", "Ủy ban - x")
    assert not same_metadata("title", None, "x")


def test_table_has_a_row_for_each_label_and_all() -> None:
    table = format_table(score(read_gold(SEEDS), {}))
    assert [line.split()[0] for line in table.splitlines()[1:12]] == [
        "UNIT", "PERSON", "PLACE", "DATE", "SLOGAN", "CAMPAIGN", "EVENT", "LEGAL", "TARGET", "AWARD", "ALL",
    ]  # fmt: skip


def test_nothing_wanted_and_nothing_found_is_right() -> None:
    assert Tally().f1 == 1.0
    assert Tally(predicted=1).f1 == 0.0
