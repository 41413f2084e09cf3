"""Accounts and tokens: what is secret is kept as a hash, what is closed stays closed."""

from __future__ import annotations

import pytest

from biennien.registry import accounts
from biennien.registry.database import Registry
from biennien.registry.errors import BadScope, LastAdmin, NameTaken, NotFound, WeakPassword
from biennien.registry.tables import Token, User

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
        closed = accounts.disable_user(session, "an")
        assert closed.version == 2
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


def test_secret_of_a_token_is_not_kept(registry: Registry, an: User) -> None:
    with registry.write() as session:
        _, secret = accounts.add_token(session, an, "")
    with registry.read() as session:
        kept = session.query(Token).one()
        assert secret.encode() not in kept.secret_hash
        assert secret not in str(vars(kept))


def test_names_are_taken_once_and_passwords_are_long(registry: Registry, an: User) -> None:
    with registry.write() as session:
        with pytest.raises(NameTaken):
            accounts.add_user(session, "an", PASSWORD)
        with pytest.raises(WeakPassword):
            accounts.add_user(session, "bình", "ngắn")
        assert [user.name for user in accounts.list_users(session)] == ["an"]


def test_new_password_ends_sessions(registry: Registry, an: User) -> None:
    with registry.write() as session:
        assert accounts.set_password(session, "an", "một mật khẩu khác").version == 2
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
