"""Who may do what: every route and every command by every role and scope, as the one table says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import click
import pytest
from flask.testing import FlaskClient

from biennien.cli import cli
from biennien.registry.accounts import add_token, add_user
from biennien.rights import ALL, PUBLIC, ROLES, SCOPES, SCOPES_OF_ROLE, Right, load_rights, may

from .conftest import PASSWORD, Archive, address, make_archive

LEFT_OUT = frozenset({"account.sign_out", "static"})
"""Ends the session that the others need; and holds files only."""


@dataclass(frozen=True, slots=True)
class Everybody:
    """An archive with an account and a token of each role; the browser of each is signed in."""

    archive: Archive
    browsers: dict[str | None, FlaskClient]
    tokens: dict[str, str]


@pytest.fixture(scope="module", params=["open", "signed-in"])
def everybody(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Everybody]:
    archive = make_archive(tmp_path_factory.mktemp("rights"), READING=request.param)
    tokens = {}
    with archive.registry.write() as session:
        for role in ROLES:
            user = add_user(session, role, PASSWORD, role=role)
            tokens[role] = add_token(session, user, "", scopes=SCOPES_OF_ROLE[role])[1]
    browsers: dict[str | None, FlaskClient] = {None: archive.client()}
    browsers |= {role: archive.staff(role) for role in ROLES}
    yield Everybody(archive, browsers, tokens)
    archive.registry.close()


def routes(archive: Archive) -> list[tuple[str, str, Right]]:
    """(method, address, what the table says) of every route; what differs in an address is something unknown."""
    found = []
    for rule in archive.app.url_map.iter_rules():
        if rule.endpoint not in LEFT_OUT:
            right = load_rights()[rule.endpoint]
            found += [(method, address(rule), right) for method in sorted(rule.methods or ()) if method != "OPTIONS"]
    return found


def allowed(everybody: Everybody, right: Right, role: str | None) -> bool:
    reading = everybody.archive.settings.reading
    return may(role, "reader" if right.role == PUBLIC and reading != "open" else right.role)


def test_table_has_every_route_and_every_command_and_nothing_else(archive: Archive) -> None:
    known = {rule.endpoint for rule in archive.app.url_map.iter_rules()} | set(commands(cli))
    assert known == set(load_rights())


def test_kind_of_a_row_is_what_it_is_a_row_of(archive: Archive) -> None:
    addresses = {rule.endpoint: rule.rule for rule in archive.app.url_map.iter_rules()}
    for name, right in load_rights().items():
        if right.kind == "command":
            assert name not in addresses
        elif right.kind != "service":
            assert addresses[name].startswith("/api/v1/") == (right.kind == "api"), name


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield before + name


def test_command_line_may_all_that_the_table_tells_of() -> None:
    assert all(may("admin", right.role) for right in load_rights().values())


def test_nothing_changes_without_an_account(archive: Archive) -> None:
    changing = {
        rule.endpoint
        for rule in archive.app.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }
    open_to_all = {name for name in changing if load_rights()[name].role in (ALL, PUBLIC)}
    assert open_to_all == {"account.sign_in", "account.sign_out"}


@pytest.mark.parametrize("role", [None, *ROLES])
def test_every_route_lets_in_whom_the_table_names(everybody: Everybody, role: str | None) -> None:
    for method, path, right in routes(everybody.archive):
        answer = everybody.browsers[role].open(path, method=method)
        where = f"{role}: {method} {path}"
        if allowed(everybody, right, role):
            assert answer.status_code not in (401, 403), where
            assert not answer.headers.get("Location", "").startswith("/login"), where
        elif role is not None:
            assert answer.status_code == 403, where
            assert "role_needed" in answer.get_data(as_text=True) or method == "HEAD", where
        elif path.startswith("/api/"):
            assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer"), where
        else:
            assert answer.status_code == 302, where
            assert answer.headers["Location"].startswith("/login"), where


@pytest.mark.parametrize("role", ROLES)
def test_every_route_lets_in_the_token_whose_user_may(everybody: Everybody, role: str) -> None:
    headers = {"Authorization": f"Bearer {everybody.tokens[role]}"}
    client = everybody.archive.client()
    for method, path, right in routes(everybody.archive):
        if right.kind == "api":
            answer = client.open(path, method=method, headers=headers)
            refused = answer.status_code in (401, 403)
            assert refused is not allowed(everybody, right, role), f"{role}: {method} {path}"


@pytest.mark.parametrize("scope", SCOPES)
def test_token_does_what_it_was_made_for_and_no_more(everybody: Everybody, scope: str) -> None:
    with everybody.archive.registry.write() as session:
        user = add_user(session, f"{scope}-{everybody.archive.settings.reading}", PASSWORD, role="admin")
        secret = add_token(session, user, "", scopes=[scope])[1]
    client = everybody.archive.client()
    for method, path, right in routes(everybody.archive):
        if right.kind != "api":
            continue
        answer = client.open(path, method=method, headers={"Authorization": f"Bearer {secret}"})
        assert (answer.status_code == 403) is (right.scope != scope), f"{method} {path}"
        if right.scope != scope:
            told = f'Bearer error="insufficient_scope", scope="{right.scope}"'
            assert answer.headers["WWW-Authenticate"] == told
            if method != "HEAD":
                problem = answer.get_json()
                assert (problem["code"], problem["needed_scope"]) == ("insufficient_scope", right.scope)


def test_refusal_names_the_role_that_is_needed(everybody: Everybody) -> None:
    browser = everybody.browsers["uploader"]
    problem = browser.patch("/api/v1/documents/d0", json={}, headers={"Accept-Language": "vi"}).get_json()
    assert (problem["status"], problem["code"], problem["needed_role"]) == (403, "role_needed", "corrector")
    assert "người hiệu đính" in problem["detail"]
    assert "người hiệu đính" in browser.get("/review").get_data(as_text=True)


def test_route_without_a_row_is_refused_to_everybody(tmp_path_factory: pytest.TempPathFactory) -> None:
    archive = make_archive(tmp_path_factory.mktemp("unlisted"))
    archive.app.add_url_rule("/secret", "secret", lambda: "words")
    assert archive.client().get("/secret").status_code == 403
    assert archive.staff().get("/secret").status_code == 403
    archive.registry.close()


def test_pages_offer_what_the_one_who_asks_may_do(everybody: Everybody) -> None:
    for role in ROLES:
        page = everybody.browsers[role].get("/").get_data(as_text=True)
        for path, needed in (("/upload", "uploader"), ("/jobs", "uploader"), ("/review", "corrector")):
            assert (f'href="{path}"' in page) is may(role, needed), (role, path)


def test_description_tells_the_scope_of_each_route(archive: Archive) -> None:
    paths = archive.client().get("/api/v1/openapi.json").get_json()["paths"]
    assert paths["/api/v1/documents"]["post"]["security"] == [{"token": ["upload"]}]
    assert paths["/api/v1/documents/{document_id}"]["patch"]["security"] == [{"token": ["correct"]}]
    assert "security" not in paths["/api/v1/search"]["get"]


@pytest.mark.parametrize(
    ("role", "scopes"),
    [("reader", "read"), ("uploader", "read upload"), ("corrector", "read upload correct"),
     ("admin", "read upload correct")],
)  # fmt: skip
def test_scopes_unless_named_are_those_of_everyday_work_within_the_role(
    archive: Archive, role: str, scopes: str
) -> None:
    with archive.registry.write() as session:
        user = add_user(session, f"plain-{role}", PASSWORD, role=role)
        assert add_token(session, user, "")[0].scopes == scopes
        session.rollback()
