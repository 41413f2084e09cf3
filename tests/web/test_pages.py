"""The pages: reachable, in two languages, with what they promise, usable without JavaScript."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from .conftest import STAFF_ONLY, Archive
from .conftest import page as page_of

LAUNCH = "2019-phat-dong.txt"


def page(archive: Archive, path: str, language: str = "vi") -> str:
    return page_of(archive.client(language), path)


@pytest.mark.parametrize(
    "path", ["/", "/?q=suoi", "/?q=zzzz", "/campaigns", "/timeline", "/units", "/slogans", "/login"]
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_page_speaks_the_language_asked_for(archive: Archive, path: str, language: str) -> None:
    text = page(archive, path, language)
    assert f'<html lang="{language}">' in text
    assert ("Dòng thời gian" in text) == (language == "vi")
    assert ("Timeline" in text) == (language == "en")


def test_switch_is_kept_in_a_cookie(archive: Archive) -> None:
    client = archive.client("vi")
    client.get("/?lang=en")
    assert '<html lang="en">' in client.get("/units").get_data(as_text=True)


def test_unknown_language_falls_back_to_vietnamese(archive: Archive) -> None:
    assert '<html lang="vi">' in page(archive, "/?lang=xx", "fr")


def test_front_tells_what_the_archive_holds(archive: Archive) -> None:
    text = page(archive, "/")
    assert "<b>4</b> văn bản" in text
    assert "2019–2020" in text
    assert 'class="bar"' in text


def test_result_marks_the_words_and_offers_to_narrow(archive: Archive) -> None:
    text = page(archive, "/?q=suoi+trong")
    assert "<mark>suối</mark>" in text
    assert 'href="/?q=suoi+trong&type=plan"' in text
    assert 'href="/export.csv?q=suoi+trong"' in text


def test_filter_in_force_is_a_chip_that_takes_it_off(archive: Archive) -> None:
    text = page(archive, "/?q=suoi&type=plan&from=2018&to=2021")
    assert re.search(r'class="chips".*href="/\?q=suoi&from=2018&to=2021".*kế hoạch', text, re.DOTALL)
    assert 'class="clear" href="/?q=suoi"' in text


def test_second_value_of_a_facet_keeps_the_first(archive: Archive) -> None:
    assert 'href="/?q=suoi&type=plan&type=agreement"' in page(archive, "/?q=suoi&type=plan")


def test_wrong_day_is_told_and_the_rest_still_searched(archive: Archive) -> None:
    text = page(archive, "/?q=suoi&from=hôm+nay")
    assert "không phải là ngày" in text
    assert 'class="hit"' in text


def test_period_that_ends_before_it_begins_is_told(archive: Archive) -> None:
    assert "kết thúc trước khi bắt đầu" in page(archive, "/?q=suoi&from=2020&to=1990")
    answer = archive.client().get("/api/v1/search?from=2/2019&to=2018")
    assert (answer.status_code, [one["parameter"] for one in answer.get_json()["errors"]]) == (422, ["from"])
    assert archive.client().get("/api/v1/search?from=2019&to=2/2019").status_code == 200


def test_page_of_an_error_says_which_parameter_is_wrong_and_why(archive: Archive) -> None:
    told = archive.client().get(f"/feed.atom?q={'a' * 3_000}").get_data(as_text=True)
    assert re.search(r"<li><code>q</code>: \S", told)
    assert "errors" not in told


def test_undated_are_counted_with_a_switch(archive: Archive) -> None:
    text = page(archive, "/?from=2019&to=2020")
    assert "1 không rõ ngày" in text
    assert 'href="/?from=2019&to=2020&undated=include"' in text


def test_nothing_found_suggests_words_that_find(archive: Archive) -> None:
    assert 'href="/?q=trong+veo"' in page(archive, "/?q=tronng+veo")


def test_faulty_query_is_told(archive: Archive) -> None:
    assert "Không hiểu “năm:xưa”" in page(archive, "/?q=năm:xưa")


def test_pager_keeps_the_whole_search(archive: Archive) -> None:
    assert 'rel="next" href="/?q=suoi&sort=newest&page=2"' not in page(archive, "/?q=suoi&sort=newest")
    text = page(archive, "/?q=suoi&sort=newest&size=1")
    assert 'rel="next" href="/?q=suoi&sort=newest&size=1&page=2"' in text
    behind = archive.client().get("/?q=suoi&sort=newest&size=1&page=99")
    last = behind.headers["Location"]
    assert (behind.status_code, archive.client().get(last).status_code) == (302, 200) and "&page=" in last
    assert archive.client().get("/?q=xyzzyq&page=2").headers["Location"] == "/?q=xyzzyq"
    assert 'id="from-error"' in page(archive, "/?q=suoi&from=never&size=1&page=99")  # what is told is not led away from
    second = page(archive, "/?q=suoi&sort=newest&size=1&page=2")
    assert 'rel="prev" href="/?q=suoi&sort=newest&size=1"' in second


def test_document_shows_marks_sections_and_why(archive: Archive) -> None:
    text = page(archive, f"/documents/{archive.documents[LAUNCH]}")
    assert re.search(r'class="m m-CAMPAIGN"[^>]*>phong trào thi đua “<span class="m m-SLOGAN"', text)
    assert re.search(r'<h2 class="section level-1" id="s-\d+">', text)
    passage = re.search(r'href="#(c-\d+-\d+)" title="Xem đoạn văn"', text)
    assert passage
    assert f'id="{passage[1]}"' in text


def test_every_link_inside_a_document_leads_somewhere(archive: Archive) -> None:
    for document in archive.documents.values():
        text = archive.staff().get(f"/documents/{document}").get_data(as_text=True)
        ids = re.findall(r' id="([^"]+)"', text)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)


def test_document_marks_a_passage_of_the_address(archive: Archive) -> None:
    text = page(archive, f"/documents/{archive.documents[LAUNCH]}?start=0&end=8")
    assert '<mark class="passage" id="passage">' in text


@pytest.mark.parametrize("place", ["start=-1&end=3", "start=5&end=5", "start=x&end=9", "start=0&end=99999999"])
def test_document_ignores_a_passage_that_cannot_be(archive: Archive, place: str) -> None:
    assert 'id="passage"' not in page(archive, f"/documents/{archive.documents[LAUNCH]}?{place}")


def test_document_leads_on_through_the_result(archive: Archive) -> None:
    hits = archive.client().get("/api/v1/search?q=suoi&sort=oldest").get_json()["hits"]
    text = page(archive, f"/documents/{hits[1]['id']}?q=suoi&sort=oldest&pos=2")
    assert f'rel="prev" href="/documents/{hits[0]["id"]}?q=suoi&sort=oldest&pos=1"' in text
    assert f'rel="next" href="/documents/{hits[2]["id"]}?q=suoi&sort=oldest&pos=3"' in text
    assert "2 / 3" in text
    assert '<mark class="found">' in text


def test_campaign_page_lists_its_documents_in_order_of_time(archive: Archive) -> None:
    campaign = next(
        one for one in archive.client().get("/api/v1/timeline").get_json()["items"] if "suối" in one["name"]
    )
    text = page(archive, f"/campaigns/{campaign['id']}")
    days = re.findall(r"<tr><td>(\d\d)/(\d\d)/(\d{4})</td>", text)
    assert days == sorted(days, key=lambda day: day[::-1])
    assert len(days) >= 1
    assert 'class="dot' in text


def test_timeline_is_also_a_table(archive: Archive) -> None:
    text = page(archive, "/timeline")
    assert "suối trong veo" in text[text.index("<table") :]


def test_timeline_is_filtered(archive: Archive) -> None:
    assert "suối trong veo" in page(archive, "/timeline?from=2019&to=2019")
    assert "suối trong veo" not in page(archive, "/timeline?to=1999")
    assert "suối trong veo" not in page(archive, "/timeline?q=không+có")
    assert "không phải là ngày" in page(archive, "/timeline?from=soon")
    assert "kết thúc trước khi bắt đầu" in page(archive, "/timeline?from=2020&to=2010")
    assert "không có mục nào mang tên “Hội Trăng”" in page(archive, "/timeline?unit=Hội Trăng")
    assert "không có mục nào mang tên" not in page(archive, "/timeline?from=1950")


@pytest.mark.parametrize("shelf", ["units", "slogans", "campaigns"])
def test_page_behind_the_last_of_a_list_is_the_last(archive: Archive, shelf: str) -> None:
    assert "Chưa có gì" not in page(archive, f"/{shelf}?page=99")
    assert page(archive, f"/{shelf}?page=99").count("<li>") == page(archive, f"/{shelf}").count("<li>") > 0


def test_units_and_slogans_are_found_by_name(archive: Archive) -> None:
    text = page(archive, "/units?q=lien+doan+lao+dong+huyen+da+bac")
    unit = re.search(r'class="plain shelf">\s*<li><a href="(/units/[^"]+)">', text)
    assert unit
    told = page(archive, unit[1])
    assert "Liên đoàn Lao động huyện Đà Bắc" in told
    assert "Tổng kết phong trào" in told
    slogan = re.search(r'<li><a href="(/slogans/[^"]+)">', page(archive, "/slogans?q=suoi+trong+veo"))
    assert slogan
    assert "Bản không rác, suối trong veo" in page(archive, slogan[1])


@pytest.mark.parametrize("number", ["0", "-1", "x", "99999999999999999999", "٣"])
def test_list_page_that_cannot_be_is_none(archive: Archive, number: str) -> None:
    page(archive, f"/units?page={number}")


def test_unknown_page_is_kind(archive: Archive) -> None:
    answer = archive.client().get("/nothing-here")
    assert answer.status_code == 404
    assert "Không có trang nào ở địa chỉ này" in answer.get_data(as_text=True)


# ---------------------------------------------------------------- exports


def test_csv_holds_the_whole_result_and_no_formula(archive: Archive) -> None:
    answer = archive.client().get("/export.csv")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert {"id", "source_file", "title", "published", "doc_type", "issuer"} <= set(rows[0])
    assert "'=thong-bao.txt" in {row["source_file"] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_jsonl_holds_the_result_of_the_filters(archive: Archive) -> None:
    answer = archive.client().get("/export.jsonl?q=suoi&type=plan")
    rows = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    assert [row["source_file"] for row in rows] == [LAUNCH]


def test_export_goes_beyond_one_batch(archive: Archive) -> None:
    from biennien.registry.readers import ANYONE
    from biennien.searching import all_hits
    from biennien.web.searching import Search, make_query
    from biennien.web.services import KEY

    with archive.registry.read() as session:
        query = make_query(session, Search(), ANYONE)
    found = [hit.id for hit in all_hits(archive.app.extensions[KEY].engine, query, batch=1)]
    assert len(found) == len(set(found)) == 4


def test_references_of_a_whole_result_come_in_its_order(archive: Archive) -> None:
    client = archive.client()
    ids = [json.loads(line)["id"] for line in client.get("/export.jsonl").get_data(as_text=True).splitlines()]
    assert re.findall(r"^ID  - (.+)\r$", client.get("/export.ris").get_data(as_text=True), re.MULTILINE) == ids
    assert re.findall(r"^@\w+\{(.+),$", client.get("/export.bib").get_data(as_text=True), re.MULTILINE) == ids
    lines = client.get("/export.txt").get_data(as_text=True).splitlines()
    assert [line.rpartition("/")[2] for line in lines] == ids


def test_document_page_gives_the_reference_that_its_file_holds(archive: Archive) -> None:
    address = f"/documents/{archive.documents[LAUNCH]}"
    line = archive.client().get(f"{address}/citation.txt").get_data(as_text=True).strip()
    assert line.endswith(address)
    assert line in page(archive, address)


def test_reference_to_a_document_for_staff_is_theirs(archive: Archive) -> None:
    address = f"/documents/{archive.documents[STAFF_ONLY]}/citation.bib"
    assert archive.client().get(address).status_code == 404


def test_export_of_another_kind_is_not_there(archive: Archive) -> None:
    assert archive.client().get("/export.xls").status_code == 404


def test_document_without_a_title_is_called_by_its_file_without_folders(own_archive: Archive) -> None:
    own_archive.take_in({"/srv/quét/hai/ghi chép.txt": "mưa"})
    client, document = own_archive.client(), f"/documents/{own_archive.documents['/srv/quét/hai/ghi chép.txt']}"
    assert client.get(f"/api/v1{document}").get_json()["title"] is None
    assert "<h1>ghi chép.txt</h1>" in page_of(client, document)
    assert "<title>ghi chép.txt ·" in page_of(client, document)
    assert ">ghi chép.txt</a></h2>" in page_of(client, "/?q=mưa")
    assert ">ghi chép.txt</a>" in page_of(own_archive.staff(), "/documents")
    assert "title = {{ghi chép.txt}}" in client.get(f"{document}/citation.bib").get_data(as_text=True)
