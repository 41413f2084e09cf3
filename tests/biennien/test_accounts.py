"""Accounts and tokens: what is secret is kept as a hash, what is closed stays closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from biennien.registry import accounts
from biennien.registry.database import Registry
from biennien.registry.errors import BadScope, LastAdmin, NameTaken, NotFound, WeakPassword
from biennien.registry.sign_ins import KEPT_DAYS, begin_session, end_session, user_of_session
from biennien.registry.tables import SignIn, Token, User

PASSWORD = "mật khẩu dài"


@pytest.fixture
def an(registry: Registry) -> User:
    with registry.write() as session:
        return accounts.add_user(session, "an", PASSWORD)


def test_right_password_signs_in(registry: Registry, an: User) -> None:
    with registry.write() as session:
        user = accounts.sign_in(session, "an", PASSWORD)
        assert user is not None
        assert user.id == an.id
        assert user.last_login_at is not None
    assert PASSWORD not in an.password_hash


@pytest.mark.parametrize(("name", "password"), [("an", "khác khác"), ("bình", PASSWORD), ("an", ""), ("AN", PASSWORD)])
def test_wrong_name_or_password_does_not(registry: Registry, an: User, name: str, password: str) -> None:
    with registry.write() as session:
        assert accounts.sign_in(session, name, password) is None


def test_closed_account_neither_signs_in_nor_uses_tokens(registry: Registry, an: User) -> None:
    with registry.write() as session:
        _, secret = accounts.add_token(session, an, "máy quét")
        assert accounts.user_of_token(session, secret) is not None
        accounts.disable_user(session, "an")
    with registry.write() as session:
        assert accounts.sign_in(session, "an", PASSWORD) is None
        assert accounts.user_of_token(session, secret) is None
        assert accounts.get_user(session, an.id) is None
        accounts.disable_user(session, "an", disabled=False)
        assert accounts.user_of_token(session, secret) is not None


def test_revoked_token_works_no_more(registry: Registry, an: User) -> None:
    with registry.write() as session:
        token, secret = accounts.add_token(session, an, "")
        accounts.revoke_token(session, token.id)
        assert accounts.user_of_token(session, secret) is None
        assert accounts.user_of_token(session, "bn_none") is None
        with pytest.raises(NotFound):
            accounts.revoke_token(session, "none")


@pytest.mark.parametrize("way", ["session", "token"])
def test_who_asks_is_told_by_one_question_to_the_registry(registry: Registry, an: User, way: str) -> None:
    """Every request asks it, and each question is a way to the database and back."""
    with registry.write() as session:
        secret = begin_session(session, an) if way == "session" else accounts.add_token(session, an, "")[1]
    asked: list[str] = []

    def note(*given: Any) -> None:
        asked.append(given[2])

    event.listen(registry.engine, "before_cursor_execute", note)
    with registry.read() as session:
        assert (user_of_session if way == "session" else accounts.user_of_token)(session, secret) is not None
    event.remove(registry.engine, "before_cursor_execute", note)
    assert len([statement for statement in asked if statement != "BEGIN"]) == 1


def test_secret_of_a_token_is_not_kept(registry: Registry, an: User) -> None:
    with registry.write() as session:
        _, secret = accounts.add_token(session, an, "")
    with registry.read() as session:
        kept = session.query(Token).one()
        assert secret.encode() not in kept.secret_hash
        assert secret not in str(vars(kept))


@pytest.mark.parametrize("name", ["an", "AN", "An", "\uff41n"])
def test_names_are_taken_once_and_passwords_are_long(registry: Registry, an: User, name: str) -> None:
    with registry.write() as session:
        with pytest.raises(NameTaken):
            accounts.add_user(session, name, PASSWORD)
        with pytest.raises(WeakPassword):
            accounts.add_user(session, "bình", "ngắn")
        assert [user.name for user in accounts.list_users(session)] == ["an"]


@pytest.mark.parametrize("way", ["closed", "password", "role", "signed out"])
def test_session_ends_with_what_it_was_begun_by(registry: Registry, an: User, way: str) -> None:
    with registry.write() as session:
        accounts.add_user(session, "bình", PASSWORD, role="admin")
        secret, other = begin_session(session, an), begin_session(session, an)
        assert user_of_session(session, secret) is not None
        if way == "closed":
            accounts.disable_user(session, "an")
            accounts.disable_user(session, "an", disabled=False)
        elif way == "password":
            accounts.set_password(session, "an", "một mật khẩu khác")
        elif way == "role":
            accounts.set_role(session, "an", "reader")
        else:
            end_session(session, secret)
        assert user_of_session(session, secret) is None
        assert (user_of_session(session, other) is None) == (way != "signed out")


def test_session_lasts_no_longer_than_its_days(registry: Registry, an: User) -> None:
    with registry.write() as session:
        secret = begin_session(session, an)
        session.query(SignIn).one().created_at -= timedelta(days=KEPT_DAYS, seconds=1)
        assert user_of_session(session, secret) is None
        begin_session(session, an)
        session.flush()
        assert session.query(SignIn).count() == 1


def test_new_password_is_the_one_that_signs_in(registry: Registry, an: User) -> None:
    with registry.write() as session:
        accounts.set_password(session, "an", "một mật khẩu khác")
        assert accounts.sign_in(session, "an", PASSWORD) is None
        assert accounts.sign_in(session, "an", "một mật khẩu khác") is not None


def test_last_open_admin_stays_one(registry: Registry, an: User) -> None:
    with registry.write() as session:
        accounts.set_role(session, "an", "admin")
        for refused in (
            lambda: accounts.set_role(session, "an", "reader"),
            lambda: accounts.disable_user(session, "an"),
        ):
            with pytest.raises(LastAdmin):
                refused()
        accounts.add_user(session, "bình", PASSWORD, role="admin")
        assert accounts.set_role(session, "an", "reader").role == "reader"
        with pytest.raises(LastAdmin):
            accounts.disable_user(session, "bình")


@pytest.mark.parametrize("scopes", [[], ["admin"], ["read", "admin"], ["everything"]])
def test_token_is_not_for_more_than_its_account(registry: Registry, an: User, scopes: list[str]) -> None:
    with registry.write() as session, pytest.raises(BadScope):
        accounts.add_token(session, an, "", scopes=scopes)


def test_token_tells_what_it_is_for(registry: Registry, an: User) -> None:
    with registry.write() as session:
        _, secret = accounts.add_token(session, an, "", scopes=["upload", "read"])
        found = accounts.user_of_token(session, secret)
        assert found is not None
        assert (found[0].name, found[1]) == ("an", {"read", "upload"})
