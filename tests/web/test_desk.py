"""The desk by forms alone: mentions, missed ones, fields, undo and redo; conflicts told, nothing overwritten."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from .conftest import Archive, csrf_of, hidden, page

PLAN = "KẾ HOẠCH\nThi đua trồng cây\n\nNgày 5/3/2024, UBND xã Tu Lý phát động phong trào “Đồi xanh”, cây nhớ nguồn."


@pytest.fixture
def kept(own_archive: Archive) -> Archive:
    """An archive with one document."""
    own_archive.take_in({"ke-hoach.txt": PLAN})
    return own_archive


def home(archive: Archive) -> str:
    return f"/documents/{archive.documents['ke-hoach.txt']}"


def mentions(archive: Archive, label: str = "") -> list[dict[str, Any]]:
    answer = archive.client().get(f"/api/v1{home(archive)}/entities?label={label}")
    return list(answer.get_json()["items"])


def send(client: FlaskClient, path: str, **form: str) -> Any:
    return client.post(path, data=form | {"csrf_token": csrf_of(client, "/upload")})


def test_form_of_a_mention_changes_its_value_and_its_words(kept: Archive) -> None:
    staff = kept.staff()
    unit = f"{home(kept)}/entities/{mentions(kept, 'UNIT')[0]['id']}"
    text = page(staff, unit)
    assert "<mark>UBND xã Tu Lý</mark>" in text
    form = {"tag": hidden(text, "tag"), "label": "UNIT", "parts_of": "UNIT", "words": "xã Tu Lý"}
    form |= {"value": "Xã Tu Lý", "action": "save"}
    assert send(staff, unit, **form).status_code == 302
    (changed,) = mentions(kept, "UNIT")
    assert (changed["text"], changed["value"], changed["origin"]) == ("xã Tu Lý", "Xã Tu Lý", "person")


def test_role_of_a_day_is_chosen_by_its_name(kept: Archive) -> None:
    staff, (day, *_others) = kept.staff(), mentions(kept, "DATE")
    form = f"{home(kept)}/entities/{day['id']}"
    shown = page(staff, form)
    choices = shown.partition('name="attribute.role"')[2].partition("</select>")[0]
    assert '<option value="start">bắt đầu</option>' in choices
    assert f'<option value="{day["role"]}" selected>' in choices
    given = {"tag": hidden(shown, "tag"), "label": "DATE", "parts_of": "DATE", "words": day["text"]}
    given |= {"value": day["value"], "attribute.role": "start"}
    refused = send(staff, form, **given | {"value": "mai"})
    assert refused.status_code == 422
    assert '<option value="start" selected>bắt đầu</option>' in refused.get_data(as_text=True)
    assert send(staff, form, **given).status_code == 302
    (changed,) = (one for one in mentions(kept, "DATE") if one["id"] == day["id"])
    assert (changed["value"], changed["role"]) == (day["value"], "start")


def test_mention_over_the_end_of_a_line_keeps_its_words(own_archive: Archive) -> None:
    own_archive.take_in({"ke-hoach.txt": PLAN})
    start = own_archive.client().get(f"/api/v1{home(own_archive)}").get_json()["body"].index("KẾ HOẠCH\nThi đua")
    staff = own_archive.staff()
    form = {"words": "KẾ HOẠCH Thi đua", "nth": "1", "label": "EVENT"}
    assert send(staff, f"{home(own_archive)}/entities/new", **form).status_code == 302
    (event,) = (one for one in mentions(own_archive, "EVENT") if one["start"] == start)
    assert event["text"] == "KẾ HOẠCH\nThi đua"
    entity = f"{home(own_archive)}/entities/{event['id']}"
    text = page(staff, entity)
    assert hidden(text, "words") == "KẾ HOẠCH Thi đua"
    form = {"tag": hidden(text, "tag"), "label": "EVENT", "parts_of": "EVENT", "words": "KẾ HOẠCH Thi đua"}
    assert send(staff, entity, **form, value="Hội thi", action="save").status_code == 302
    (event,) = (one for one in mentions(own_archive, "EVENT") if one["start"] == start)
    assert (event["text"], event["value"]) == ("KẾ HOẠCH\nThi đua", "Hội thi")


def test_late_form_shows_both_and_overwrites_nothing_until_somebody_chooses(kept: Archive) -> None:
    staff = kept.staff()
    unit = f"{home(kept)}/entities/{mentions(kept, 'UNIT')[0]['id']}"
    form = {"tag": hidden(page(staff, unit), "tag"), "label": "UNIT", "parts_of": "UNIT", "words": "UBND xã Tu Lý"}
    send(staff, unit, **form, value="Một", action="save")
    late = send(staff, unit, **form, value="Hai", action="save")
    text = html.unescape(late.get_data(as_text=True))
    theirs, mine = text[text.index('id="theirs"') :], text[text.index('id="mine"') :]
    assert late.status_code == 412
    assert "Một" in theirs.partition('id="mine"')[0] and "lan, " in theirs.partition('id="mine"')[0]
    assert "Hai" in mine
    assert mentions(kept, "UNIT")[0]["value"] == "Một"
    again = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text)) | {"action": "save"}
    assert staff.post(unit, data=again).status_code == 302
    assert mentions(kept, "UNIT")[0]["value"] == "Hai"


def test_who_corrects_what_somebody_rejected_is_told_and_may_have_it_back(kept: Archive) -> None:
    staff = kept.staff()
    unit = f"{home(kept)}/entities/{mentions(kept, 'UNIT')[0]['id']}"
    tag = hidden(page(staff, unit), "tag")
    send(staff, unit, tag=tag, action="reject")
    form = {"label": "UNIT", "parts_of": "UNIT", "words": "UBND xã Tu Lý", "value": "Hai"}
    late = send(staff, unit, tag=tag, **form, action="save")
    text = html.unescape(late.get_data(as_text=True))
    assert (late.status_code, "đã loại" in text, mentions(kept, "UNIT")) == (412, True, [])
    assert send(staff, unit, tag=hidden(text, "tag"), **form, action="save").status_code == 302
    assert mentions(kept, "UNIT")[0]["value"] == "Hai"


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_mention_is_accepted_or_rejected_by_a_button(kept: Archive, action: str) -> None:
    staff = kept.staff()
    unit = f"{home(kept)}/entities/{mentions(kept, 'UNIT')[0]['id']}"
    assert send(staff, unit, tag=hidden(page(staff, unit), "tag"), action=action).status_code == 302
    assert [one["origin"] for one in mentions(kept, "UNIT")] == (["person"] if action == "accept" else [])


@pytest.mark.parametrize("wrong", [{"scope": "x"}, {"scope": ""}, {"action": "x"}])
def test_choice_that_the_form_does_not_give_is_refused_by_its_name(kept: Archive, wrong: dict[str, str]) -> None:
    staff = kept.staff()
    before = mentions(kept, "UNIT")
    unit = f"{home(kept)}/entities/{before[0]['id']}"
    answer = send(staff, unit, tag=hidden(page(staff, unit), "tag"), **{"action": "reject"} | wrong)
    (name,) = wrong
    assert (answer.status_code, f"<code>{name}</code>" in answer.get_data(as_text=True)) == (422, True)
    assert mentions(kept, "UNIT") == before


def test_missed_words_are_marked_where_they_stand(kept: Archive) -> None:
    staff = kept.staff()
    form = {"words": "cây", "nth": "2", "label": "SLOGAN"}
    assert send(staff, f"{home(kept)}/entities/new", **form).status_code == 302
    added = next(one for one in mentions(kept, "SLOGAN") if one["text"] == "cây")
    body = kept.client().get(f"/api/v1{home(kept)}").get_json()["body"]
    assert added["start"] == body.index("cây", body.index("cây") + 1)
    nowhere = send(staff, f"{home(kept)}/entities/new", words="không có", nth="1", label="SLOGAN")
    assert nowhere.status_code == 422


def test_form_of_fields_keeps_only_what_it_says_otherwise(kept: Archive) -> None:
    staff = kept.staff()
    fields = f"{home(kept)}/fields"
    text = page(staff, fields)
    form = {
        "seen": hidden(text, "seen"),
        "title": "Kế hoạch Đồi xanh",
        "authors": "Lò Thị Mây\r\n\r\nĐỗ Vinh",
        "doc_type": "plan",
    }
    assert send(staff, fields, **form).status_code == 302
    whole = kept.client().get(f"/api/v1{home(kept)}").get_json()
    assert (whole["title"], whole["metadata"]["authors"]) == ("Kế hoạch Đồi xanh", ["Lò Thị Mây", "Đỗ Vinh"])
    assert {name for name, proof in whole["evidence"].items() if proof["method"] == "person"} == {"title", "authors"}
    assert send(staff, fields, **form).status_code == 302  # this very form: nothing is left to say
    assert len(kept.client().get(f"/api/v1{home(kept)}/corrections", headers=kept.bearer).get_json()["items"]) == 2


def test_fields_of_two_people_are_both_kept_or_both_shown(kept: Archive) -> None:
    staff = kept.staff()
    fields = f"{home(kept)}/fields"
    text = page(staff, fields)
    was = {name: hidden(text, name) for name in ("seen", "was.title", "was.issuer")}
    title, issuer = was["was.title"], was["was.issuer"]
    assert send(staff, fields, **was, title="Một", issuer=issuer).status_code == 302
    assert send(staff, fields, **was, title=title, issuer="Hội Vườn").status_code == 302  # another field: both hold
    whole = kept.client().get(f"/api/v1{home(kept)}").get_json()
    assert (whole["title"], whole["metadata"]["issuer"]) == ("Một", "Hội Vườn")
    late = send(staff, fields, **was, title="Hai", issuer=issuer)
    told = html.unescape(late.get_data(as_text=True))
    assert (late.status_code, 'value="Hai"' in told, "“Một” (lan, " in told) == (412, True, True)
    assert kept.client().get(f"/api/v1{home(kept)}").get_json()["title"] == "Một"
    again = {name: hidden(told, name) for name in was}
    assert send(staff, fields, **again, title="Hai", issuer="Hội Vườn").status_code == 302
    assert kept.client().get(f"/api/v1{home(kept)}").get_json()["title"] == "Hai"


def test_every_field_stands_beside_its_evidence_and_leads_to_it(kept: Archive) -> None:
    staff = kept.staff()
    text = page(staff, f"{home(kept)}/fields")
    proofs = {
        name: proof
        for name, proof in kept.client().get(f"/api/v1{home(kept)}").get_json()["evidence"].items()
        if proof["start"] is not None
    }
    body = kept.client().get(f"/api/v1{home(kept)}").get_json()["body"]
    assert {"title", "issuer"} <= proofs.keys()
    read = page(staff, home(kept))
    for proof in proofs.values():
        anchor = f"#c-{proof['start']}-{proof['end']}"
        assert f'href="{home(kept)}{anchor}"' in text
        assert f"<mark>{body[proof['start'] : proof['end']]}</mark>" in text
        assert f'<a href="{anchor}" title=' in read
    assert "Văn bản không nói." in text


def test_undo_and_redo_are_buttons_of_the_page(kept: Archive) -> None:
    staff = kept.staff()
    unit = f"{home(kept)}/entities/{mentions(kept, 'UNIT')[0]['id']}"
    first = mentions(kept)
    send(staff, unit, tag=hidden(page(staff, unit), "tag"), action="reject")
    changed = mentions(kept)
    for step, expected in (("undo", first), ("redo", changed)):
        seen = hidden(page(staff, home(kept)), "seen")
        assert send(staff, f"{home(kept)}/{step}", seen=seen).status_code == 302
        assert mentions(kept) == expected
        assert send(staff, f"{home(kept)}/{step}", seen=seen).status_code == 412


def test_undo_with_nothing_to_undo_says_so_on_the_page(kept: Archive) -> None:
    staff = kept.staff()
    seen = hidden(page(staff, home(kept)), "seen")
    assert send(staff, f"{home(kept)}/undo", seen=seen).headers["Location"] == home(kept)
    assert "không có gì của bạn" in page(staff, home(kept))
    assert "không có gì của bạn" not in page(staff, home(kept))


def typed(text: str) -> dict[str, str]:
    """What the form of an error's page sends again, by the names of its fields."""
    boxes = re.findall(
        r'<(?:input|textarea)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)"[^>]*>|>\n([^<]*)</textarea>)', text
    )
    chosen = re.findall(r'<select[^>]* name="([^"]+)".*?<option value="([^"]*)" selected', text)
    return {name: html.unescape(value or body) for name, value, body in boxes} | dict(chosen)


def test_refused_form_keeps_what_was_typed_and_tells_beside_the_field(kept: Archive) -> None:
    staff = kept.staff()
    fields = f"{home(kept)}/fields"
    seen = hidden(page(staff, fields), "seen")
    given = {"seen": seen, "title": 'Đồi “xanh" <b>', "published": "mai", "authors": "An\nBình", "doc_type": "plan"}
    refused = send(staff, fields, **given)
    text = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert re.search(r'name="published" aria-invalid="true"[^>]* value="mai">', text)
    assert text.index("aria-invalid") < text.index('id="wrong"') < text.index("Viết ngày, tháng hoặc năm")
    again = typed(text)
    assert {name: again[name] for name in given} == given
    assert send(staff, fields, **again | {"published": "2024-03-05"}).status_code == 302
    told = kept.client().get(f"/api/v1{home(kept)}").get_json()
    assert (told["title"], told["published"]) == (given["title"], "2024-03-05")


def test_days_are_typed_as_people_write_them(kept: Archive) -> None:
    staff, address = kept.staff(), home(kept)
    fields, documents = f"{address}/fields", f"/api/v1{address}"
    assert send(staff, fields, seen=hidden(page(staff, fields), "seen"), published="05/3/2024").status_code == 302
    assert kept.client().get(documents).get_json()["published"] == "2024-03-05"
    log = kept.client().get(f"{documents}/corrections", headers=kept.bearer).get_json()["items"]
    seen = hidden(page(staff, fields), "seen")
    assert send(staff, fields, seen=seen, published="ngày 05 tháng 3 năm 2024").status_code == 302
    assert kept.client().get(f"{documents}/corrections", headers=kept.bearer).get_json()["items"] == log
    (day, *_others) = mentions(kept, "DATE")
    form = f"{address}/entities/{day['id']}"
    tag = hidden(page(staff, form), "tag")
    given = {"label": "DATE", "words": day["text"], "value": "2/2019 – 6/2019", "parts_of": "DATE", "tag": tag}
    assert send(staff, form, **given).status_code == 302
    (changed,) = (one for one in mentions(kept, "DATE") if one["id"] == day["id"])
    assert changed["value"] == "2019-02/2019-06"


def test_day_of_a_cited_paper_is_typed_as_people_write_it(own_archive: Archive) -> None:
    own_archive.take_in({"ke-hoach.txt": PLAN + "\nCăn cứ Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị."})
    staff, (paper, *_others) = own_archive.staff(), mentions(own_archive, "LEGAL")
    form = f"{home(own_archive)}/entities/{paper['id']}"
    given = {"label": "LEGAL", "parts_of": "LEGAL", "words": paper["text"], "tag": hidden(page(staff, form), "tag")}
    refused = send(staff, form, **given, **{"value.number": "34-CT/TW", "value.date": "mai"})
    assert refused.status_code == 422
    assert 'name="value.date" aria-invalid="true"' in refused.get_data(as_text=True)
    assert send(staff, form, **given, **{"value.number": "34-CT/TW", "value.date": "08/4/2014"}).status_code == 302
    (changed,) = (one for one in mentions(own_archive, "LEGAL") if one["id"] == paper["id"])
    assert (changed["value"]["number"], changed["value"]["date"]) == ("34-CT/TW", "2014-04-08")


def test_refused_words_are_kept_and_passwords_are_not(kept: Archive) -> None:
    staff = kept.staff()
    refused = send(staff, f"{home(kept)}/entities/new", words="không có ở đó", nth="1", label="EVENT")
    again = typed(refused.get_data(as_text=True))
    assert (again["words"], again["label"]) == ("không có ở đó", "EVENT")
    text = send(staff, "/accounts", name="sai tên!", role="reader", password="mot-mat-khau").get_data(as_text=True)
    assert re.search(r'name="name" aria-invalid="true"[^>]* value="sai tên!">', text)
    assert "mot-mat-khau" not in text
    text = send(staff, f"{home(kept)}/withdraw").get_data(as_text=True)
    assert re.search(r'name="reason" aria-invalid="true"', text)
    assert "aria-invalid" not in send(staff, f"{home(kept)}/undo", seen="x").get_data(as_text=True)


def test_others_have_no_desk(kept: Archive) -> None:
    client = kept.client()
    text = page(client, home(kept))
    assert "data-tag" not in text and "desk.js" not in text
    entity = f"/entities/{mentions(kept, 'UNIT')[0]['id']}"
    for path in (entity, "/entities/new", "/fields"):
        assert client.get(home(kept) + path).headers["Location"].startswith("/login")
    for path in (entity, "/entities/new", "/fields", "/undo", "/redo"):
        assert client.post(home(kept) + path).status_code in (302, 400)
    assert all(one["origin"] == "extracted" for one in mentions(kept))
