"""Campaigns over time where documents tell little of their days."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import Archive, page

OPEN = "Phát động phong trào thi đua “Sạch nhà, đẹp ngõ”\n\nThời gian thực hiện: {when}.\n"


@pytest.mark.parametrize(
    ("when", "ends"),
    [("từ ngày 15/3/2022", ("2022-03-15", None)), ("đến hết ngày 30/6/2022", (None, "2022-06-30"))],
)
def test_campaign_of_an_undated_document_is_drawn_where_one_end_is_told(
    own_archive: Archive, when: str, ends: tuple[str | None, str | None]
) -> None:
    own_archive.take_in({"phat-dong.txt": OPEN.format(when=when)})
    (line,) = own_archive.client().get("/api/v1/timeline").get_json()["items"]
    assert (line["stages"][0]["day"], (line["from"], line["to"])) == (None, ends)
    drawn = page(own_archive.client(), "/timeline")
    assert (drawn.count('class="bar"'), "Sạch nhà, đẹp ngõ" in drawn) == (1, True)
    assert "Sạch nhà, đẹp ngõ" in page(own_archive.client(), f"/campaigns/{line['id']}")


LASTED = "từ ngày {first} đến ngày {last}"


@pytest.mark.parametrize(
    ("first", "last", "scale"),
    [
        ("15/3/2022", "15/3/2022", ["3/2022", "4/2022"]),
        ("01/9/2021", "30/5/2022", ["9/2021", "11/2021", "1/2022", "3/2022", "5/2022", "7/2022"]),
        ("01/3/2019", "30/11/2022", ["2020", "2021", "2022", "2023"]),
    ],
)
def test_scale_of_a_short_time_goes_by_months(own_archive: Archive, first: str, last: str, scale: list[str]) -> None:
    own_archive.take_in({"phat-dong.txt": OPEN.format(when=LASTED.format(first=first, last=last))})
    (line,) = own_archive.client().get("/api/v1/timeline").get_json()["items"]
    for path in ("/timeline", f"/campaigns/{line['id']}"):
        drawn = page(own_archive.client(), path).partition('class="scale"')[2].partition("</svg>")[0]
        assert re.findall(r">([^<>]+)</text>", drawn) == scale, path


PART = """{head}

BÁO CÁO TỔNG KẾT
phong trào thi đua “Sạch nhà, đẹp ngõ” năm {year}

{place}, ngày 20 tháng 12 năm {year}

Năm {year}, phong trào thi đua “Sạch nhà, đẹp ngõ” được {unit} thực hiện từ ngày 01/3/{year} đến ngày 30/11/{year}.
- {target}.
"""
PARTS = {
    "mot.txt": PART.format(
        head="ỦY BAN NHÂN DÂN XÃ TU LÝ", unit="Ủy ban nhân dân xã Tu Lý", place="Tu Lý", year=2018,
        target="100% hộ dân trong xã ký cam kết giữ vệ sinh",
    ),
    "hai.txt": PART.format(
        head="ỦY BAN NHÂN DÂN XÃ CAO SƠN", unit="Ủy ban nhân dân xã Cao Sơn", place="Cao Sơn", year=2021,
        target="Trồng mới 500 cây bàng ven đường",
    ),
}  # fmt: skip


def whole(archive: Archive) -> dict[str, Any]:
    (line,) = archive.client().get("/api/v1/timeline").get_json()["items"]
    told: dict[str, Any] = archive.client().get(f"/api/v1/campaigns/{line['id']}").get_json()
    return told


def test_two_units_parts_in_a_movement_are_not_made_one_story(own_archive: Archive) -> None:
    own_archive.take_in(PARTS)
    told = whole(own_archive)
    first, second = (own_archive.documents[name] for name in PARTS)
    assert (told["launched_by"], told["period"]) == (None, None)
    assert [(one["value"]["label"], one["documents"]) for one in told["launchers"]] == [
        ("Ủy ban nhân dân xã Tu Lý", [first]), ("Ủy ban nhân dân xã Cao Sơn", [second]),
    ]  # fmt: skip
    assert [one["documents"] for one in told["periods"]] == [[first], [second]]
    assert [(one["document"], len(one["targets"])) for one in told["stages"]] == [(first, 1), (second, 1)]
    _, _, lists = page(own_archive.client(), f"/campaigns/{told['id']}").partition("Từng văn bản cho biết")
    assert lists.index(first) < lists.index("100% hộ dân") < lists.index(second) < lists.index("500 cây bàng")


def test_near_copies_tell_once_of_a_campaign(own_archive: Archive) -> None:
    own_archive.take_in({"mot.txt": PARTS["mot.txt"], "ban-sao.txt": PARTS["mot.txt"] + "\nBản sao lục.\n"})
    told = whole(own_archive)
    (copied,) = [one for one in told["stages"] if one["copy_of"]]
    (other,) = [one for one in told["stages"] if not one["copy_of"]]
    assert (copied["copy_of"], copied["targets"]) == (other["document"], [])
    assert [one["documents"] for one in told["launchers"]] == [[other["document"]]]
    table, _, _ = page(own_archive.client(), f"/campaigns/{told['id']}").partition("</table>")
    assert (table.count("<tr>"), table.count("bản gần giống")) == (2, 1)


LAUNCHED = """ỦY BAN NHÂN DÂN HUYỆN ĐÀ BẮC

KẾ HOẠCH
Phát động phong trào thi đua “Sạch nhà, đẹp ngõ”

Đà Bắc, ngày 20 tháng 01 năm 2018

Ủy ban nhân dân huyện Đà Bắc phát động phong trào thi đua “Sạch nhà, đẹp ngõ” giai đoạn 2018 - 2021.
"""


def test_what_a_unit_launched_is_told_to_its_end_and_no_partners(own_archive: Archive) -> None:
    own_archive.take_in({"phat-dong.txt": LAUNCHED, **PARTS})
    client, told = own_archive.client(), whole(own_archive)
    (launcher,) = [one["value"] for one in told["launchers"]]
    assert (launcher["label"], told["period"]) == ("Ủy ban nhân dân huyện Đà Bắc", "2018/2021")
    (line,) = client.get(f"/api/v1/timeline?unit={launcher['id']}").get_json()["items"]
    assert [one["document"] for one in line["stages"]] == [
        own_archive.documents[one] for one in ("phat-dong.txt", *PARTS)
    ]
    partner = client.get("/api/v1/units?q=Tu Lý").get_json()["items"][0]["id"]
    assert client.get(f"/api/v1/timeline?unit={partner}").get_json()["items"] == []


def test_of_a_movement_of_many_a_unit_has_its_own_part(own_archive: Archive) -> None:
    own_archive.take_in(PARTS)
    second = whole(own_archive)["launchers"][1]
    (line,) = own_archive.client().get(f"/api/v1/timeline?unit={second['value']['id']}").get_json()["items"]
    assert ([one["document"] for one in line["stages"]], line["period"][:4]) == (second["documents"], "2021")


def test_period_asked_for_finds_campaigns_and_tells_them_whole(own_archive: Archive) -> None:
    own_archive.take_in(PARTS)
    (line,) = own_archive.client().get("/api/v1/timeline?from=2021&to=2021").get_json()["items"]
    assert (line["launched_by"], line["period"], len(line["stages"])) == (None, None, 2)


def test_open_period_goes_to_the_day_of_its_document(own_archive: Archive) -> None:
    text = OPEN.format(when="từ ngày 26/3/1983") + "\nQuảng Nam, ngày 07 tháng 7 năm 1983\n"
    own_archive.take_in({"cong-van.txt": text})
    client = own_archive.client()
    (line,) = client.get("/api/v1/timeline?from=1983-07&to=1983-07").get_json()["items"]
    assert line["period"] == "1983-03-26/.."
    assert client.get("/api/v1/timeline?from=2016&to=2020").get_json()["items"] == []


LATER = """Tu Lý, ngày {day} tháng 02 năm 2022

KẾ HOẠCH
Phát động phong trào thi đua “{name} xanh”

Thời gian: từ ngày 01/{month}/2022 đến ngày 20/{month}/2022.
"""


def test_campaigns_come_in_one_order_whatever_the_size_of_pages(own_archive: Archive) -> None:
    early, late = (
        LATER.format(day="25", name="Xóm", month="3"), LATER.format(day="02", name="Phố", month="9"),
    )  # fmt: skip
    own_archive.take_in({"late.txt": late, "early.txt": early})
    client, walked, cursor = own_archive.client(), [], ""
    while cursor is not None:
        answer = client.get(f"/api/v1/timeline?size=1&cursor={cursor}").get_json()
        walked += [one["period"] for one in answer["items"]]
        cursor = answer["cursor"]
    assert walked == ["2022-03-01/2022-03-20", "2022-09-01/2022-09-20"]
    assert [one["period"] for one in client.get("/api/v1/timeline").get_json()["items"]] == walked
