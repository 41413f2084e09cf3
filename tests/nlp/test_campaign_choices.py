"""The learned choices about campaigns: who launched one, who takes part, and that the weights belong to the gold."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import accumulate, permutations
from pathlib import Path
from types import FrameType

import pytest

from ingest.document import Document
from nlp.campaign_records import find_campaigns
from nlp.campaigns.belongings import WEIGHTS as BELONGINGS
from nlp.campaigns.launcher import WEIGHTS as LAUNCHERS
from nlp.campaigns.participants import WEIGHTS as PARTICIPANTS
from nlp.campaigns.participants import parties
from nlp.choice_learning import GOLD, Choice, learn
from nlp.choice_weights import score
from nlp.gold import MarkedDocument, digest, parse_marks
from nlp.mention import Campaign, Mention
from nlp.train_campaign_choices import belonging_choices, campaigns, launcher_choices, participant_choices

DRIVE = "[[CAMPAIGN|đợt thi đua “[[SLOGAN|Rạch sạch, đò êm]]”]]"
TITLE = f"KẾ HOẠCH\nTổ chức {DRIVE}\n\n"
COMMITTEE = "[[UNIT=Ủy ban nhân dân huyện Cái Bè|UBND huyện]]"
AGREEMENT = f"""BẢN GIAO ƯỚC THI ĐUA
{DRIVE}

Hôm nay, [[UNIT|Cụm thi đua số 3 tỉnh Tiền Giang]] gồm:
- [[UNIT|Liên đoàn Lao động huyện Cái Bè]];
- [[UNIT|Liên đoàn Lao động huyện Cai Lậy]];
- [[UNIT|Liên đoàn Lao động huyện Chợ Gạo]]
ký giao ước, mỗi đơn vị [[TARGET|kết nạp 50 đoàn viên]]. Tới dự có đồng chí [[PERSON|Lê Văn Tư]], Phó Trưởng ban \
[[UNIT|Ban Dân vận Trung ương]].
Nơi nhận:
- [[UNIT|Tỉnh ủy Tiền Giang]].
"""
HONOURS = f"""QUYẾT ĐỊNH
Về việc tặng Giấy khen cho các tập thể có thành tích trong {DRIVE}

Tặng [[AWARD|Giấy khen]] cho [[UNIT|Trạm Y tế xã Mỹ Đức Tây]].
"""


def record(marked: str, *, by_people: str = "", **metadata: str) -> Campaign:
    """The main campaign's record, from mentions of which people marked those of the label `by_people`."""
    text, mentions = parse_marks(marked)
    found = [replace(one, confidence=1.0 if one.label == by_people else 0.8) for one in mentions]
    return find_campaigns(Document(text, "text", "test"), found, metadata)[0]


@pytest.mark.parametrize("weights", [LAUNCHERS, PARTICIPANTS, BELONGINGS], ids=lambda path: path.name)
def test_weights_belong_to_the_gold_there_is(weights: Path) -> None:
    first = weights.read_text(encoding="utf-8").partition("\n")[0]
    assert first.endswith(digest(GOLD / "train", "*")), "python -m nlp.train_campaign_choices makes them anew"
    assert weights.stat().st_size < 60_000


@pytest.mark.parametrize(
    ("marked", "metadata", "launcher"),
    [
        (f"{TITLE}Xã hưởng ứng {DRIVE} do Chủ tịch {COMMITTEE} phát động.",
         {"doc_type": "plan", "issuer": "Ủy ban nhân dân xã Mỹ Đức Tây"}, "Ủy ban nhân dân huyện Cái Bè"),
        (f"{TITLE}{COMMITTEE} quyết định tổ chức thi đua.",
         {"doc_type": "plan", "issuer": "Ủy ban nhân dân huyện Cái Bè"}, "Ủy ban nhân dân huyện Cái Bè"),
        (HONOURS, {"doc_type": "decision", "issuer": "Ủy ban nhân dân huyện Cái Bè",
                   "title": "Quyết định về việc tặng Giấy khen"}, None),
        (f"{TITLE}Ai cũng vui.", {"doc_type": "news"}, None),
    ],
    ids=["by its head", "issuer of a plan", "giver of honours", "nobody told"],
)  # fmt: skip
def test_launcher(marked: str, metadata: dict[str, str], launcher: str | None) -> None:
    assert record(marked, **metadata).launched_by == launcher


def test_members_take_part_and_guests_and_recipients_do_not() -> None:
    found = record(AGREEMENT, doc_type="agreement", issuer="Cụm thi đua số 3 tỉnh Tiền Giang")
    assert found.participants == tuple(f"Liên đoàn Lao động huyện {name}" for name in ("Cái Bè", "Cai Lậy", "Chợ Gạo"))


def test_nobody_takes_part_where_no_unit_is_told() -> None:
    assert record(f"{TITLE}Ai cũng vui.", doc_type="news").participants == ()


SUMMARY = f"""BÁO CÁO
Tổng kết {DRIVE}

Thực hiện [[LEGAL|Kế hoạch số 12/KH-UBND]] của huyện về {DRIVE}, với khẩu hiệu “[[SLOGAN|Nước trong, lòng sạch]]”:
I. Kết quả
- [[TARGET|100% hộ dân ký cam kết giữ rạch]].
"""
DECISION = f"""QUYẾT ĐỊNH
Về việc tặng Giấy khen

Căn cứ [[LEGAL|Luật Tổ chức chính quyền địa phương]];
Căn cứ [[LEGAL|Nghị quyết số 15/NQ-HĐND]];
Tặng [[AWARD|Giấy khen]] cho hai tập thể trong {DRIVE}.
Xã tổng kết {DRIVE} cùng ngày với [[CAMPAIGN|đợt thi đua “[[SLOGAN|Áo lụa tặng bà]]”]].
"""


def test_what_is_told_of_the_campaign_belongs_to_it() -> None:
    found = record(SUMMARY, doc_type="summary")
    assert found.slogans == ("Rạch sạch, đò êm", "Nước trong, lòng sạch")
    assert found.targets == ("100% hộ dân ký cam kết giữ rạch",)
    assert found.legal_basis == ("Kế hoạch số 12/KH-UBND",)


def test_what_is_told_of_something_else_does_not() -> None:
    found = record(DECISION, doc_type="decision", title="Quyết định Về việc tặng Giấy khen")
    assert (found.slogans, found.legal_basis) == (("Rạch sạch, đò êm",), ())


def test_what_people_marked_belongs_to_it() -> None:
    assert len(record(DECISION, by_people="LEGAL", doc_type="decision").legal_basis) == 2


def test_gold_teaches_all_choices() -> None:
    text, mentions = parse_marks(AGREEMENT)
    leagues = tuple(f"Liên đoàn Lao động huyện {name}" for name in ("Cái Bè", "Cai Lậy", "Chợ Gạo"))
    gold = Campaign(name="đợt thi đua “Rạch sạch, đò êm”", launched_by="Cụm thi đua số 3", participants=leagues)
    marked = MarkedDocument("a", mentions, {}, text, campaigns=(gold,))
    taught = list(campaigns([marked]))
    assert [one.gold for one in taught] == [gold]
    units = list(participant_choices(taught))
    assert 0 < sum(choice.right[0] for choice in units) < len(units)
    (target,) = belonging_choices(
        [replace(taught[0], gold=replace(gold, targets=("kết nạp 50 đoàn viên",)))], "TARGET", "targets"
    )
    assert target.right == [True, False]
    (launcher,) = launcher_choices([replace(taught[0], gold=replace(gold, launched_by=None))])
    assert launcher.right.index(True) == len(launcher.offered) - 1, "nobody is the last one"


def test_learning_stands_still_however_far_the_first_steps_would_go() -> None:
    many = [Choice([("right",), *[("wrong", f"w{at}")] * 30], [True, *[False] * 30]) for at in range(40)]
    weights = learn(many, 0.01, 1)
    assert weights == learn(many, 0.01, 1)
    assert 0 < weights["right"] < 50 and weights["wrong"] < 0


def test_units_are_weighed_in_steps_that_grow_with_their_number_only() -> None:
    """Counted, not timed: whether one name ends another is not asked of each pair of them."""
    few, many = _calls(partial(_weigh, 100)), _calls(partial(_weigh, 400))
    assert many < 5 * few


def _weigh(count: int) -> None:
    names = [f"Trường Tiểu học Tân Lập {number}" for number in range(count)]
    text = "\n".join(names)
    ends = list(accumulate(len(name) + 1 for name in names))
    units = [Mention(end - len(name) - 1, end - 1, "UNIT", name) for name, end in zip(names, ends, strict=True)]
    assert len(list(parties(text, units, None, {"issuer": names[0], "doc_type": "plan"}))) == count


def _calls(work: Callable[[], None]) -> int:
    """The calls of functions, those of the interpreter's own too, that work takes."""
    calls = 0

    def count(_frame: FrameType, event: str, _told: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def test_a_score_is_the_same_in_whatever_order_features_come() -> None:
    weights = {"a": 0.1, "b": 0.2, "c": 0.3, "d": -1.6}

    assert len({score(features, weights) for features in permutations([*weights, "unknown"])}) == 1
