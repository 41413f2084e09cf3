"""The lines of defence: headers everywhere, forms of ours only, nothing for readers who may not."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from biennien.web.pages.accounts import attempts

from .conftest import PASSWORD, STAFF_ONLY, Archive, address, csrf_of, make_archive

SECRET_WORDS = ("Phu Canh", "Người giữ rừng không giữ lỗi", "Huyện ủy Đà Bắc")


def test_every_route_sends_the_security_headers(archive: Archive) -> None:
    client = archive.client()
    for rule in archive.app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"OPTIONS"}:
            answer = client.open(address(rule, archive.documents["2019-phat-dong.txt"]), method=method)
            policy = answer.headers["Content-Security-Policy"]
            where = f"{method} {rule.rule}"
            assert "default-src 'none'" in policy, where
            assert "unsafe" not in policy, where
            assert "frame-ancestors 'none'" in policy, where
            assert answer.headers["X-Content-Type-Options"] == "nosniff", where
            assert answer.headers["Referrer-Policy"] == "same-origin", where
            assert answer.status_code < 500 or rule.rule == "/readyz", where


@pytest.mark.parametrize("path", ["/documents/{}/original", "/api/v1/documents/{}/original"])
def test_original_is_an_attachment_under_a_sandbox(archive: Archive, path: str) -> None:
    answer = archive.client().get(path.format(archive.documents["2019-phat-dong.txt"]))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_pages_hold_no_inline_script_or_style(archive: Archive) -> None:
    client = archive.staff()
    document = archive.documents["2019-phat-dong.txt"]
    for path in (
        "/",
        "/?q=suối",
        f"/documents/{document}",
        "/timeline",
        "/upload",
        "/jobs",
        "/review",
        "/searches",
        "/api/docs",
        "/nothing",
    ):
        page = client.get(path).get_data(as_text=True)
        page = page.replace("http://localhost/", "/")  # our own whole address, as references have it
        for tag in ("<style", " style=", " onclick=", " onload=", "javascript:", "http://", "https://"):
            assert tag not in page, (path, tag)
        assert page.count("<script") == page.count("<script src="), path


def test_session_cookie_is_hidden_from_scripts_and_other_sites(archive: Archive) -> None:
    client = archive.client()
    answer = client.post("/login", data={"name": "lan", "password": PASSWORD, "csrf_token": csrf_of(client)})
    cookie = next(value for value in answer.headers.getlist("Set-Cookie") if value.startswith("biennien="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


@pytest.fixture
def behind(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    """An archive behind so many trusted proxies."""
    made = make_archive(tmp_path, PROXIES=request.param)
    yield made
    made.close()


def by_proxy(reader: str) -> dict[str, str]:
    """What a proxy adds for a reader, behind what they made up."""
    return {"X-Forwarded-For": f"192.0.2.{random.randrange(256)}, {reader}", "X-Forwarded-Proto": "https"}


@pytest.mark.parametrize(("behind", "secure"), [("0", False), ("1", True)], indirect=["behind"])
def test_session_cookie_stays_on_https_behind_a_trusted_proxy_alone(behind: Archive, secure: bool) -> None:
    answer = behind.client().get("/login", headers=by_proxy("203.0.113.9"))
    assert ("Secure" in answer.headers["Set-Cookie"]) == secure


@pytest.mark.parametrize(("behind", "others"), [("0", 429), ("1", 401)], indirect=["behind"])
def test_lock_out_counts_the_address_that_a_trusted_proxy_tells(behind: Archive, others: int) -> None:
    def guess(reader: str) -> int:
        client = behind.client()
        form = {"name": "lan", "password": "đoán mò", "csrf_token": csrf_of(client)}
        headers = {"X-Forwarded-For": by_proxy(reader)["X-Forwarded-For"]}
        return client.post("/login", data=form, headers=headers).status_code

    attempts.forget("127.0.0.1 lan")
    assert [guess("203.0.113.9") for _ in range(11)] == [401] * 10 + [429]
    assert guess("203.0.113.10") == others
    attempts.forget("127.0.0.1 lan")
    attempts.forget("203.0.113.9 lan")


def test_session_cookie_stays_on_https(archive: Archive) -> None:
    answer = archive.client().get("/login", base_url="https://localhost")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/upload"),
        ("POST", "/logout"),
        ("POST", "/jobs/x/retry"),
        ("POST", "/documents/x/withdraw"),
        ("POST", "/documents/x/restore"),
        ("POST", "/documents/x/visibility"),
        ("POST", "/api/v1/documents"),
        ("DELETE", "/api/v1/documents/x"),
        ("POST", "/api/v1/documents/x/restore"),
        ("POST", "/api/v1/jobs/x/retry"),
    ],
)
def test_change_by_cookie_needs_the_token_of_a_form(archive: Archive, method: str, path: str) -> None:
    answer = archive.staff().open(path, method=method)
    assert answer.status_code == 400
    assert "biểu mẫu" in answer.get_data(as_text=True).lower()


def test_cookie_with_the_header_of_a_form_may_change(archive: Archive) -> None:
    client = archive.staff()
    answer = client.post("/api/v1/documents", headers={"X-CSRFToken": csrf_of(client, "/upload")})
    assert (answer.status_code, answer.get_json()["code"]) == (422, "file_missing")


@pytest.mark.parametrize("token", ["bn_wrong", "", "Bearer"])
def test_unknown_token_is_refused(archive: Archive, token: str) -> None:
    answer = archive.client().get("/api/v1/search", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_wrong_token_is_not_saved_by_a_session(archive: Archive) -> None:
    answer = archive.staff().get("/api/v1/jobs", headers={"Authorization": "Bearer bn_wrong"})
    assert answer.status_code == 401


@pytest.mark.parametrize(
    "target", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\nx", "evil"]
)
def test_sign_in_leads_to_our_own_pages_only(archive: Archive, target: str) -> None:
    client = archive.client()
    data = {"name": "lan", "password": PASSWORD, "csrf_token": csrf_of(client), "next": target}
    assert client.post("/login", data=data).headers["Location"] == "/"


def test_sign_in_leads_back(archive: Archive) -> None:
    client = archive.client()
    refused = client.get("/jobs?state=failed")
    assert refused.status_code == 302
    data = {"name": "lan", "password": PASSWORD, "csrf_token": csrf_of(client), "next": "/jobs?state=failed"}
    assert client.post("/login", data=data).headers["Location"] == "/jobs?state=failed"


def test_copied_cookie_ends_with_the_session_that_it_is_of(own_archive: Archive) -> None:
    client, thief, elsewhere = own_archive.staff(), own_archive.client(), own_archive.staff()
    cookie = client.get_cookie("biennien")
    assert cookie is not None
    thief.set_cookie("biennien", cookie.value)
    assert thief.get("/account").status_code == 200
    form = {"csrf_token": csrf_of(client, "/upload")}
    assert client.post("/logout", data=form).status_code == 302
    assert thief.get("/account").headers["Location"].startswith("/login")
    assert elsewhere.get("/account").status_code == 200


def test_wrong_password_is_told_and_too_many_have_to_wait(own_archive: Archive) -> None:
    client = own_archive.client()
    data = {"name": "nobody", "password": "wrong", "csrf_token": csrf_of(client)}
    assert [client.post("/login", data=data).status_code for _ in range(11)] == [401] * 10 + [429]


class Counting(io.BytesIO):
    """A body that notes how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1, /) -> bytes:
        got = super().read(size)
        self.taken += len(got)
        return got


@pytest.mark.parametrize("path", ["/api/v1/documents", "/nowhere"])
@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json"])
def test_bodies_are_not_read_of_those_who_may_send_none(archive: Archive, path: str, kind: str) -> None:
    body = Counting(b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n' + b"a" * 300_000 + b"\r\n--x--\r\n")
    answer = archive.client().post(
        path, input_stream=body, content_length=len(body.getvalue()), content_type=kind
    )  # fmt: skip
    assert (answer.status_code in (401, 404), body.taken) == (True, 0)


def test_session_ends_when_the_account_is_closed(own_archive: Archive) -> None:
    from biennien.registry.accounts import add_user, disable_user

    client = own_archive.staff()
    assert client.get("/jobs").status_code == 200
    with own_archive.registry.write() as session:
        add_user(session, "mai", PASSWORD, role="admin")
        disable_user(session, "lan")
    assert client.get("/jobs").status_code == 302
    assert own_archive.client().get("/api/v1/jobs", headers=own_archive.bearer).status_code == 401


# ---------------------------------------------------------------- who may read what


def test_staff_only_document_appears_nowhere_to_others(archive: Archive) -> None:
    client, hidden = archive.client(), archive.documents[STAFF_ONLY]
    paths = ["/", "/?q=Phu+Canh", "/?q=bao+cao", "/units", "/units?q=Phu+Canh", "/slogans", "/campaigns", "/timeline",
             "/export.csv", "/export.jsonl", "/api/v1/search", "/api/v1/search?q=Phu+Canh", "/api/v1/documents",
             "/api/v1/units?size=500", "/api/v1/slogans?size=500", "/api/v1/timeline"]  # fmt: skip
    for path in paths:
        page = client.get(path).get_data(as_text=True)
        asked = {"Phu Canh"} if "Phu+Canh" in path else set()
        assert hidden not in page, path
        assert not any(word in page for word in set(SECRET_WORDS) - asked), path
    for path in ("/documents/{}", "/documents/{}/original", "/api/v1/documents/{}", "/api/v1/documents/{}/entities",
                 "/api/v1/documents/{}/original"):  # fmt: skip
        assert client.get(path.format(hidden)).status_code == 404, path


def test_unit_of_a_staff_only_document_is_not_even_confirmed(archive: Archive) -> None:
    found = archive.client().get("/api/v1/search?q=Phu+Canh", headers=archive.bearer).get_json()["hits"][0]
    public = {unit["value"] for unit in archive.client().get("/api/v1/search").get_json()["facets"]["unit"]}
    hidden = [unit["id"] for unit in found["units"] if unit["id"] not in public]
    assert hidden
    for unit in hidden:
        assert archive.client().get(f"/units/{unit}").status_code == 404
        assert archive.client().get(f"/api/v1/units/{unit}").status_code == 404
        page = archive.client().get(f"/?unit={unit}").get_data(as_text=True)
        assert not any(word in page for word in SECRET_WORDS)


def test_staff_read_what_is_for_staff(archive: Archive) -> None:
    hidden = archive.documents[STAFF_ONLY]
    assert archive.staff().get(f"/documents/{hidden}").status_code == 200
    found = archive.client().get("/api/v1/search?q=Phu+Canh", headers=archive.bearer).get_json()
    assert [hit["id"] for hit in found["hits"]] == [hidden]


def test_reading_may_need_an_account(tmp_path: Path) -> None:
    closed = make_archive(tmp_path, READING="signed-in")
    client = closed.client()
    for rule in closed.app.url_map.iter_rules():
        path = rule.rule.replace("<path:filename>", "biennien.css").replace("<name>", "swagger-ui.css")
        path = path.replace("<int:number>", "1").replace("<any(small, large):size>", "small")
        if "GET" not in (rule.methods or set()):
            continue
        answer = client.get(path)
        open_to_all = path.startswith(("/static/", "/login", "/healthz", "/readyz", "/metrics", "/api/docs"))
        if open_to_all or path == "/api/v1/openapi.json":
            assert answer.status_code in (200, 503), path
        elif path.startswith("/api/"):
            assert answer.status_code == 401, path
        elif path.endswith(".atom") and path != "/feed.atom":
            assert answer.status_code == 404, path  # it wants a key of its own
        else:
            assert answer.headers["Location"].startswith("/login"), path
    assert closed.client().get("/api/v1/search", headers=closed.bearer).status_code == 200
    assert closed.staff().get("/").status_code == 200
    closed.registry.close()
