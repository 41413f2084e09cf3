"""The learned choice of a page's issuer: weights that belong to the gold there is, and what they decide."""

from __future__ import annotations

import pytest

from ingest.formats import read_text
from nlp.choice_learning import GOLD, Choice, learn
from nlp.fields.acting_unit import find_actor
from nlp.fields.issuer_choice import MARGIN, WEIGHTS, choose, weights
from nlp.fields.issuer_features import Candidate, candidates
from nlp.gold import digest
from nlp.mention import Mention
from nlp.pipeline import analyse
from nlp.train_issuer_choice import LEAST_SEEN, RIDGE

UNNAMED_HOST = """Tổng kết thi đua bên dòng Nậm Na

Trên đường vào Công an tỉnh Lai Châu, hoa ban nở trắng. Đánh giá đợt thi đua, đồng chí Lò Thị Ón, Giám đốc Bệnh viện
Đa khoa huyện Phong Thổ, khen mười điều dưỡng. Ở Bệnh viện Đa khoa huyện Phong Thổ, ai cũng vui. Năm tới Bệnh viện Đa
khoa huyện Phong Thổ còn nhiều việc."""
"""Nobody acts by the words beside it; the first unit is not whose page it is."""
GIVER = """Sơ kết phong trào thi đua của thầy thuốc vùng biên

Đồng chí Lò Thị Ón, Giám đốc Bệnh viện Đa khoa huyện Phong Thổ, nói về kết quả sáu tháng của Bệnh viện Đa khoa huyện
Phong Thổ. Ở Trạm Y tế xã Mường So, Đồn Biên phòng Dào San tặng quà. Ở Trường Tiểu học Nậm Hàng, Công ty Dược Lai Châu
trao học bổng. Bệnh viện Đa khoa huyện Phong Thổ: cố gắng hơn nữa."""
"""Somebody else acts by the words beside it."""
HOSPITAL = "Bệnh viện Đa khoa huyện Phong Thổ"
FIRM = "Công ty Dược Lai Châu"


def test_weights_belong_to_the_gold_there_is() -> None:
    first = WEIGHTS.read_text(encoding="utf-8").partition("\n")[0]
    assert first.endswith(digest(GOLD / "train")), "python -m nlp.train_issuer_choice makes them anew"
    assert WEIGHTS.stat().st_size < 50_000


@pytest.mark.parametrize(("page", "by_rule"), [(UNNAMED_HOST, None), (GIVER, FIRM)], ids=["no rule", "weak rule"])
def test_weights_decide_where_rules_give_nobody_or_somebody_unlikely(page: str, by_rule: str | None) -> None:
    document = read_text(page)
    found = analyse(document)
    actor = find_actor(document.body, found.mentions, found.metadata["doc_type"], 0)
    assert (actor.name if actor else None) == by_rule
    proof = found.evidence["issuer"]
    assert (found.metadata["issuer"], proof.method) == (HOSPITAL, "learned")
    assert " ".join(document.body[proof.start : proof.end].split()) == HOSPITAL
    assert analyse(document).evidence == found.evidence


def test_rules_stand_where_nothing_speaks_against_them() -> None:
    found = analyse(read_text(f"Thi đua mùa xuân\n\nSáng 3/3/2020, {FIRM} tổ chức lễ phát động thi đua."))
    assert (found.metadata["issuer"], found.evidence["issuer"].method) == (FIRM, "lead")


@pytest.mark.parametrize(
    "told",
    [
        "Bà con hưởng ứng đợt thi đua do {} phát động.",
        "Chiều 5/5/2020, tại hội trường {}, bà con ký giao ước thi đua.",
        "Dự hội nghị tổng kết có đại diện {}.",
        "Bà con thi đua theo Quyết định số 12/QĐ-CTD ngày 4/4/2020 của {}.",
    ],
    ids=["launched", "house", "guest", "cited"],
)
def test_who_is_named_in_passing_is_no_candidate(told: str) -> None:
    document = read_text(f"Bà con tổng kết phong trào thi đua\n\n{told.format(FIRM)}")
    found = analyse(document)
    assert FIRM in {one.name for one in found.mentions}
    offered = candidates(document, found.mentions, doc_type="summary", title_end=0, site="")
    assert [one.unit for one in offered] == [None]
    assert found.metadata["issuer"] is None


def _unit(name: str, start: int = 0) -> Mention:
    return Mention(start, start + len(name), "UNIT", name, name)


def _strong() -> str:
    return next(name for name, weight in weights().items() if 0 < weight < MARGIN)


def test_another_choice_needs_the_margin() -> None:
    strong = _strong()
    most = int(MARGIN / weights()[strong]) + 1
    rule = Candidate(_unit(FIRM), ())
    nearly, likelier = (Candidate(_unit(HOSPITAL), (strong,) * times) for times in (most - 1, most))
    assert choose([rule, nearly], rule.unit) is rule.unit
    assert choose([rule, likelier], rule.unit) is likelier.unit
    assert choose([rule, Candidate(None, (strong,) * most)], rule.unit) is None
    assert choose([nearly, Candidate(None, ())]) is nearly.unit
    assert choose([likelier], rule.unit) is rule.unit, "what was not weighed is not outweighed"


@pytest.mark.parametrize(
    ("by_rule", "name"),
    [
        ("Cụm thi đua số 6 ngành Y tế thành phố Cần Thơ", "Cụm thi đua số 6 ngành y tế"),
        ("Khối thi đua các cơ quan nội chính", "Khối các cơ quan Nội chính"),
    ],
)
def test_a_shorter_name_is_no_other_unit(by_rule: str, name: str) -> None:
    told = _unit(by_rule)
    offered = [Candidate(told, ()), Candidate(_unit(name), (_strong(),) * 1000)]
    assert choose(offered, told) is told


def test_learning_finds_what_speaks_for_the_right_one() -> None:
    page = Choice([("acts", "first"), ("guest", "first"), ("nobody",)], [True, False, False])
    learned = learn([page] * 20, RIDGE, LEAST_SEEN)
    assert learned["acts"] > 0 > learned["guest"]
    assert learned["acts"] + learned["first"] > learned["nobody"]
    assert learn([page] * 20, RIDGE, LEAST_SEEN) == learned
    assert learn([page] * 2, RIDGE, LEAST_SEEN) == {}, "too rare to teach anything"


def test_one_of_several_right_ones_is_enough() -> None:
    learned = learn([Choice([("full",), ("short",), ("guest",)], [True, True, False])] * 20, RIDGE, LEAST_SEEN)
    assert learned["full"] == pytest.approx(learned["short"]) and learned["full"] > 0 > learned["guest"]


def test_a_choice_of_twice_the_importance_teaches_like_two() -> None:
    plain, odd = Choice([("acts",), ("guest",)], [True, False]), Choice([("acts",), ("first",)], [False, True])
    twice = Choice(odd.offered, odd.right, 2.0)
    assert learn([plain, twice], RIDGE, 1) == pytest.approx(learn([plain, odd, odd], RIDGE, 1))
