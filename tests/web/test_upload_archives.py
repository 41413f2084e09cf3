"""Archives handed in: each file in them with its own end, its own readers and what is known of it."""

from __future__ import annotations

import io
import zipfile

from sqlalchemy import event

from biennien.registry.accounts import add_user
from biennien.registry.documents import get_document, set_visibility, withdraw
from biennien.registry.readers import KEEPER
from biennien.rights import UPLOADER
from biennien.worker import Worker

from .conftest import PASSWORD, Archive
from .uploads import TEXT, send


def test_archive_shows_each_file_in_it_with_its_own_end(own_archive: Archive) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("năm 2019/phát động.txt", TEXT)
        file.writestr("<b>rỗng</b>.txt", b"")
    item = send(own_archive, (made.getvalue(), "kho.zip")).get_json()["items"][0]
    client, address = own_archive.client(), f"/api/v1/jobs/{item['job']}"
    assert client.get(address, headers=own_archive.bearer).get_json()["children"] == []
    own_archive.work()
    job = client.get(address, headers=own_archive.bearer).get_json()
    assert (job["state"], [(one["name"], one["state"]) for one in job["children"]]) == (
        "done", [("năm 2019/phát động.txt", "done"), ("<b>rỗng</b>.txt", "failed")],
    )  # fmt: skip
    good, bad = job["children"]
    assert bad["reason"].startswith("Tệp rỗng")
    assert client.get(f"/api/v1/jobs/{bad['job']}", headers=own_archive.bearer).get_json()["error"] == "empty"
    whole = client.get(f"/api/v1/documents/{item['document']}").get_json()
    assert [(one["name"], one["document"]) for one in whole["children"]] == [
        (one["name"], one["document"]) for one in job["children"]
    ]
    assert client.get(good["link"]).get_json()["source_file"] == "phát động.txt"
    inner = client.get(good["link"], headers=own_archive.bearer).get_json()
    assert [(one["name"], one["document"]) for one in inner["parents"]] == [(good["name"], item["document"])]
    assert (inner["source_file"], inner["children"]) == ("kho.zip/năm 2019/phát động.txt", [])
    page = client.get(f"/documents/{item['document']}").get_data(as_text=True)
    assert "Bên trong có" in page
    assert f"/documents/{good['document']}" in page
    assert "&lt;b&gt;rỗng&lt;/b&gt;.txt" in page
    assert "Nằm trong" in client.get(f"/documents/{good['document']}").get_data(as_text=True)
    assert [hit["id"] for hit in client.get("/api/v1/search?q=suoi").get_json()["hits"]] == [good["document"]]
    assert client.get(f"/api/v1/documents/{item['document']}/original").data == made.getvalue()


def test_files_for_staff_only_are_not_named_to_others(own_archive: Archive) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("bí mật.txt", TEXT)
    send(own_archive, (TEXT, "riêng.txt"), visibility="staff")
    item = send(own_archive, (made.getvalue(), "kho.zip")).get_json()["items"][0]
    own_archive.work()
    answer = own_archive.client().get(f"/api/v1/documents/{item['document']}")
    assert answer.get_json()["children"] == []
    page = own_archive.client().get(f"/documents/{item['document']}").get_data(as_text=True)
    assert "bí mật" not in page
    assert "bí mật" in own_archive.staff().get(f"/documents/{item['document']}").get_data(as_text=True)


def test_answer_about_a_container_is_not_the_old_one_when_a_file_in_it_has_ended(own_archive: Archive) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("a.txt", TEXT)
    item = send(own_archive, (made.getvalue(), "kho.zip")).get_json()["items"][0]
    worker = Worker(own_archive.settings, own_archive.registry)
    assert worker.work_once()
    address = f"/api/v1/documents/{item['document']}"
    before = own_archive.client().get(address)
    assert before.get_json()["children"][0]["state"] == "waiting"
    assert worker.work_once()
    after = own_archive.client().get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert (after.status_code, after.get_json()["children"][0]["state"]) == (200, "done")


def test_files_in_an_archive_that_were_here_before_are_told_of_as_if_they_came_alone(own_archive: Archive) -> None:
    with own_archive.registry.write() as session:
        add_user(session, "nga", PASSWORD, role=UPLOADER)
    own_archive.take_in({"một.txt": TEXT, "hai.txt": TEXT + b"Hai.", "ba.txt": TEXT + b"Ba."}, visibility="staff")
    own_archive.take_in({"bốn.txt": TEXT + "Bốn.".encode()})
    gone = own_archive.documents["hai.txt"]
    with own_archive.registry.write() as session:
        withdraw(session, get_document(session, gone, KEEPER), reason="in nhầm", user_id=None)
        set_visibility(session, get_document(session, own_archive.documents["ba.txt"], KEEPER), "public", user_id=None)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, end in (("1", ""), ("2", "Hai."), ("3", "Ba."), ("4", "Bốn."), ("5", "Năm.")):
            file.writestr(f"{name}.txt", TEXT + end.encode())
    item = send(own_archive, (made.getvalue(), "kho.zip")).get_json()["items"][0]
    own_archive.work()
    nga = own_archive.staff("nga")
    one, two, *others, new = nga.get(f"/api/v1/jobs/{item['job']}").get_json()["children"]
    assert (one["known"], one["visibility"], "chỉ cán bộ" in one["reason"]) == (True, "staff", True)
    assert ("đã bị rút" in two["reason"], "in nhầm" in two["reason"], two["link"]) == (True, False, None)
    assert two["withdrawn"]["at"] and not two["withdrawn"]["may_restore"]
    assert [(two["known"], two["reason"], two["withdrawn"]) for two in others] == [(True, None, None)] * 2
    assert (new["known"], new["reason"], new["visibility"]) == (False, None, "public")
    admin = own_archive.client().get(f"/api/v1/jobs/{item['job']}", headers=own_archive.bearer).get_json()["children"]
    assert "in nhầm" in admin[1]["reason"] and admin[1]["withdrawn"]["may_restore"]
    shown = nga.get(f"/documents/{item['document']}").get_data(as_text=True)
    assert shown.count("đã có trong kho</span>") == 4 and "đã bị rút" in shown and "chỉ cán bộ" in shown
    plain = own_archive.client().get(f"/documents/{item['document']}").get_data(as_text=True)
    assert "đã có trong kho" not in plain and "đã bị rút" not in plain and "5.txt" in plain


def test_many_withdrawn_files_in_an_archive_cost_no_more_statements_than_one(own_archive: Archive) -> None:
    texts = {f"{number}.txt": TEXT + f"Số {number}.".encode() for number in range(6)}
    own_archive.take_in(texts)
    jobs = []
    for count in (1, 6):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as file:
            for name in list(texts)[:count]:
                file.writestr(name, texts[name])
        jobs.append(send(own_archive, (made.getvalue(), "kho.zip")).get_json()["items"][0]["job"])
    own_archive.work()
    with own_archive.registry.write() as session:
        for document in own_archive.documents.values():
            withdraw(session, get_document(session, document, KEEPER), reason="in nhầm", user_id=None)
    counts, asked = [], []
    event.listen(own_archive.registry.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    for job in jobs:
        asked.clear()
        children = own_archive.client().get(f"/api/v1/jobs/{job}", headers=own_archive.bearer).get_json()["children"]
        assert all("in nhầm" in child["reason"] and child["withdrawn"]["at"] for child in children)
        counts.append((len(children), len(asked)))
    assert [children for children, _ in counts] == [1, 6] and counts[0][1] == counts[1][1]


def test_half_an_archive_is_damaged(own_archive: Archive) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("a.txt", TEXT)
    item = send(own_archive, (whole.getvalue()[:80], "b.zip")).get_json()["items"][0]
    own_archive.work()
    job = own_archive.client().get(f"/api/v1/jobs/{item['job']}", headers=own_archive.bearer).get_json()
    assert job["error"] == "damaged"
