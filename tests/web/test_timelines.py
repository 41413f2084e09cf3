"""Campaigns over time where documents tell little of their days."""

from __future__ import annotations

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
