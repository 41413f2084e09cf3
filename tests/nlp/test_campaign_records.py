"""Campaign records: which campaigns are told of, and what is filled in."""

from __future__ import annotations

import pytest

from ingest.document import Document
from nlp.campaign_periods import find_period
from nlp.campaign_records import find_campaigns
from nlp.gold import parse_marks
from nlp.intervals import Cover
from nlp.mention import Campaign, Mention

PLAN = """[[UNIT=Liên đoàn Lao động tỉnh Đồng Nai|LIÊN ĐOÀN LAO ĐỘNG TỈNH ĐỒNG NAI]]
KẾ HOẠCH
Phát động [[CAMPAIGN|đợt thi đua “[[SLOGAN|Mỗi ngày một việc tốt]]”]]

Căn cứ [[LEGAL|Luật Thi đua, khen thưởng]]; \
[[UNIT=Liên đoàn Lao động tỉnh Đồng Nai|LĐLĐ tỉnh]] phát động \
[[CAMPAIGN|đợt thi đua “[[SLOGAN|Mỗi ngày một việc tốt]]”]], gắn với [[CAMPAIGN|phong trào “[[SLOGAN|Lao động giỏi]]”]].
Thời gian: [[DATE=2016-05-01/2016-06-15|từ 01/5 đến 15/6/2016]]; \
đợt 2 [[DATE=2016-07-01/2016-07-28|từ 01/7 đến 28/7/2016]].
1. [[UNIT=Công đoàn ngành Giáo dục tỉnh Đồng Nai|CĐ ngành GD]]: [[TARGET|ít nhất 1 sáng kiến]].
Sau đợt thi đua sẽ tặng [[AWARD|Bằng khen]], [[AWARD|Bằng khen]].
Nơi nhận:
- [[UNIT=Tỉnh ủy Đồng Nai|Tỉnh ủy]];
"""


def records(marked: str, **metadata: str) -> tuple[Campaign, ...]:
    text, mentions = parse_marks(marked)
    return find_campaigns(Document(text, "text", "test"), mentions, metadata)


def test_record_holds_what_the_document_tells() -> None:
    (record,) = records(PLAN, doc_type="plan", issuer="Liên đoàn Lao động tỉnh Đồng Nai")
    assert record == Campaign(
        name="đợt thi đua “Mỗi ngày một việc tốt”",
        launched_by="Liên đoàn Lao động tỉnh Đồng Nai",
        participants=("Công đoàn ngành Giáo dục tỉnh Đồng Nai",),
        period="2016-05-01/2016-07-28",
        slogans=("Mỗi ngày một việc tốt",),
        targets=("ít nhất 1 sáng kiến",),
        legal_basis=("Luật Thi đua, khen thưởng",),
        stage="launch",
        awards=("Bằng khen",),
    )


@pytest.mark.parametrize(
    ("doc_type", "stage"),
    [
        ("launch", "launch"), ("agreement", "agreement"), ("review", "interim review"),
        ("summary", "final summary"), ("news", "under way"),
    ],
    ids=str,
)  # fmt: skip
def test_stage_follows_the_type_of_document(doc_type: str, stage: str) -> None:
    assert records(PLAN, doc_type=doc_type)[0].stage == stage


def test_campaign_named_in_passing_has_no_record() -> None:
    text = "Công an xã gắn việc này với [[CAMPAIGN|phong trào “[[SLOGAN|Toàn dân bảo vệ an ninh Tổ quốc]]”]].\n" * 3
    assert records("Tin\n\n" + "Một đoạn dài. " * 200 + "\n" + text) == ()


def test_variants_of_one_campaign_are_merged() -> None:
    short = "[[CAMPAIGN|đợt thi đua đặc biệt chào mừng [[EVENT|Đại hội Phụ nữ các cấp]]]]"
    long = (
        "[[CAMPAIGN|đợt thi đua đặc biệt chào mừng [[EVENT|Đại hội Phụ nữ các cấp]], tiến tới [[EVENT|Đại hội XIII]]]]"
    )
    (record,) = records(f"Phát động {short}\n\nHội tổ chức phát động {long}.")
    assert record.name.endswith("Đại hội XIII")


def test_launcher_after_the_name() -> None:
    marked = (
        "[[UNIT=Hội Nông dân huyện A|Hội Nông dân huyện]] sơ kết [[CAMPAIGN|phong trào “[[SLOGAN|Sản xuất giỏi]]”]] "
        "do [[UNIT=Trung ương Hội Nông dân Việt Nam|TW Hội]] phát động."
    )
    assert records(marked)[0].launched_by == "Trung ương Hội Nông dân Việt Nam"


@pytest.mark.parametrize(
    ("marked", "period"),
    [
        ("giai đoạn [[DATE=2014/2016|2014 - 2016]]", "2014/2016"),
        ("kéo dài [[DATE=2021-01-14/2021-10-20|từ ngày 14/1 đến 20/10/2021]].", "2021-01-14/2021-10-20"),
        (". Đợt thi đua bắt đầu [[DATE=2019-09-19/..|từ ngày 19-9-2019]].", "2019-09-19/.."),
        (". Chiến dịch khép lại vào [[DATE=2012-12-31|ngày 31/12/2012]].", "../2012-12-31"),
        ("họp [[DATE=2012-12-31|ngày 31/12/2012]].", None),
        (
            "kéo dài [[DATE=../2023-06-11|đến hết ngày 11/6/2023]]. Đợt thi đua thứ hai bắt đầu "
            "[[DATE=2023-10-05/..|từ ngày 5/10/2023]].",
            "../2023-06-11",
        ),
    ],
    ids=["stage", "lasting", "open-start", "open-end", "none", "start-of-another"],
)  # fmt: skip
def test_period_of_a_campaign(marked: str, period: str | None) -> None:
    text, mentions = parse_marks("[[CAMPAIGN|đợt thi đua “[[SLOGAN|A b]]”]] " + marked)
    campaigns = [one for one in mentions if one.label == "CAMPAIGN"]
    assert find_period(text, campaigns, [one for one in mentions if one.label == "DATE"]) == period


def test_cover_joins_what_overlaps() -> None:
    cover = Cover([Mention(0, 5, "UNIT", "abcde"), Mention(3, 9, "UNIT", "defghi"), Mention(20, 22, "UNIT", "xy")])
    assert cover.holds(1, 8)
    assert not cover.holds(8, 10)
    assert cover.meets(10, 21)
    assert not cover.meets(10, 20)
