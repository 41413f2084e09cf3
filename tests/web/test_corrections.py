"""Corrections by the API: who may, what they need to have seen, what others find then."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from biennien.registry.accounts import add_token, add_user
from biennien.rights import CORRECTOR

from .conftest import PASSWORD, Archive

PLAN = (
    "KẾ HOẠCH\nThi đua trồng cây\n\nNgày 5/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh”. Bà con gọi "
    "là cây nhớ nguồn."
)


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with one document."""
    own_archive.take_in({"ke-hoach.txt": PLAN})
    return own_archive


def address(archive: Archive, rest: str = "") -> str:
    return f"/api/v1/documents/{archive.documents['ke-hoach.txt']}{rest}"


def ask(archive: Archive, method: str, rest: str = "", **options: Any) -> TestResponse:
    headers = archive.bearer | options.pop("headers", {})
    return archive.client().open(address(archive, rest), method=method, headers=headers, **options)


def entity(archive: Archive, label: str) -> dict[str, Any]:
    items = ask(archive, "GET", f"/entities?label={label}").get_json()["items"]
    return dict(items[0])


def tag(archive: Archive, rest: str = "") -> dict[str, str]:
    return {"If-Match": ask(archive, "GET", rest).headers["ETag"]}


def test_changed_value_is_found_by_its_new_name(kept: Archive) -> None:
    unit = f"/entities/{entity(kept, 'UNIT')['id']}"
    name = "Ủy ban nhân dân xã Tu Lý, huyện Đà Bắc"
    answer = ask(kept, "PATCH", unit, headers=tag(kept, unit), json={"value": name})
    assert (answer.status_code, answer.get_json()["value"], answer.get_json()["origin"]) == (200, name, "person")
    kept.work()
    facets = kept.client().get("/api/v1/search?q=Da+Bac").get_json()["facets"]
    assert [bucket["label"] for bucket in facets["unit"]] == [name]


def test_field_that_the_text_has_not_is_found_by_what_staff_put_there(kept: Archive) -> None:
    said = {"doc_number": "4567/KH-UBND", "signer": "Lữ Văn Quầy, Chủ tịch"}
    answer = ask(kept, "PATCH", headers=tag(kept), json={"metadata": said})
    assert answer.status_code == 200
    kept.work()
    for words in ("4567/KH-UBND", "số:4567/KH-UBND", "lu van quay"):
        hits = kept.client().get("/api/v1/search", query_string={"q": words}).get_json()["hits"]
        assert [hit["id"] for hit in hits] == [kept.documents["ke-hoach.txt"]], words


def test_second_of_two_people_sees_the_conflict_and_overwrites_nothing(kept: Archive) -> None:
    unit = f"/entities/{entity(kept, 'UNIT')['id']}"
    seen = tag(kept, unit)
    assert ask(kept, "PATCH", unit, headers=seen, json={"value": "Một"}).status_code == 200
    late = ask(kept, "PATCH", unit, headers=seen, json={"value": "Hai"})
    assert (late.status_code, late.get_json()["code"]) == (412, "mention_changed")
    assert ask(kept, "DELETE", unit, headers=seen).status_code == 412
    assert entity(kept, "UNIT")["value"] == "Một"


def test_correction_without_a_tag_is_asked_for_one(kept: Archive) -> None:
    unit = f"/entities/{entity(kept, 'UNIT')['id']}"
    for method, rest in (("PATCH", unit), ("DELETE", unit), ("PATCH", ""), ("POST", "/undo"), ("POST", "/redo")):
        answer = ask(kept, method, rest, json={"metadata": {}} if rest == "" else {})
        assert (answer.status_code, answer.get_json()["code"]) == (428, "if_match_missing"), (method, rest)


def test_missed_entity_is_added_and_a_wrong_one_rejected(kept: Archive) -> None:
    whole = ask(kept, "GET").get_json()
    start = whole["body"].index("cây nhớ nguồn")
    missed = {"label": "SLOGAN", "start": start, "end": start + 13, "text_sha256": whole["text_sha256"]}
    added = ask(kept, "POST", "/entities", json=missed)
    assert (added.status_code, added.get_json()["text"]) == (201, "cây nhớ nguồn")
    assert ask(kept, "POST", "/entities", json=missed | {"text_sha256": "0" * 64}).status_code == 412
    date = f"/entities/{entity(kept, 'DATE')['id']}"
    assert ask(kept, "DELETE", date, headers=tag(kept, date)).status_code == 204
    assert ask(kept, "GET", date).status_code == 404
    labels = {one["label"] for one in ask(kept, "GET", "/entities").get_json()["items"]}
    assert "DATE" not in labels


def test_field_is_put_right_undone_and_redone(kept: Archive) -> None:
    first = ask(kept, "GET").get_json()["metadata"]
    answer = ask(kept, "PATCH", headers=tag(kept), json={"metadata": {"title": "Đồi xanh", "place": None}})
    assert (answer.get_json()["title"], answer.get_json()["evidence"]["title"]["method"]) == ("Đồi xanh", "person")
    assert ask(kept, "POST", "/undo", headers=tag(kept)).status_code == 200
    assert ask(kept, "POST", "/undo", headers=tag(kept)).status_code == 200
    assert ask(kept, "GET").get_json()["metadata"] == first
    assert ask(kept, "POST", "/undo", headers=tag(kept)).get_json()["code"] == "nothing_to_undo"
    assert ask(kept, "POST", "/redo", headers=tag(kept)).status_code == 200
    assert ask(kept, "GET").get_json()["title"] == "Đồi xanh"
    log = ask(kept, "GET", "/corrections").get_json()["items"]
    assert {one["by"] for one in log} == {"lan"}
    assert [one["kind"] for one in log].count("undo") == 3


def test_undo_and_redo_leave_alone_what_a_colleague_said(kept: Archive) -> None:
    with kept.registry.write() as session:
        _, secret = add_token(session, add_user(session, "mai", PASSWORD, role=CORRECTOR), "tests")
    mai = {"Authorization": f"Bearer {secret}"}

    def say(whose: dict[str, str], path: str = "", title: str = "") -> Any:
        given = {"headers": whose | tag(kept)} | ({"json": {"metadata": {"title": title}}} if title else {})
        return ask(kept, "POST" if path else "PATCH", path, **given)

    say(kept.bearer, title="Của Lan")
    nothing = say(mai, "/undo")
    assert (nothing.status_code, nothing.get_json()["code"]) == (409, "nothing_to_undo")
    say(mai, title="Của Mai")
    later = say(kept.bearer, "/undo")
    assert (later.status_code, "sau bạn" in later.get_json()["detail"]) == (409, True)
    assert ask(kept, "GET").get_json()["title"] == "Của Mai"
    assert say(mai, "/undo").status_code == 200
    assert say(kept.bearer, "/redo").status_code == 409
    assert ask(kept, "GET").get_json()["title"] == "Của Lan"
    assert say(mai, "/redo").status_code == 200
    assert ask(kept, "GET").get_json()["title"] == "Của Mai"


ODD = "Hội\x07 Vườn\x1b\n\u202eĐà\x9f Bắc\u2069\x7f"
TIDY = "Hội Vườn Đà Bắc"


def test_no_control_character_gets_into_what_people_say(kept: Archive) -> None:
    fields = {"title": ODD, "authors": [ODD, "An"]}
    answer = ask(kept, "PATCH", headers=tag(kept), json={"metadata": fields}).get_json()
    assert (answer["title"], answer["metadata"]["authors"]) == (TIDY, [TIDY, "An"])
    unit, legal = f"/entities/{entity(kept, 'UNIT')['id']}", f"/entities/{entity(kept, 'CAMPAIGN')['id']}"
    assert ask(kept, "PATCH", unit, headers=tag(kept, unit), json={"value": ODD}).get_json()["value"] == TIDY
    said = {"label": "LEGAL", "value": {"number": ODD}}
    assert ask(kept, "PATCH", legal, headers=tag(kept, legal), json=said).get_json()["value"] == {"number": TIDY}
    assert ask(kept, "PATCH", unit, headers=tag(kept, unit), json={"value": "\x07\u202e"}).status_code == 422
    row = kept.client().get("/api/v1/units").get_json()["items"][0]["id"]
    client, names = kept.client(), f"/units/{row}/names"
    alias = client.post(f"/api/v1/units/{row}/aliases", headers=kept.tagged(names), json={"name": f"{ODD} II"})
    assert f"{TIDY} II" in [one["name"] for one in alias.get_json()["aliases"]]
    given = {"action": "staff", "documents": list(kept.documents.values()), "reason": ODD}
    assert client.post("/api/v1/batches", headers=kept.bearer, json=given).get_json()["reason"] == TIDY
    empty = ask(kept, "DELETE", headers=tag(kept), json={"reason": "\x07"})
    assert (empty.status_code, empty.get_json()["code"]) == (422, "reason_missing")
    assert ask(kept, "DELETE", headers=tag(kept), json={"reason": ODD}).status_code == 200
    log = client.get("/api/v1/audit?size=500", headers=kept.bearer).get_data(as_text=True)
    assert "\\u202e" not in log and "\u202e" not in log and "\\u0007" not in log


def test_field_that_cannot_be_is_told(kept: Archive) -> None:
    for metadata in ({"doc_type": "letter"}, {"published": "mai"}, {"no_field": "x"}):
        answer = ask(kept, "PATCH", headers=tag(kept), json={"metadata": metadata})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "bad_correction")


@pytest.mark.parametrize(
    "title", ['"abc \\ud800"', "[" * 200_000, "9" * 6_000, "NaN", '{"a":"b"}', '["a"]', '"' + "x" * 2_000 + '"']
)
def test_odd_json_is_refused_and_changes_nothing(kept: Archive, title: str) -> None:
    unit = f"/entities/{entity(kept, 'UNIT')['id']}"
    before = ask(kept, "GET").get_json()
    asked = [("PATCH", "", f'{{"metadata":{{"title":{title}}}}}'), ("PATCH", unit, f'{{"value":{title}}}')]
    missed = f'{{"label":"UNIT","start":0,"end":4,"text_sha256":"{before["text_sha256"]}","value":{title}}}'
    for method, rest, body in (*asked, ("POST", "/entities", missed)):
        headers = tag(kept, rest) if method == "PATCH" else {}
        answer = ask(kept, method, rest, headers=headers, data=body, content_type="application/json")
        assert answer.status_code in (400, 422), (method, rest)
    assert ask(kept, "GET").get_json() == before


def test_entity_of_a_document_without_text_is_not_there(own_archive: Archive) -> None:
    own_archive.take_in({"ke-hoach.txt": ""})
    missed = {"label": "UNIT", "start": 0, "end": 4, "text_sha256": "0" * 64}
    assert ask(own_archive, "POST", "/entities", json=missed).status_code == 404


def test_readers_correct_nothing_and_see_no_log(kept: Archive) -> None:
    unit = f"/entities/{entity(kept, 'UNIT')['id']}"
    client = kept.client()
    for method, rest in (
        ("PATCH", ""), ("PATCH", unit), ("DELETE", unit), ("POST", "/entities"), ("POST", "/undo"), ("POST", "/redo"),
        ("GET", "/corrections"),
    ):  # fmt: skip
        assert client.open(address(kept, rest), method=method, json={}).status_code == 401, (method, rest)
