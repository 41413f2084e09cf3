"""The API: shapes as described, filters by name, lists, errors that say what to do."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from .conftest import Archive
from .shape import faults, response_schema

LAUNCH = "2019-phat-dong.txt"


@pytest.fixture(scope="module")
def description(archive: Archive) -> dict[str, Any]:
    return archive.client().get("/api/v1/openapi.json").get_json()


def get(archive: Archive, path: str, **options: Any) -> dict[str, Any]:
    answer = archive.client().get(path, **options)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()


def first(archive: Archive, facet: str) -> str:
    return get(archive, "/api/v1/search?q=suối")["facets"][facet][0]["value"]


def test_description_is_openapi_3_1_and_names_every_route(archive: Archive, description: dict[str, Any]) -> None:
    assert description["openapi"] == "3.1.0"
    described = {(path, method.upper()) for path, item in description["paths"].items() for method in item}
    served = {
        (re.sub(r"<(?:[^:<>]+:)?(\w+)>", r"{\1}", rule.rule), method)
        for rule in archive.app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and not rule.rule.endswith("openapi.json")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {pair for pair in described if pair[1].isalpha() and pair[1] != "PARAMETERS"} == served


def test_description_tells_every_error_as_a_problem(description: dict[str, Any]) -> None:
    for path, item in description["paths"].items():
        for method, operation in item.items():
            if method == "parameters":
                continue
            errors = {status: told for status, told in operation["responses"].items() if status[0] in "45"}
            assert {"401", "403", "422", "5XX"} <= set(errors), (method, path)
            assert "default" not in operation["responses"], (method, path)
            for told in errors.values():
                answer = description["components"]["responses"][told["$ref"].rpartition("/")[2]]
                assert list(answer["content"]) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("template", "path"),
    [
        ("/api/v1/search", "/api/v1/search?q=suối&from=2018&to=2021"),
        ("/api/v1/search", "/api/v1/search?q=khongcogica"),
        ("/api/v1/documents", "/api/v1/documents"),
        ("/api/v1/documents/{document_id}", "/api/v1/documents/DOCUMENT"),
        ("/api/v1/documents/{document_id}/entities", "/api/v1/documents/DOCUMENT/entities"),
        ("/api/v1/documents/{document_id}/layout", "/api/v1/documents/DOCUMENT/layout"),
        ("/api/v1/units", "/api/v1/units"),
        ("/api/v1/units/{unit_id}", "/api/v1/units/UNIT"),
        ("/api/v1/slogans", "/api/v1/slogans"),
        ("/api/v1/slogans/{slogan_id}", "/api/v1/slogans/SLOGAN"),
        ("/api/v1/campaigns", "/api/v1/campaigns"),
        ("/api/v1/campaigns/{campaign_id}", "/api/v1/campaigns/CAMPAIGN"),
        ("/api/v1/timeline", "/api/v1/timeline"),
    ],
)
def test_answer_has_the_described_shape(
    archive: Archive, description: dict[str, Any], template: str, path: str
) -> None:
    filled = path.replace("DOCUMENT", archive.documents[LAUNCH])
    for name in ("unit", "slogan", "campaign"):
        if name.upper() in filled:
            filled = filled.replace(name.upper(), first(archive, name))
    answer = get(archive, filled)
    assert faults(description, response_schema(description, template, "get", 200), answer) == []


def test_search_gives_the_keys_of_the_contract(archive: Archive) -> None:
    answer = get(archive, "/api/v1/search?q=suoi+trong")
    assert {"total", "hits", "facets", "undated", "took_ms", "cursor"} <= set(answer)
    assert list(answer["facets"]) == ["unit", "type", "year", "slogan", "campaign", "place"]
    hit = answer["hits"][0]
    assert {"id", "source_file", "title", "published", "score", "snippets", "units"} <= set(hit)
    assert all(set(unit) == {"id", "label"} for unit in hit["units"])
    snippet = hit["snippets"][0]
    assert {snippet["text"][start:end].lower() for start, end in snippet["marks"]} == {"suối", "trong"}


def test_snippet_start_is_an_offset_of_the_body(archive: Archive) -> None:
    hit = get(archive, "/api/v1/search?q=suoi")["hits"][0]
    body = get(archive, f"/api/v1/documents/{hit['id']}")["body"]
    for snippet in hit["snippets"]:
        assert body[snippet["start"] : snippet["start"] + len(snippet["text"])] == snippet["text"]


@pytest.mark.parametrize("unit", ["Liên đoàn Lao động huyện Đà Bắc", "lien doan lao dong huyen da bac"])
def test_filter_takes_a_name_with_or_without_accents(archive: Archive, unit: str) -> None:
    found = get(archive, f"/api/v1/search?unit={unit}")
    assert archive.documents[LAUNCH] in {hit["id"] for hit in found["hits"]}
    assert archive.documents["=thong-bao.txt"] not in {hit["id"] for hit in found["hits"]}


def test_filter_takes_an_id_and_counts_as_its_facet_says(archive: Archive) -> None:
    for name in ("unit", "slogan", "campaign", "type", "year", "place"):
        for bucket in get(archive, "/api/v1/search")["facets"][name]:
            found = get(archive, "/api/v1/search", query_string={name: bucket["value"]})
            assert found["total"] == bucket["count"], (name, bucket)


def test_facets_of_ids_have_labels(archive: Archive) -> None:
    facets = get(archive, "/api/v1/search")["facets"]
    for name in ("unit", "slogan", "campaign"):
        assert facets[name], name
        assert all(bucket["label"] != bucket["value"] for bucket in facets[name])


def test_labels_speak_the_language_asked_for(archive: Archive) -> None:
    def labels(language: str) -> set[str]:
        buckets = get(archive, f"/api/v1/search?lang={language}")["facets"]["type"]
        return {bucket["label"] for bucket in buckets if bucket["value"] == "plan"}

    assert labels("vi") == {"kế hoạch"}
    assert labels("en") == {"plan"}


def test_unknown_name_finds_nothing(archive: Archive) -> None:
    assert get(archive, "/api/v1/search?unit=Sở+Mây+Trời")["total"] == 0


def test_empty_filters_of_a_form_do_not_count(archive: Archive) -> None:
    everything = get(archive, "/api/v1/search")["total"]
    empty = get(archive, "/api/v1/search?q=&unit=&slogan=&campaign=&type=&place=&year=&from=&to=&sort=&cursor=")
    assert empty["total"] == everything == 4


def test_nothing_found_comes_with_a_suggestion(archive: Archive) -> None:
    answer = get(archive, "/api/v1/search?q=tronng+veo")
    assert (answer["total"], answer["suggestion"]) == (0, "trong veo")


def test_faulty_query_finds_its_words_and_says_so(archive: Archive) -> None:
    plain = get(archive, "/api/v1/search?q=thi+đua")
    faulty = get(archive, "/api/v1/search?q=(thi+đua&lang=vi")
    assert (plain["notes"], faulty["notes"]) == ([], ["Dấu ngoặc đơn lẻ nên đã tìm theo từng từ."])
    assert [hit["id"] for hit in faulty["hits"]] == [hit["id"] for hit in plain["hits"]]


def test_undated_documents_are_counted_beside_a_period(archive: Archive) -> None:
    apart = get(archive, "/api/v1/search?from=2019&to=2019")
    together = get(archive, "/api/v1/search?from=2019&to=2019&undated=include")
    assert (apart["total"], apart["undated"], together["total"]) == (2, 1, 3)


@pytest.mark.parametrize("last", ["2020-12-22", "22/12/2020", "12/2020", "2020"])
def test_days_may_be_written_in_several_ways(archive: Archive, last: str) -> None:
    assert get(archive, "/api/v1/search", query_string={"from": "2020-12-22", "to": last})["total"] == 1


def test_cursor_walks_through_all_hits(archive: Archive) -> None:
    found, cursor = [], ""
    while cursor is not None:
        answer = get(archive, f"/api/v1/search?size=1&cursor={cursor}")
        found += [hit["id"] for hit in answer["hits"]]
        cursor = answer["cursor"]
    assert len(found) == len(set(found)) == 4


@pytest.mark.parametrize("kind", ["documents", "units", "slogans", "campaigns"])
def test_list_pages_with_a_cursor_and_meets_each_once(archive: Archive, kind: str) -> None:
    whole = [item["id"] for item in get(archive, f"/api/v1/{kind}?size=500")["items"]]
    found, cursor = [], ""
    while cursor is not None:
        answer = get(archive, f"/api/v1/{kind}?size=2&cursor={cursor}")
        found += [item["id"] for item in answer["items"]]
        cursor = answer["cursor"]
    assert found == whole
    assert len(set(found)) == len(found) > 0


def test_list_tells_what_changed_since(archive: Archive) -> None:
    items = get(archive, "/api/v1/documents")["items"]
    last = max(item["updated_at"] for item in items)
    since = get(archive, "/api/v1/documents", query_string={"updated_since": last})["items"]
    assert [item["updated_at"] for item in since] == [last]
    assert get(archive, "/api/v1/documents?updated_since=2100-01-01")["items"] == []


def test_documents_are_listed_by_unit_and_type(archive: Archive) -> None:
    items = get(archive, "/api/v1/documents?unit=lien+doan+lao+dong+huyen+da+bac&type=plan")["items"]
    assert [item["source_file"] for item in items] == [LAUNCH]


def test_document_has_text_metadata_and_evidence(archive: Archive) -> None:
    document = get(archive, f"/api/v1/documents/{archive.documents[LAUNCH]}")
    assert document["metadata"]["published"] == "2019-02-12"
    evidence = document["evidence"]["published"]
    assert "12 tháng 02 năm 2019" in document["body"][evidence["start"] : evidence["end"]]
    assert [section["number"] for section in document["sections"] if section["level"] == 1] == ["I.", "II.", "III."]
    assert document["text_sha256"]
    assert document["extractor_version"]


def test_entities_stand_where_they_say(archive: Archive) -> None:
    address = f"/api/v1/documents/{archive.documents[LAUNCH]}"
    body = get(archive, address)["body"]
    items = get(archive, f"{address}/entities")["items"]
    assert {"UNIT", "DATE", "LEGAL", "CAMPAIGN", "SLOGAN"} <= {item["label"] for item in items}
    assert all(body[item["start"] : item["end"]] == item["text"] for item in items)
    dates = get(archive, f"{address}/entities?label=DATE")["items"]
    assert {item["label"] for item in dates} == {"DATE"}


def test_original_comes_back_byte_for_byte(archive: Archive) -> None:
    answer = archive.client().get(f"/api/v1/documents/{archive.documents[LAUNCH]}/original")
    assert answer.data == (Path(__file__).parent / "archive" / LAUNCH).read_bytes()


def test_campaign_is_told_from_launch_to_summary(archive: Archive) -> None:
    campaign = next(one for one in get(archive, "/api/v1/timeline")["items"] if "suối trong veo" in one["name"])
    whole = get(archive, f"/api/v1/campaigns/{campaign['id']}")
    days = [stage["day"] for stage in whole["stages"] if stage["day"]]
    assert days == sorted(days)
    assert whole["from"] == "2019-02-01"
    assert [stage["document"] for stage in whole["stages"]] == [stage["document"] for stage in campaign["stages"]]
    assert "Bản không rác, suối trong veo" in {slogan["label"] for slogan in whole["slogans"]}


def test_unchanged_document_is_not_sent_again(archive: Archive) -> None:
    address = f"/api/v1/documents/{archive.documents[LAUNCH]}"
    tag = archive.client().get(address).headers["ETag"]
    answer = archive.client().get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.data, answer.headers["ETag"]) == (304, b"", tag)
    assert archive.client("en").get(address, headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("unit", ["LĐLĐ huyện Đà Bắc", "ldld huyen da bac"])
def test_abbreviated_unit_is_found_everywhere(archive: Archive, unit: str) -> None:
    client = archive.client()
    whole = "Liên đoàn Lao động huyện Đà Bắc"
    for path, parameter, part in (("search", "unit", "total"), ("units", "q", "items"), ("timeline", "unit", "items")):
        wanted, given = (
            client.get(f"/api/v1/{path}", query_string={parameter: one}).get_json()[part] for one in (whole, unit)
        )
        assert wanted
        assert given == wanted, path


def test_lists_find_words_anywhere_in_a_name(archive: Archive) -> None:
    client = archive.client()
    labels = {one["label"] for one in client.get("/api/v1/units?q=da bac").get_json()["items"]}
    assert "Liên đoàn Lao động huyện Đà Bắc" in labels
    assert client.get("/api/v1/units?q=bac huyen").get_json()["items"]
    assert "huyện Đà Bắc" in client.get("/units?q=da bac").get_data(as_text=True)


def test_filter_that_names_nothing_says_so(archive: Archive) -> None:
    answer = archive.client("en").get("/api/v1/search?q=thi&unit=Không+Có").get_json()
    assert (answer["total"], answer["notes"]) == (0, ["Unit: nothing here is called “Không Có”."])
    assert archive.client().get("/api/v1/search?q=thi").get_json()["notes"] == []
