"""The result page: what is left out, lists that can be searched, bars of months, quarters, years and decades."""

from __future__ import annotations

import html
import re

from .conftest import Archive

PLAN, AGREEMENT, SUMMARY = "2019-phat-dong.txt", "2019-giao-uoc.txt", "2020-tong-ket.txt"


def page(archive: Archive, query: str) -> str:
    answer = archive.client("en").get(f"/?{query}")
    assert answer.status_code == 200
    return html.unescape(answer.get_data(as_text=True))


def files(archive: Archive, query: str) -> set[str]:
    return {hit["source_file"] for hit in archive.client().get(f"/api/v1/search?{query}").get_json()["hits"]}


def test_value_with_a_minus_is_left_out(archive: Archive) -> None:
    assert files(archive, "q=suoi&type=-plan") == files(archive, "q=suoi") - {PLAN}
    assert files(archive, "q=suoi&year=-2019") == {SUMMARY}
    assert files(archive, "q=suoi&unit=-lien+doan+lao+dong+tinh+hoa+binh") == {AGREEMENT}


def test_name_that_is_unknown_leaves_nothing_out_and_is_told(archive: Archive) -> None:
    answer = archive.client("en").get("/api/v1/search?q=suoi&unit=-no+such+unit").get_json()
    assert {hit["source_file"] for hit in answer["hits"]} == files(archive, "q=suoi")
    assert ["no such unit" in note for note in answer["notes"]] == [True]


def test_page_offers_to_leave_a_value_out_and_takes_that_back(archive: Archive) -> None:
    assert 'href="/?q=suoi&type=-plan"' in page(archive, "q=suoi")
    left_out = page(archive, "q=suoi&type=-plan")
    chips = left_out.partition('class="chips"')[2].partition("</p>")[0]
    assert "not" in chips and 'href="/?q=suoi"' in chips
    assert 'href="/?q=suoi&type=plan"' in left_out


def test_facet_is_searched_without_accents_and_counts_as_before(archive: Archive) -> None:
    facets = archive.client().get("/api/v1/search?q=suoi&in_unit=truong+tieu+hoc").get_json()["facets"]
    labels = [bucket["label"] for bucket in facets["unit"]]
    assert labels and all("tiểu học" in label.lower() for label in labels)
    everything = archive.client().get("/api/v1/search?q=suoi").get_json()["facets"]["unit"]
    assert all(bucket in everything for bucket in facets["unit"])
    assert "Nothing in this result is called so." in page(archive, "q=suoi&in_unit=zzz")


def test_bars_count_what_touches_their_time(archive: Archive) -> None:
    bars = archive.client().get("/api/v1/search?q=suoi&step=quarter").get_json()["histogram"]
    assert [(bar["from"], bar["to"], bar["count"]) for bar in bars] == [
        ("2019-01-01", "2019-03-31", 2), ("2020-10-01", "2020-12-31", 1),
    ]  # fmt: skip


def test_short_period_is_drawn_in_months_that_narrow_it_further(archive: Archive) -> None:
    text = page(archive, "q=suoi&from=2019&to=2019")
    bars = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)">\s*<title>', text)
    assert bars == [
        ("/?q=suoi&from=2019-02&to=2019-02", "Feb 2019: 1 document"),
        ("/?q=suoi&from=2019-03&to=2019-03", "Mar 2019: 1 document"),
    ]
    assert re.search(r'href="/\?q=suoi&from=2019&to=2019&step=decade"', text)


def test_steps_that_do_not_fit_are_lengthened(archive: Archive) -> None:
    text = page(archive, "q=suoi&step=month")
    assert 'aria-label="Dec 2020: 1 document"' in text
    assert 'aria-current="true">months</a>' in text
