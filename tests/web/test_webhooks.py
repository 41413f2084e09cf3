"""Webhooks by the API and from the worker: told in the transaction that ends a job, set by admins only."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from biennien.registry.accounts import add_token, add_user
from biennien.registry.tables import Delivery
from biennien.registry.webhooks import add_webhook

from .conftest import PASSWORD, Archive


@pytest.fixture
def admin(own_archive: Archive) -> dict[str, str]:
    with own_archive.registry.write() as session:
        user = add_user(session, "chi-huy", PASSWORD, role="admin")
        _, secret = add_token(session, user, "t", scopes=["admin"])
    return {"Authorization": f"Bearer {secret}"}


def test_secret_is_shown_once(own_archive: Archive, admin: dict[str, str]) -> None:
    client = own_archive.client()
    made = client.post("/api/v1/webhooks", headers=admin, json={"url": "https://example.org/h"})
    assert made.status_code == 201
    assert made.get_json()["secret"].startswith("whsec_")
    [item] = client.get("/api/v1/webhooks", headers=admin).get_json()["items"]
    assert "secret" not in item
    fresh = client.post(f"/api/v1/webhooks/{item['id']}/rotate", headers=admin).get_json()
    assert fresh["secret"] != made.get_json()["secret"]
    assert client.delete(f"/api/v1/webhooks/{item['id']}", headers=admin).status_code == 204
    assert client.get("/api/v1/webhooks", headers=admin).get_json()["items"] == []


def test_others_than_admins_set_none(own_archive: Archive) -> None:
    client = own_archive.client()
    assert client.post("/api/v1/webhooks", json={"url": "https://example.org/h"}).status_code == 401
    with own_archive.registry.write() as session:
        _, secret = add_token(session, add_user(session, "minh", PASSWORD, role="corrector"), "t")
    headers = {"Authorization": f"Bearer {secret}"}
    answer = client.post("/api/v1/webhooks", headers=headers, json={"url": "https://example.org/h"})
    assert answer.status_code == 403


def test_address_that_is_none_is_a_422(own_archive: Archive, admin: dict[str, str]) -> None:
    answer = own_archive.client().post("/api/v1/webhooks", headers=admin, json={"url": "http://10.0.0.1/"})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "webhook_address")


def test_address_is_kept_as_it_can_be_sent(own_archive: Archive, admin: dict[str, str]) -> None:
    client = own_archive.client()
    made = client.post("/api/v1/webhooks", headers=admin, json={"url": "https://thi-đua.vn/đường"})
    assert (made.status_code, made.get_json()["url"]) == (201, "https://xn--thi-ua-e3a.vn/%C4%91%C6%B0%E1%BB%9Dng")
    for url in ("https://..", f"https://{'a' * 64}.vn/", "https://xn--/", "https://a.vn:0/", "https://[v1.a]/"):
        answer = client.post("/api/v1/webhooks", headers=admin, json={"url": url})
        assert (answer.status_code, answer.get_json()["code"]) == (422, "webhook_address"), url


def test_address_is_told_once_however_it_is_spelt(own_archive: Archive, admin: dict[str, str]) -> None:
    client = own_archive.client()
    first = client.post("/api/v1/webhooks", headers=admin, json={"url": "https://thi-đua.vn/x"}).get_json()
    for url in ("https://thi-đua.vn/x", "https://THI-ĐUA.vn:443/x#a", first["url"]):
        answer = client.post("/api/v1/webhooks?lang=en", headers=admin, json={"url": url})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "webhook_known")
        assert first["url"] in answer.get_json()["detail"]
    client.delete(f"/api/v1/webhooks/{first['id']}", headers=admin)
    assert client.post("/api/v1/webhooks", headers=admin, json={"url": first["url"]}).status_code == 201


def test_jobs_that_end_are_told_without_a_word_of_the_document(own_archive: Archive, admin: dict[str, str]) -> None:
    with own_archive.registry.write() as session:
        hook = add_webhook(session, "https://example.org/h", user_id=None)
    own_archive.take_in({"bí mật.txt": "Kế hoạch thi đua năm 2020.\n", "hỏng.pdf": "%PDF-1.4 hỏng"})
    address = f"/api/v1/webhooks/{hook.id}/deliveries"
    items = own_archive.client().get(address, headers=admin).get_json()["items"]
    told = {json.loads(item["body"])["data"]["document"]: json.loads(item["body"]) for item in items}
    assert len(items) == 2
    assert told[own_archive.documents["bí mật.txt"]]["type"] == "job.done"
    failed = told[own_archive.documents["hỏng.pdf"]]
    assert (failed["type"], failed["data"]["state"]) == ("job.failed", "failed")
    assert "mật" not in json.dumps(told, ensure_ascii=False)
    again = own_archive.client().post(f"{address}/{items[0]['id']}/send-again", headers=admin)
    assert (again.status_code, again.get_json()["state"]) == (202, "waiting")


def test_nothing_waits_where_nobody_is_told(own_archive: Archive) -> None:
    own_archive.take_in({"a.txt": "Kế hoạch thi đua năm 2020.\n"})
    with own_archive.registry.read() as session:
        assert session.scalars(select(Delivery)).all() == []
