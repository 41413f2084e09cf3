"""The pages of accounts: admins look after them, everybody after their own, and nobody loses the last admin."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from sqlalchemy import event

from biennien.registry.accounts import add_token, add_user, find_user
from biennien.registry.tables import Token

from .conftest import PASSWORD, Archive, csrf_of, seen_of, send

SECRET = re.compile(r'<code class="secret">(bn_[\w-]+)</code>')
NEW = "mật khẩu mới tinh"


@pytest.fixture
def mai(own_archive: Archive) -> str:
    """The id of an account that an admin made on the page."""
    form = {"name": "mai", "role": "reader", "password": PASSWORD}
    assert send(own_archive.staff(), "/accounts", **form)[0] == 302
    return user_id(own_archive, "mai")


def user_id(archive: Archive, name: str) -> str:
    with archive.registry.read() as session:
        return find_user(session, name).id


def test_account_that_an_admin_makes_may_what_its_role_may(own_archive: Archive, mai: str) -> None:
    reader = own_archive.staff("mai")
    assert reader.get("/account").status_code == 200
    assert [reader.get(path).status_code for path in ("/accounts", "/upload", "/audit")] == [403] * 3
    assert send(own_archive.staff(), f"/accounts/{mai}/role", role="uploader")[0] == 302
    assert reader.get("/upload").status_code == 302, "its sessions ended"
    assert own_archive.staff("mai").get("/upload").status_code == 200


def test_closed_account_ends_at_once_and_opens_again(own_archive: Archive, mai: str) -> None:
    reader, admin = own_archive.staff("mai"), own_archive.staff()
    send(admin, f"/accounts/{mai}/close")
    assert reader.get("/account").status_code == 302
    assert "đã đóng" in html.unescape(admin.get("/accounts").get_data(as_text=True))
    send(admin, f"/accounts/{mai}/open")
    assert own_archive.staff("mai").get("/account").status_code == 200


def test_password_that_an_admin_gives_ends_sessions(own_archive: Archive, mai: str) -> None:
    reader = own_archive.staff("mai")
    assert send(own_archive.staff(), f"/accounts/{mai}/password", password="ngắn")[0] == 422
    assert reader.get("/account").status_code == 200
    assert send(own_archive.staff(), f"/accounts/{mai}/password", password=NEW)[0] == 302
    assert reader.get("/account").status_code == 302


def test_last_admin_can_be_neither_closed_nor_lowered(own_archive: Archive, mai: str) -> None:
    admin, lan = own_archive.staff(), user_id(own_archive, "lan")
    for path, form in ((f"/accounts/{lan}/close", {}), (f"/accounts/{lan}/role", {"role": "reader"})):
        status, page = send(admin, path, **form)
        assert (status, "last_admin" in page) == (409, True)
    send(admin, f"/accounts/{mai}/role", role="admin")
    assert send(admin, f"/accounts/{lan}/role", role="reader")[0] == 302
    assert own_archive.staff().get("/accounts").status_code == 403


def test_token_is_shown_once_and_does_what_was_ticked(own_archive: Archive, mai: str) -> None:
    admin = own_archive.staff()
    assert send(admin, f"/accounts/{mai}/tokens", name="máy quét", scope=["read"])[0] == 302
    (secret,) = SECRET.findall(admin.get("/accounts").get_data(as_text=True))
    assert secret not in admin.get("/accounts").get_data(as_text=True)
    bearer = {"Authorization": f"Bearer {secret}"}
    assert own_archive.client().get("/api/v1/search", headers=bearer).status_code == 200
    assert send(admin, f"/accounts/{mai}/tokens", name="", scope=["upload"])[0] == 422
    (token,) = (row for row in tokens(own_archive) if row.name == "máy quét")
    send(admin, f"/accounts/tokens/{token.id}/revoke")
    assert own_archive.client().get("/api/v1/search", headers=bearer).status_code == 401


def tokens(archive: Archive) -> list[Token]:
    with archive.registry.read() as session:
        return session.query(Token).all()


def test_everybody_changes_their_own_password_and_stays_signed_in(own_archive: Archive, mai: str) -> None:
    here, elsewhere = own_archive.staff("mai"), own_archive.staff("mai")
    assert send(here, "/account/password", old="falsch geraten", new=NEW)[0] == 422
    assert send(here, "/account/password", old=PASSWORD, new="ngắn")[0] == 422
    assert send(here, "/account/password", old=PASSWORD, new=NEW)[0] == 302
    assert (here.get("/account").status_code, elsewhere.get("/account").status_code) == (200, 302)


def test_guessing_the_own_password_has_an_end(own_archive: Archive) -> None:
    send(own_archive.staff(), "/accounts", name="hay-đoán", role="reader", password=PASSWORD)
    client = own_archive.staff("hay-đoán")
    told = [send(client, "/account/password", old=f"sai {number}", new=NEW)[0] for number in range(11)]
    assert told == [422] * 10 + [429]


def test_everybody_looks_after_their_own_tokens_only(own_archive: Archive, mai: str) -> None:
    reader = own_archive.staff("mai")
    assert send(reader, "/account/tokens", name="của tôi", scope=["read"])[0] == 302
    assert [bool(SECRET.search(reader.get("/account").get_data(as_text=True))) for _ in range(2)] == [True, False]
    (mine,) = (row for row in tokens(own_archive) if row.user_id == mai)
    (theirs,) = (row for row in tokens(own_archive) if row.user_id != mai)
    assert send(reader, f"/account/tokens/{theirs.id}/revoke")[0] == 404
    assert send(reader, f"/account/tokens/{mine.id}/revoke")[0] == 302
    assert [row.revoked_at is None for row in (tokens(own_archive))] == [
        row.id != mine.id for row in tokens(own_archive)
    ]


def test_uploader_withdraws_and_brings_back_own_files_only(own_archive: Archive, mai: str) -> None:
    import io

    send(own_archive.staff(), f"/accounts/{mai}/role", role="uploader")
    own_archive.take_in({"cua-lan.txt": "THÔNG BÁO\nViệc của Lan"})
    client = own_archive.staff("mai")
    file = (io.BytesIO("THÔNG BÁO\nViệc của Mai".encode()), "cua-mai.txt")
    client.post("/upload", data={"file": file, "csrf_token": csrf_of(client, "/upload")})
    own_archive.work()
    found = own_archive.client().get("/api/v1/documents", headers=own_archive.bearer).get_json()["items"]
    mine = next(one["id"] for one in found if one["source_file"] == "cua-mai.txt")
    others = own_archive.documents["cua-lan.txt"]
    assert send(client, f"/documents/{others}/withdraw", reason="sai")[0] == 403
    assert "withdraw" not in client.get(f"/documents/{others}").get_data(as_text=True)
    assert send(client, f"/documents/{mine}/withdraw", reason="sai", **seen_of(client, f"/documents/{mine}"))[0] == 302
    assert own_archive.client().get(f"/documents/{mine}").status_code == 404
    back = f"/documents/{mine}/restore"
    assert send(client, back, **seen_of(client, f"/documents/{mine}", back))[0] == 302
    admin = own_archive.staff()
    send(admin, f"/documents/{mine}/withdraw", reason="lệnh trên", **seen_of(admin, f"/documents/{mine}"))
    assert send(client, back)[0] == 403
    assert send(admin, back, **seen_of(admin, f"/documents/{mine}", back))[0] == 302


def test_tokens_of_all_accounts_are_read_at_once(own_archive: Archive) -> None:
    admin, asked = own_archive.staff(), []

    def note(*given: Any) -> None:
        asked.append(given[2])

    for name in ("mai", "nga", "tam"):
        with own_archive.registry.write() as session:
            add_token(session, add_user(session, name, PASSWORD, role="reader"), f"máy của {name}", scopes=("read",))
    event.listen(own_archive.registry.engine, "before_cursor_execute", note)
    text = html.unescape(admin.get("/accounts").get_data(as_text=True))
    event.remove(own_archive.registry.engine, "before_cursor_execute", note)
    assert all(f"máy của {name}" in text for name in ("mai", "nga", "tam"))
    assert sum("FROM tokens" in statement for statement in asked) == 1
