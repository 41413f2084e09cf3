"""When a campaign runs: the days beside its name, under headings, told elsewhere."""

from __future__ import annotations

import pytest

from nlp.campaigns.periods import find_period
from nlp.gold import parse_marks
from tests.marked_records import records


def period_behind_name(marked: str) -> str | None:
    """The period of a campaign whose name stands before `marked`."""
    text, mentions = parse_marks("[[CAMPAIGN|đợt thi đua “[[SLOGAN|A b]]”]] " + marked)
    campaigns = [one for one in mentions if one.label == "CAMPAIGN"]
    return find_period(text, campaigns, [one for one in mentions if one.label == "DATE"])


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
        ("năm học [[DATE=2022/2023|2022 - 2023]]", "2022/2023"),
        ("\ngiai đoạn [[DATE=2023/2025|2023 - 2025]]", "2023/2025"),
        ("nói trên trong ba năm [[DATE=1993/1995|1993-1995]]", "1993/1995"),
        ("(18/11/1930 - 18/11/2011), chạy [[DATE=2011-07-15/2011-11-18|từ 15/7 đến 18/11]]", "2011-07-15/2011-11-18"),
        (
            "[[DATE=2020|năm 2020]]. Thời gian: [[DATE=2020-02/2020-11|từ tháng 2 đến tháng 11-2020]].",
            "2020-02/2020-11",
        ),
        ("\n[[DATE=2025-07-01/..|Từ ngày 1/7/2025]] xã mình là xã mới.", None),
        (". Đợt thi-đua, mở đầu [[DATE=1968-05-01|ngày 1-5-1968]].", "1968-05-01/.."),
        (". Đợt thi-đua kể [[DATE=1950-03-19/1950-09-02|từ 19-3 tới 2-9-1950]].", "1950-03-19/1950-09-02"),
    ],
    ids=[
        "stage", "lasting", "open-start", "open-end", "none", "start-of-another", "school-year", "next-line", "years",
        "behind-brackets", "finer-time", "next-sentence", "opened", "hyphens",
    ],
)  # fmt: skip
def test_period_of_a_campaign(marked: str, period: str | None) -> None:
    assert period_behind_name(marked) == period


@pytest.mark.parametrize(
    ("marked", "period"),
    [
        ("\n1. Phạm vi và thời gian: toàn ngành; [[DATE=2026-03-20/2026-06-30|từ 20/3/2026 đến hết 30/6/2026]].",
         "2026-03-20/2026-06-30"),
        (".\n2. Thời gian\n45 ngày đêm, [[DATE=2025-10-25/2025-12-08|từ ngày 25/10/2025 đến ngày 08/12/2025]].",
         "2025-10-25/2025-12-08"),
        (".\nIII. TIẾN TRÌNH\n- Phát động [[DATE=2026-03-03|ngày 03/3/2026]];\n- Tổng kết "
         "[[DATE=2026-10-15/2026-11-30|từ 15/10 đến hết tháng 11/2026]].", "2026-03-03/2026-11-30"),
        (". Đợt thi đua được phát động [[DATE=1977-09-02/..|từ ngày 2-9-1977]].", "1977-09-02/.."),
        (". Xã phát động thi đua [[DATE=2011-10-10|ngày 10 tháng 10]], kết thúc đợt [[DATE=2012-01-17|17/01/2012]].",
         "2011-10-10/2012-01-17"),
        (", kể [[DATE=1959-10-03/..|từ ngày 3-10]].\n\nKết thúc [[DATE=1959-12-31|ngày 31-12-1959]], "
         "[[DATE=../1960-01-10|trước ngày 10-1-1960]] các nơi báo cáo.", "1959-10-03/1959-12-31"),
        ("\nĐợt một [[DATE=1959-01-15/1959-02-05|từ 15-1 đến 5-2]], đợt hai [[DATE=../1959-04-30|đến hết tháng 4]].",
         "1959-01-15/1959-04-30"),
        ("[[DATE=2009|năm 2009]]. Chiến dịch diễn ra [[DATE=2009-06-07/2009-08-16|từ 07/6 đến 16/8/2009]].",
         "2009-06-07/2009-08-16"),
        ("[[DATE=2009|năm 2009]]. Tính [[DATE=2009-01-01/2009-03-31|từ 01/01 đến 31/3/2009]], xã đạt chín tiêu chí.",
         "2009"),
        (" nói trên trong ba năm [[DATE=1993/1995|1993-1995]], nhằm xóa đói.", "1993/1995"),
        (". Đại hội tổng kết phong trào thi đua giai đoạn [[DATE=2014/2019|2014 - 2019]] họp "
         "[[DATE=2019-06-27;role=event|ngày 27/6/2019]].", "2014/2019"),
        (". Họp [[DATE=2019-06-27;role=event|ngày 27/6/2019]]. Phong trào thi đua nông thôn mới giai đoạn "
         "[[DATE=2021/2025|2021 - 2025]] còn bàn.", None),
        (" [[DATE=2004-03-08|8/3/2004]] [[DATE=2003-12-20/2004-03-08|từ 20/12/2003 đến 8/3/2004]].",
         "2003-12-20/2004-03-08"),
        (". Thời gian chờ khám giảm còn 30 phút [[DATE=../2022-12-31|đến hết năm 2022]].", None),
    ],
    ids=[
        "label", "heading", "launch and end in a section", "open start", "launch and end in a sentence",
        "sentence of the end", "end of a stage", "finer than the year", "results so far", "years in the sentence",
        "years that are over", "years to come", "behind the feast's day", "waiting time",
    ],
)  # fmt: skip
def test_period_told_elsewhere(marked: str, period: str | None) -> None:
    assert period_behind_name(marked) == period


@pytest.mark.parametrize(
    ("name", "period"),
    [("45 ngày đêm", "2025-10-25/2025-12-08"), ("năm mới", "2025-10-25/.."), ("90 ngày", "2025-10-25/..")],
)
def test_end_of_a_drive_is_as_far_as_its_name_says(name: str, period: str) -> None:
    (record,) = records(
        f"Xã phát động [[CAMPAIGN|đợt thi đua {name} “[[SLOGAN|Sạch kênh]]”]] sáng "
        "[[DATE=2025-10-25;role=event|25/10]]. [[DATE=../2025-12-08|Đến hết ngày 08/12/2025]], xã phấn đấu trồng cây.",
        doc_type="launch", event_date="2025-10-25T07:30",
    )  # fmt: skip
    assert record.period == period


def test_day_of_a_meeting_begins_no_campaign_that_it_looks_back_at() -> None:
    marked = "Sơ kết [[CAMPAIGN|đợt thi đua “[[SLOGAN|Sạch kênh]]”]] sáng [[DATE=2025-10-25;role=event|25/10]]."
    assert records(marked, doc_type="review", event_date="2025-10-25")[0].period is None


def test_further_campaign_is_named_behind_its_period() -> None:
    drive = "[[CAMPAIGN|đợt thi đua “[[SLOGAN|Hai tháng]]”]]"
    _, further = records(
        "Tổng kết [[CAMPAIGN|phong trào “[[SLOGAN|Vì an ninh]]”]].\n" * 3
        + f"Đợt 3 ([[DATE=2014-09-01/2014-12-22|từ 01/9 đến 22/12]]), là {drive}.\nTrong {drive} ai cũng vui."
    )
    assert further.period == "2014-09-01/2014-12-22"


def test_further_campaign_has_the_period_beside_its_name_and_no_other() -> None:
    main = "Sơ kết [[CAMPAIGN|phong trào “[[SLOGAN|Vì an ninh]]”]].\n"
    _, further, last = records(
        main * 2 + "Thời gian: [[DATE=2017-01/2017-06|từ tháng 1 đến tháng 6/2017]].\n" + "Một đoạn dài. " * 200 + "\n"
        "Phát động [[CAMPAIGN|đợt thi đua “[[SLOGAN|Hai tháng]]”]] [[DATE=2017-05-19/2017-07-20|từ 19/5 đến 20/7]].\n\n"
        "Phát động [[CAMPAIGN|đợt thi đua “[[SLOGAN|Không hẹn]]”]].",
        title="Sơ kết", doc_type="review",
    )  # fmt: skip
    assert (further.period, last.period) == ("2017-05-19/2017-07-20", None)
