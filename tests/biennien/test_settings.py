"""Settings from the environment and from a .env file."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest

from biennien.settings import SettingsError, hide_password, load_settings, parse_size


def test_defaults_need_nothing() -> None:
    settings = load_settings({}, env_file=None)
    assert settings.data == Path.cwd() / "var"
    assert settings.database_url == f"sqlite:///{settings.data}/registry.sqlite"
    assert settings.index_location == settings.data / "index"
    assert (settings.reading, settings.max_upload, settings.ocr) == ("open", 100_000_000, "auto")


def test_environment_wins_over_env_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("BIENNIEN_READING=signed-in\nBIENNIEN_MAX_UPLOAD=5MB\n")
    settings = load_settings({"BIENNIEN_MAX_UPLOAD": "7MB"}, env_file=tmp_path / ".env")
    assert (settings.reading, settings.max_upload) == ("signed-in", 7_000_000)


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("BIENNIEN_READING", "closed", "open or signed-in"),
        ("BIENNIEN_OCR", "yes", "auto or off"),
        ("BIENNIEN_MAX_UPLOAD", "lots", "100MB"),
        ("BIENNIEN_MAX_UPLOAD", "0", "100MB"),
        ("BIENNIEN_DATABASE_URL", "mysql://x", "postgresql+psycopg://"),
        ("BIENNIEN_SEARCH_URL", "localhost:9200", "http(s)://"),
        ("BIENNIEN_SEARCH_URL", "https://tim/Kho", "small letters"),
        ("BIENNIEN_SEARCH_CA", "/no/such.pem", "no file"),
        ("BIENNIEN_SEARCH_SHARDS", "0", "from 1"),
        ("BIENNIEN_SEARCH_REPLICAS", "two", "from 0"),
        ("BIENNIEN_PROXIES", "-1", "from 0"),
        ("BIENNIEN_SECRET_KEY", "short", "16 characters"),
    ],
)
def test_wrong_value_is_named_with_what_to_write(name: str, value: str, hint: str) -> None:
    with pytest.raises(SettingsError, match=name) as caught:
        load_settings({name: value}, env_file=None)
    assert hint in str(caught.value)


def test_unknown_name_is_warned_about_with_the_nearest(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        load_settings({"BIENNIEN_DATABSE_URL": "x", "BIENNIEN_TEST_POSTGRESQL_URL": "y", "OTHER": "z"}, env_file=None)
    assert [record.getMessage() for record in caplog.records] == [
        "The setting BIENNIEN_DATABSE_URL is unknown and has no effect; did you mean BIENNIEN_DATABASE_URL?"
    ]


def test_plain_postgresql_url_gets_the_driver() -> None:
    settings = load_settings({"BIENNIEN_DATABASE_URL": "postgresql://a:b@h/n"}, env_file=None)
    assert settings.database_url == "postgresql+psycopg://a:b@h/n"


def test_secret_key_is_made_once_for_its_owner_only(tmp_path: Path) -> None:
    settings = load_settings({"BIENNIEN_DATA": str(tmp_path / "var")}, env_file=None)
    key = settings.secret_key()
    assert len(key) == 64
    assert load_settings({"BIENNIEN_DATA": str(tmp_path / "var")}, env_file=None).secret_key() == key
    assert stat.S_IMODE((tmp_path / "var" / "secret_key").stat().st_mode) == 0o600
    assert settings.data_id() not in key


def test_given_secret_key_is_used_and_not_shown(tmp_path: Path) -> None:
    settings = load_settings({"BIENNIEN_DATA": str(tmp_path), "BIENNIEN_SECRET_KEY": "k" * 20}, env_file=None)
    assert settings.secret_key() == "k" * 20
    assert "k" * 20 not in repr(settings) + str(settings.shown())


def test_user_and_key_of_the_cluster_exclude_each_other() -> None:
    environ = {"BIENNIEN_SEARCH_URL": "https://an:b@tim/kho", "BIENNIEN_SEARCH_API_KEY": "khoa"}
    with pytest.raises(SettingsError, match="one of them"):
        load_settings(environ, env_file=None)


def test_passwords_do_not_show() -> None:
    environ = {"BIENNIEN_DATABASE_URL": "postgresql://a:geheim@h/n", "BIENNIEN_SEARCH_URL": "https://b:geheim@s:9200/x"}
    settings = load_settings(environ, env_file=None)
    assert "geheim" not in repr(settings) + str(settings.shown())
    assert hide_password("https://s:9200/x") == "https://s:9200/x"


@pytest.mark.parametrize(("text", "size"), [("100MB", 10**8), ("2 gb", 2 * 10**9), ("500000", 500_000), ("1K", 1000)])
def test_sizes_are_read_with_their_units(text: str, size: int) -> None:
    assert parse_size(text) == size
