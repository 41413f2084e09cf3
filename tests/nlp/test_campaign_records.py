"""Campaign records: which campaigns are told of, and what is filled in."""

from __future__ import annotations

import pytest

from nlp.mention import Campaign, Mention
from nlp.text.intervals import Cover
from tests.marked_records import records

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


def test_body_of_a_cited_paper_launches_nothing() -> None:
    (record,) = records(
        "Thực hiện [[LEGAL|Chỉ thị số 34-CT/TW của [[UNIT|Bộ Chính trị]]]], [[UNIT|Liên đoàn Lao động huyện Đà Bắc]] "
        "phát động [[CAMPAIGN|phong trào thi đua “[[SLOGAN|Bản không rác]]”]] trong toàn huyện.",
        doc_type="launch",
    )
    assert record.launched_by == "Liên đoàn Lao động huyện Đà Bắc"


def test_launcher_after_the_name() -> None:
    marked = (
        "[[UNIT=Hội Nông dân huyện A|Hội Nông dân huyện]] sơ kết [[CAMPAIGN|phong trào “[[SLOGAN|Sản xuất giỏi]]”]] "
        "do [[UNIT=Trung ương Hội Nông dân Việt Nam|TW Hội]] phát động."
    )
    assert records(marked)[0].launched_by == "Trung ương Hội Nông dân Việt Nam"


@pytest.mark.parametrize("quoted_first", [True, False])
def test_drive_is_known_by_its_length_where_it_is_named_otherwise(quoted_first: bool) -> None:
    quoted = "Phát động [[CAMPAIGN|đợt thi đua 100 ngày “[[SLOGAN|Đèn khuya số]]”]].\n\n"
    plain = (
        "Xã phát động [[CAMPAIGN|đợt thi đua 100 ngày, [[DATE=2026-03-10/2026-06-17|từ 10/3 đến hết 17/6/2026]],"
        " chào mừng [[EVENT|kỷ niệm 78 năm Ngày ra Lời kêu gọi]]]].\n\n"
    )
    (record,) = records(quoted + plain if quoted_first else plain + quoted)
    assert (record.name, record.period) == ("đợt thi đua 100 ngày “Đèn khuya số”", "2026-03-10/2026-06-17")


def test_theme_makes_one_campaign_however_its_head_is_written() -> None:
    (record,) = records(
        "Phát động [[CAMPAIGN|đợt thi đua cao điểm “[[SLOGAN|80 ngày kiểu mẫu]]”]].\n\n"
        "Trung đoàn phát động [[CAMPAIGN|đợt thi đua cao điểm với chủ đề “[[SLOGAN|80 ngày kiểu mẫu]]”]]."
    )
    assert record.slogans == ("80 ngày kiểu mẫu",)


def test_cover_joins_what_overlaps() -> None:
    cover = Cover([Mention(0, 5, "UNIT", "abcde"), Mention(3, 9, "UNIT", "defghi"), Mention(20, 22, "UNIT", "xy")])
    assert cover.holds(1, 8)
    assert not cover.holds(8, 10)
    assert cover.meets(10, 21)
    assert not cover.meets(10, 20)


def test_movement_known_by_name_is_launched_by_whom_the_text_says() -> None:
    known = "Sơ kết [[CAMPAIGN|phong trào “[[SLOGAN|Dân vận khéo]]”]].\n"
    own = "Sơ kết [[CAMPAIGN|phong trào “[[SLOGAN|Rạch sạch, đò êm]]”]].\n"
    assert records(known, issuer="Huyện ủy A")[0].launched_by is None
    assert records(own, issuer="Huyện ủy A")[0].launched_by == "Huyện ủy A"


def test_further_drive_has_launcher_and_stage_of_the_document() -> None:
    main = "Tổng kết [[CAMPAIGN|phong trào “[[SLOGAN|Rạch sạch, đò êm]]”]].\n"
    further = "Xã thực hiện [[CAMPAIGN|{} “[[SLOGAN|Hai tháng nước rút]]”]].\n"
    drive, movement = (
        records(main * 2 + further.format(head), doc_type="summary", issuer="Huyện ủy A")[1]
        for head in ("đợt thi đua", "phong trào")
    )
    assert (drive.launched_by, drive.stage) == ("Huyện ủy A", "final summary")
    assert (movement.launched_by, movement.stage) == (None, "under way")


@pytest.mark.parametrize(
    ("title", "stage"),
    [
        ("Quyết định Về việc tặng Bằng khen trong đợt thi đua", "final summary"),
        ("Quyết định Ban hành Quy định xét tặng Bằng khen", "under way"),
    ],
)
def test_honours_are_given_at_the_end(title: str, stage: str) -> None:
    assert records(PLAN, doc_type="decision", title=title)[0].stage == stage


NEXT = "[[CAMPAIGN|đợt thi đua “[[SLOGAN|Sang xuân]]”]]"


@pytest.mark.parametrize(
    ("marked", "doc_type", "title", "stage"),
    [
        ("Tin\n" * 20 + f"Giám đốc phát động {NEXT}.", "summary", "Tổng kết công tác năm", "launch"),
        (
            f"Tổng kết {NEXT}\n" + "Tin\n" * 20 + f"Giám đốc phát động {NEXT} từ xuân.",
            "summary",
            "Tổng kết",
            "final summary",
        ),
        ("Tin\n" * 20 + f"Thủ tướng phát động {NEXT} năm ngoái.", "news", "Chuyện con đường", "under way"),
        (f"Về việc tổ chức {NEXT}", "notice", "Về việc tổ chức đợt thi đua “Sang xuân”", "launch"),
    ],
    ids=["launched beside a summary", "the one summed up", "told of in news", "notice of its launch"],
)
def test_stage_of_the_main_campaign(marked: str, doc_type: str, title: str, stage: str) -> None:
    assert records(marked, doc_type=doc_type, title=title)[0].stage == stage


@pytest.mark.parametrize(
    ("before", "slogan", "stage"),
    [
        ("Sang năm, Sở mở", "Sang xuân", "launch"),
        ("Thủ tướng phát động, cùng với nó là", "Sang xuân", "under way"),
        ("Nhớ ngày Thủ tướng phát động", "Dân vận khéo", "under way"),
    ],
    ids=["opened", "of another clause", "known all over the country"],
)
def test_stage_of_a_further_campaign(before: str, slogan: str, stage: str) -> None:
    main = "Tổng kết [[CAMPAIGN|đợt thi đua “[[SLOGAN|Rạch sạch, đò êm]]”]].\n" * 9
    further = f"[[CAMPAIGN|phong trào “[[SLOGAN|{slogan}]]”]]"
    told = records(main + f"{before} {further}.\n" + f"Xã tổ chức {further}.\n" * 2, doc_type="summary")
    assert told[1].stage == stage
