"""The lexicons and the rules: form of the files, the loader's checks, every rule's own example."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from nlp.components.dates import find_dates
from nlp.components.legal import find_citations
from nlp.dates import points as date_points
from nlp.errors import LexiconError, RuleError
from nlp.lexicon import FOLDER, Entry, Matcher, load_lexicon, parse_lexicon
from nlp.mention import Mention
from nlp.rule_files import Rule, load_rows, load_rules
from nlp.syllables import split_syllables
from nlp.text.rules_together import together

NAMES = sorted(path.stem for path in FOLDER.glob("*.tsv"))


@pytest.mark.parametrize("name", NAMES)
def test_lexicon_loads(name: str) -> None:
    assert load_lexicon(name)


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_those_that_the_readme_tells(name: str) -> None:
    rows = (FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    header = next(row for row in rows if not row.startswith("#"))
    assert told_of(name)[1].split() == header.split("\t")


@pytest.mark.parametrize("name", ["campaign_cues", "events", "level_traits", "unit_belongings", "unit_traits"])
def test_kinds_are_those_that_the_readme_tells(name: str) -> None:
    kinds = {entry.kind for entry in load_lexicon(name)} - {""}
    assert {kind for kind in kinds if f"`{kind}`" not in told_of(name)[0]} == set()


def told_of(name: str) -> tuple[str, str]:
    """What the README tells of a lexicon: its meaning, and its columns."""
    told = (FOLDER / "README.md").read_text(encoding="utf-8")
    meaning, columns = next(row for row in told.splitlines() if row.startswith(f"| `{name}.tsv` |")).split("|")[2:4]
    return meaning, columns


@pytest.mark.parametrize(
    "name",
    [
        "award_tails", "cluster_words", "not_units", "office_posts", "team_trades", "unit_arms",
        "unit_fields", "unit_heads", "unit_links", "unit_purposes",
    ],
)  # fmt: skip
def test_no_form_is_hidden_by_one_of_other_case(name: str) -> None:
    """Of the forms of the same syllables the first is given: others would never be read."""
    seen: dict[object, str] = {}
    for entry in load_lexicon(name):
        shouted = entry.form.isupper() and len(entry.form) > 1
        key = (split_syllables(entry.form).keys, shouted, name == "unit_links" and entry.kind == "named")
        assert key not in seen, (seen[key], entry.form)
        seen[key] = entry.form


def test_traits_are_those_of_heads() -> None:
    by_form = {"strict", "capital", "work"}
    heads = load_lexicon("unit_heads")
    values, forms = {head.value for head in heads}, {head.form for head in heads}
    rows = load_lexicon("unit_traits")
    assert [row for row in rows if row.form not in (values | forms if row.kind in by_form else values)] == []


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("form\tkind\nb\tx\na\tx\n", 3),
        ("form\na\na\n", 3),
        ("form\nho\u0300a\n", 2),
        ("form\tcolour\na\tb\n", 1),
        ("value\na\n", 1),
        ("form\n a\n", 2),
        ("form\na\tb\n", 2),
        ("form\tambiguous\na\tno\n", 2),
        ("# nothing\n", 0),
        ("form\n{a|b}\n{c|a}\n", 3),
    ],
    ids=["order", "double", "nfd", "column", "no-form", "space", "cells", "ambiguous", "no-header", "double-way"],
)
def test_lexicon_with_fault_is_refused(content: str, line: int) -> None:
    with pytest.raises(LexiconError) as error:
        parse_lexicon(content, "x.tsv")
    assert error.value.line == line


def test_form_is_known_in_each_way_that_its_braces_tell() -> None:
    entries = parse_lexicon("form\tvalue\nthi đua {|rất }{giỏi|tốt}\nxã{|,} huyện\tx\n", "x.tsv")
    assert [entry.form for entry in entries[:3]] == ["thi đua giỏi", "thi đua tốt", "thi đua rất giỏi"]
    assert [entry.value for entry in entries[3:]] == ["thi đua rất tốt", "x", "x"]


def test_lexicon_value_is_form_where_empty() -> None:
    entries = parse_lexicon("form\tvalue\tambiguous\nTP\tthành phố\tyes\nxã\t\t\n", "x.tsv")
    assert [(entry.value, entry.ambiguous) for entry in entries] == [("thành phố", True), ("xã", False)]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("Ủy ban nhân dân", "UỶ BAN NHÂN DÂN"),
        ("TT.HĐND", "TT. HĐND"),
        ("GDNN-GDTX", "GDNN – GDTX"),
        ("TB&XH", "TB & XH"),
        ("Hội Nông dân", "Hội\nNông dân"),
    ],
)
def test_matcher_derives_variants(form: str, text: str) -> None:
    assert [(m.start, m.end) for m in Matcher([Entry(form, form)]).find(f"x {text} y")] == [(2, 2 + len(text))]


def test_matcher_keeps_to_syllables() -> None:
    assert not list(Matcher([Entry("an", "an")]).find("lan bang tan"))


def test_matcher_takes_longest() -> None:
    matcher = Matcher([Entry("Hội", "1"), Entry("Hội Nông dân", "2")])
    assert [m.entry.value for m in matcher.find("Hội Nông dân, Hội")] == ["2", "1"]


def test_matcher_case() -> None:
    entries = [Entry("HĐND", "x")]
    assert not list(Matcher(entries, case="exact").find("hđnd"))
    assert list(Matcher(entries).find("hđnd"))
    assert not list(Matcher([Entry("Cờ", "x")], case="initial").find("cờ"))


@pytest.mark.parametrize("rule", load_rules("dates", "date_fragments"), ids=lambda rule: rule.name)
def test_date_rule_reads_its_example(rule: Rule) -> None:
    found = list(find_dates(rule.example, published=date(2020, 7, 9)))
    assert [mention.value for mention in found] == [rule.expected or None]
    assert rule.name in {point.rule for point in date_points.find_points(rule.example)}


@pytest.mark.parametrize("rule", load_rules("legal", "legal_fragments"), ids=lambda rule: rule.name)
def test_legal_rule_reads_its_example(rule: Rule) -> None:
    at = rule.example.find("Bộ Chính trị")
    units = [Mention(at, at + len("Bộ Chính trị"), "UNIT", "Bộ Chính trị")] if at >= 0 else []
    found = list(find_citations(rule.example, [*find_dates(rule.example), *units]))
    assert [mention.text for mention in found] == [rule.expected]


def test_rule_row_with_fault_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.tsv").write_text("name\tpattern\na\tb\tc\n", encoding="utf-8")
    monkeypatch.setattr("nlp.rule_files.FOLDER", tmp_path)
    with pytest.raises(RuleError):
        load_rows("bad")


def test_rule_with_unknown_fragment_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pieces.tsv").write_text("name\tpattern\tmeaning\n", encoding="utf-8")
    (tmp_path / "odd.tsv").write_text("name\tpattern\tvalue\texample\texpected\na\t{b}\tx\ty\tz\n", encoding="utf-8")
    monkeypatch.setattr("nlp.rule_files.FOLDER", tmp_path)
    with pytest.raises(RuleError, match="no fragment 'b'"):
        load_rules("odd", "pieces")


def test_date_rules_miss_nothing_where_they_are_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rules are tried only where their column `begins` says: the seeds give the same points when all are tried."""
    tests = Path(__file__).parents[1]
    texts = [path.read_text(encoding="utf-8") for path in (*tests.glob("seeds/*.txt"), tests / "cases" / "dates.tsv")]
    found = [date_points.find_points.__wrapped__(text) for text in texts]
    rules = together(load_rules("dates", "date_fragments"))
    monkeypatch.setattr(date_points, "_rules", lambda begins: rules)
    assert found == [date_points.find_points.__wrapped__(text) for text in texts]
    assert sum(map(len, found)) > 100
