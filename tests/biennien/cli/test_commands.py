"""The command line: help, exit codes, what goes where, accounts, backups and how things stand."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from biennien.cli import COMMANDS
from biennien.originals import Originals
from biennien.registry.database import open_registry
from biennien.registry.tables import Document
from tests.biennien.cli.running import biennien, lines


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = biennien(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


def test_help_and_search_do_not_load_what_only_extraction_needs() -> None:
    code = "import sys; from biennien.cli import cli\ntry: cli(['search', '--help'])\nexcept SystemExit: pass\n"
    code += "print(sorted({'spacy', 'underthesea', 'sqlalchemy', 'flask', 'tantivy', 'rich'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["extract"], ["ingest"], ["search"], ["export", "x"],
     ["search", "x", "--from", "hôm qua"],
     ["search", "x", "--from", "2020", "--to", "2019"], ["search", "\udcff"], ["user", "add", "\udcff"]],
)  # fmt: skip
def test_wrong_use_is_exit_code_2(folder: Path, arguments: list[str]) -> None:
    result = biennien(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_wrong_setting_is_told_without_a_trace(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENNIEN_READING", "closed")
    result = biennien("search", "x")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "Error: BIENNIEN_READING='closed' is not known; write open or signed-in.\n"


def test_retry_refuses_a_reason_that_is_none_and_tells_those_there_are(folder: Path) -> None:
    biennien("ingest", folder)
    wrong = biennien("retry", "--reason", "zzz")
    assert (wrong.exit_code, "there are: empty" in wrong.stderr) == (2, True)
    assert biennien("retry", "--reason", "time").exit_code == 0


@pytest.mark.parametrize("command", [*COMMANDS, "user add", "user list", "user disable", "token add", "token revoke"])
def test_every_help_has_an_example(command: str) -> None:
    assert re.search(rf"^ +(BIENNIEN_\S+ )?biennien {command}", biennien(*command.split(), "--help").stdout, re.M)


def test_backup_tells_what_it_cannot_do(folder: Path) -> None:
    biennien("ingest", folder)
    refused = biennien("backup", "/không/có/x.zip")
    assert (refused.exit_code, refused.stderr.startswith("Error: /không/có/x.zip cannot be written")) == (1, True)
    (gone, *_) = (document for document in lines(biennien("export", "documents")))
    originals = Originals(folder.parent / "var" / "originals")
    with (
        closing(open_registry(f"sqlite:///{folder.parent}/var/registry.sqlite")) as registry,
        registry.read() as session,
    ):
        originals.path(session.get_one(Document, gone["id"]).sha256).unlink()
    result = biennien("backup", folder / "b.zip")
    assert (result.exit_code, gone["id"] in result.stderr) == (1, True)


def test_reindex_and_doctor_tell_how_things_stand(folder: Path) -> None:
    biennien("ingest", folder)
    assert biennien("reindex").stderr == "2 documents indexed\n"
    result = biennien("doctor", "--json")
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    states = {finding["name"]: finding["state"] for finding in told["findings"]}
    assert states["registry"] == states["index"] == states["data folder"] == "ok"
    assert states["worker"] == "missing"
    assert told["settings"]["BIENNIEN_DATA"] == str(folder.parent / "var")
    assert "BIENNIEN_READING=open" in biennien("doctor").stdout


def test_doctor_tells_how_many_wait_to_be_understood_again(folder: Path) -> None:
    biennien("ingest", folder)
    assert "read again" not in biennien("doctor").stdout
    biennien("words", "add", "alias", "BQL Đồi Chè", "--value", "Ban Quản lý Dự án Đồi Chè")
    biennien("understand")
    assert "2 done, 1 failed; 2 of them wait to be read again" in biennien("doctor").stdout


def test_doctor_fails_when_the_data_folder_cannot_be_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_text("x")
    monkeypatch.setenv("BIENNIEN_DATA", str(folder / "file"))
    result = biennien("doctor")
    assert result.exit_code == 1
    assert "broken" in result.stdout
    refused = biennien("search", "x")
    assert (refused.exit_code, "BIENNIEN_DATA" in refused.stderr) == (1, True)


@pytest.mark.parametrize("kept", [0, 16_384], ids=["no registry", "cut in its tables"])
def test_damaged_registry_is_told_of_with_what_to_do(folder: Path, kept: int) -> None:
    biennien("ingest", folder)
    file = folder.parent / "var" / "registry.sqlite"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = file.read_bytes()
    file.write_bytes(whole[:kept] + b"x" * (len(whole) - kept))
    doctor, search = biennien("doctor"), biennien("search", "x")
    assert (doctor.exit_code, search.exit_code) == (1, 1)
    assert re.search(r"^broken +registry: .*biennien restore", doctor.stdout, re.M)
    assert "biennien restore" in search.stderr


def test_each_campaign_of_an_export_tells_what_its_document_is_called(folder: Path) -> None:
    biennien("ingest", folder)
    documents = {row["id"]: row for row in lines(biennien("export", "documents"))}
    told = [row for row in lines(biennien("export", "campaigns")) if row["document"]]
    assert told
    for row in told:
        same = ("title", "doc_number", "published", "event_date")
        assert [row[name] for name in same] == [documents[row["document"]][name] for name in same]


def test_backup_and_restore_go_round(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    biennien("ingest", folder)
    before = biennien("export", "documents").stdout
    assert biennien("backup", folder / "b.zip").exit_code == 0
    refused = biennien("restore", folder / "b.zip")
    assert (refused.exit_code, "3" in refused.stderr) == (1, True)
    monkeypatch.setenv("BIENNIEN_DATA", str(folder.parent / "neu"))
    assert biennien("restore", folder / "b.zip").exit_code == 0
    assert biennien("export", "documents").stdout == before
    assert len(lines(biennien("search", "nông dân", "--json"))) == 1


def test_accounts_and_tokens_are_looked_after(folder: Path) -> None:
    assert biennien("user", "add", "an", "--password-stdin", given="mật khẩu dài\n").exit_code == 0
    assert biennien("user", "add", "an", "--password-stdin", given="mật khẩu dài\n").exit_code == 1
    assert biennien("user", "add", "bình", "--password-stdin", given="ngắn\n").exit_code == 1
    assert biennien("user", "add", "bình").exit_code == 2
    for odd in ("", "a b", "a/b", "x" * 65):
        assert biennien("user", "add", odd, "--password-stdin", given="mật khẩu dài\n").exit_code == 1
    token = biennien("token", "add", "an", "--name", "máy quét")
    assert token.stdout.startswith("bn_")
    (listed,) = lines(biennien("token", "list", "--json"))
    assert (listed["user"], listed["name"], listed["state"]) == ("an", "máy quét", "open")
    assert token.stdout.strip() not in biennien("token", "list").stdout
    assert biennien("token", "revoke", listed["id"]).exit_code == 0
    assert biennien("token", "revoke", "t0").exit_code == 1
    assert biennien("user", "disable", "an").exit_code == 0
    assert biennien("token", "add", "an").exit_code == 1
    (user,) = lines(biennien("user", "list", "--json"))
    assert (user["name"], user["role"], user["state"]) == ("an", "corrector", "disabled")


def test_evaluate_shows_figures_and_keeps_floors(folder: Path) -> None:
    gold = folder / "gold.txt"
    gold.write_text("published: 2019-02-28\n---\nTin\n\n[[DATE=2019-02-28|Ngày 28/2/2019]], hội nghị được tổ chức.\n")
    result = biennien("evaluate", gold, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["DATE"]["f1"] == 1.0
    assert "DATE" in biennien("evaluate", gold, "--min", "DATE=1").stdout
    peers = json.loads(biennien("evaluate", gold, "--peers", "--json").stdout)["peers"]
    assert peers["dateparser"]["DATE"]["gold"] == peers["dateparser"]["DATE"]["right"] == 1
    assert set(peers["underthesea.ner"]) == {"UNIT", "PERSON", "PLACE", "ALL"}
    assert biennien("evaluate", gold, "--min", "DATE=1.1").exit_code == 1
    assert biennien("evaluate", gold, "--min", "NOTHING=1").exit_code == 2
    assert biennien("evaluate", folder / "kế hoạch.txt").exit_code == 2
