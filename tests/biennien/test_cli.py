"""The command line: exit codes, what goes where, and what it says."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from biennien.cli import COMMANDS, cli
from biennien.originals import Originals
from biennien.registry.database import Registry, open_registry
from biennien.registry.tables import Document

PLAN = """Phát động thi đua năm 2019

Ngày 12/3/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “Mỗi xã một công trình”.
"""
REPORT = """Tổng kết thi đua năm 2020

Ngày 20/12/2020, Hội Nông dân tỉnh Lạng Sơn tổng kết phong trào thi đua lao động sản xuất.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two documents and an empty file, and an empty data folder in force."""
    monkeypatch.setenv("BIENNIEN_DATA", str(tmp_path / "var"))
    for name in [name for name in os.environ if name.startswith("BIENNIEN_") and name != "BIENNIEN_DATA"]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "vào").mkdir()
    (tmp_path / "vào" / "kế hoạch.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "vào" / "tổng kết.txt").write_text(REPORT, encoding="utf-8")
    (tmp_path / "vào" / "rỗng.txt").write_text("")
    return tmp_path / "vào"


def biennien(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    """What the command does in this process."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=given, prog_name="biennien")


def in_registry(folder: Path) -> closing[Registry]:
    return closing(open_registry(f"sqlite:///{folder.parent}/var/registry.sqlite"))


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


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


def test_extract_gives_a_line_for_each_file_in_order(folder: Path) -> None:
    files = [folder / "tổng kết.txt", folder / "rỗng.txt", folder / "kế hoạch.txt"]
    result = biennien("extract", *files)
    assert result.exit_code == 1
    good, bad, last = lines(result)
    assert [good["id"], bad["id"], last["id"]] == ["tổng kết", "rỗng", "kế hoạch"]
    assert bad == {"id": "rỗng", "source_file": str(files[1]), "error": "empty", "reason": bad["reason"]}
    assert bad["reason"].startswith("Tệp rỗng")
    assert last["source_file"] == str(files[2])
    assert len(last["text_sha256"]) == 64
    assert last["extractor_version"]
    for entity in last["entities"]:
        assert last["body"][entity["start"] : entity["end"]] == entity["text"]
        assert {"id", "label", "value", "confidence"} <= set(entity)
    assert ("DATE", "2019-03-12") in {(entity["label"], entity["value"]) for entity in last["entities"]}
    assert set(last["evidence"]) == {name for name, value in last["metadata"].items() if value}


def test_extract_reads_the_files_of_folders(folder: Path) -> None:
    told = lines(biennien("extract", folder))
    assert [(line["id"], line.get("error")) for line in told] == [
        ("kế hoạch", None), ("rỗng", "empty"), ("tổng kết", None),
    ]  # fmt: skip


def test_retry_refuses_a_reason_that_is_none_and_tells_those_there_are(folder: Path) -> None:
    biennien("ingest", folder)
    wrong = biennien("retry", "--reason", "zzz")
    assert (wrong.exit_code, "there are: empty" in wrong.stderr) == (2, True)
    assert biennien("retry", "--reason", "time").exit_code == 0


def test_extract_reads_lines_and_refuses_no_sentence(folder: Path) -> None:
    given = '{"id": "a", "text": "Ngày 28/2/2019."}\n\n{"id": "b", "text": ""}\nno json\n{"id": 5, "text": "Đảng"}\n'
    result = biennien("extract", "--jsonl", "--lang", "en", given=given)
    assert result.exit_code == 1
    first, empty, bad, last = lines(result)
    assert (first["id"], first["body"], first["entities"][0]["value"]) == ("a", "Ngày 28/2/2019.", "2019-02-28")
    assert (empty["id"], empty["body"], empty["entities"]) == ("b", "", [])
    assert (bad["id"], bad["error"], bad["reason"][:8]) == ("line-4", "damaged", "Line 4 i")
    assert last["id"] == "5"
    assert "source_file" not in first


def test_lines_without_an_id_get_one_that_no_other_has(folder: Path) -> None:
    given = '{"id": "line-2", "text": "a"}\n{"text": "b"}\n{"id": null, "text": "c"}\n{"id": "3", "text": "d"}\n'
    assert [line["id"] for line in lines(biennien("extract", "--jsonl", given=given))] == [
        "line-2", "line-2-", "line-3", "3",
    ]  # fmt: skip


def test_paths_that_cannot_be_opened_fail_in_their_place(folder: Path) -> None:
    (folder / "lạc.txt").symlink_to(folder / "không có")
    given = [folder / "tổng kết.txt", folder / "thiếu.txt", folder / "lạc.txt", folder / "kế hoạch.txt"]
    result = biennien("extract", *given)
    told = lines(result)
    assert (result.exit_code, [line["source_file"] for line in told]) == (1, [str(path) for path in given])
    assert [line.get("error") for line in told] == [None, "damaged", "damaged", None]
    assert told[1]["reason"].startswith("Không mở được tệp")
    result = biennien("ingest", *given[:3], "--json")
    assert (result.exit_code, [line["state"] for line in lines(result)]) == (1, ["done", "failed", "failed"])


def test_pipe_is_refused_and_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "ống")
    for command in ("ingest", "extract"):
        result = biennien(command, folder / "ống", "--lang", "en", *(["--json"] if command == "ingest" else []))
        (told,) = lines(result)
        assert (result.exit_code, told["reason"][:15]) == (1, "This is no file")


def test_data_folder_that_takes_nothing_is_blamed_and_not_the_file(folder: Path) -> None:
    biennien("ingest", folder / "kế hoạch.txt")
    shutil.rmtree(folder.parent / "var" / "originals")
    (folder.parent / "var" / "originals").write_text("no folder")
    result = biennien("ingest", folder / "tổng kết.txt", "--lang", "en")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "The data folder cannot be written" in result.stderr


def test_document_that_everybody_reads_says_so_when_it_comes_again_for_staff(folder: Path) -> None:
    file = folder / "kế hoạch.txt"
    assert lines(biennien("ingest", file, "--json"))[0]["reason"] is None
    for more in ([], ["--queue"]):
        (again,) = lines(biennien("ingest", file, "--visibility", "staff", "--json", *more))
        assert (again["state"], "mọi người được đọc" in again["reason"]) == ("duplicate", True)


def test_withdrawn_document_says_so_when_it_comes_again(folder: Path) -> None:
    from biennien.registry.documents import withdraw

    (told,) = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    with (
        closing(open_registry(f"sqlite:///{folder.parent}/var/registry.sqlite")) as registry,
        registry.write() as session,
    ):
        withdraw(session, session.get_one(Document, told["id"]), reason="nhầm", user_id=None)
    (again,) = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    assert (again["state"], "đã bị rút" in again["reason"]) == ("duplicate", True)
    assert "đã bị rút" in biennien("ingest", folder / "kế hoạch.txt").stdout


def test_filter_by_unit_takes_abbreviations(folder: Path) -> None:
    biennien("ingest", folder)
    for name in ("UBND huyện Mỹ Đức", "ubnd huyen my duc", "Ủy ban nhân dân huyện Mỹ Đức"):
        assert len(lines(biennien("search", "công trình", "--unit", name, "--json"))) == 1, name


def test_search_fills_an_index_that_was_taken_away(folder: Path) -> None:
    biennien("ingest", folder)
    shutil.rmtree(folder.parent / "var" / "index")
    assert len(lines(biennien("search", "nông dân", "--json"))) == 1


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


def test_extract_with_several_processes_gives_the_same_lines(folder: Path) -> None:
    given = "".join(json.dumps({"id": str(n), "text": f"Ngày {n}/3/2019 tại xã Tân Lập."}) + "\n" for n in range(1, 13))
    alone, together = (biennien("extract", "--jsonl", "--workers", count, given=given) for count in ("1", "2"))
    assert alone.exit_code == together.exit_code == 0
    assert together.stdout == alone.stdout
    assert [line["id"] for line in lines(alone)] == [str(n) for n in range(1, 13)]


def test_ingest_reports_each_file_and_goes_on_after_a_bad_one(folder: Path) -> None:
    result = biennien("ingest", folder, "--json")
    assert result.exit_code == 1
    told = {Path(line["source_file"]).name: line for line in lines(result)}
    assert {name: line["state"] for name, line in told.items()} == {
        "kế hoạch.txt": "done", "rỗng.txt": "failed", "tổng kết.txt": "done",
    }  # fmt: skip
    assert told["rỗng.txt"]["reason"].startswith("Tệp rỗng")
    assert set(told["rỗng.txt"]) == {"id", "source_file", "state", "title", "reason"}
    again = lines(biennien("ingest", folder, "--json"))
    assert sorted(line["state"] for line in again) == ["duplicate", "duplicate", "failed"]
    assert {line["id"] for line in again} == {line["id"] for line in told.values()}


def test_ingest_takes_archives_and_tells_lines_for_people(folder: Path) -> None:
    archive = folder / "kho.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("a.txt", PLAN)
    result = biennien("ingest", archive)
    assert result.exit_code == 0
    id_, state, _, source = result.stdout.rstrip("\n").split("\t")
    assert (id_[0], state, source) == ("d", "done", f"{archive}/a.txt")
    (again,) = lines(biennien("ingest", archive, "--json"))
    assert (again["id"], again["state"], again["source_file"]) == (id_, "duplicate", f"{archive}/a.txt")


def mail_with_archive(folder: Path) -> Path:
    """A mail to which a ZIP with a report, an empty file and one with a password hangs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in (("mật.txt", "x"), ("tổng kết.txt", REPORT), ("rỗng.txt", "")):
            file.writestr(name, text)
    data = bytearray(packed.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Lê Thị Hà <ha@vi-du.vn>", "b@vi-du.vn", "Gửi tổng kết"
    mail.set_content(PLAN)
    mail.add_attachment(bytes(data), maintype="application", subtype="zip", filename="kèm.zip")
    path = folder / "thư.eml"
    path.write_bytes(bytes(mail))
    return path


def test_files_inside_files_have_a_line_each(folder: Path) -> None:
    path = mail_with_archive(folder)
    result = biennien("ingest", path, folder / "kế hoạch.txt", "--json")
    told = [(line["source_file"].removeprefix(f"{folder}/"), line["state"]) for line in lines(result)]
    assert (result.exit_code, told) == (
        1,
        [
            ("thư.eml", "done"), ("thư.eml/kèm.zip/mật.txt", "failed"), ("thư.eml/kèm.zip/tổng kết.txt", "done"),
            ("thư.eml/kèm.zip/rỗng.txt", "failed"), ("kế hoạch.txt", "done"),
        ],
    )  # fmt: skip
    locked, empty = (line for line in lines(result) if line["state"] == "failed")
    assert (locked["id"], locked["reason"][:15], empty["reason"][:8]) == (None, "Tệp có mật khẩu", "Tệp rỗng")
    again = [line["state"] for line in lines(biennien("ingest", path, "--json"))]
    assert again == ["duplicate", "failed", "duplicate", "failed"]


def test_extract_gives_a_record_for_each_file_inside(folder: Path) -> None:
    path = mail_with_archive(folder)
    for workers in ("1", "2"):
        result = biennien("extract", path, folder / "kế hoạch.txt", "--workers", workers)
        told = lines(result)
        assert (result.exit_code, [line["id"] for line in told]) == (
            1,
            ["thư", "thư/kèm.zip/mật.txt", "thư/kèm.zip/tổng kết.txt", "thư/kèm.zip/rỗng.txt", "kế hoạch"],
        )
        assert [line.get("error") for line in told] == [None, "encrypted", None, "empty", None]
        assert told[2]["source_file"] == f"{path}/kèm.zip/tổng kết.txt"
        assert told[2]["metadata"]["title"].startswith("Tổng kết")
        assert (told[0]["kind"], told[0]["metadata"]["attachments"]) == ("mail", ["kèm.zip"])


def test_queued_files_wait_for_a_worker(folder: Path) -> None:
    queued = lines(biennien("ingest", folder / "kế hoạch.txt", "--queue", "--json"))
    assert [line["state"] for line in queued] == ["queued"]
    assert lines(biennien("export", "documents")) == []
    done = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    assert [line["state"] for line in done] == ["done"]


def test_search_finds_what_was_ingested(folder: Path) -> None:
    biennien("ingest", folder)
    result = biennien("search", "nong dan lang son", "--json")
    assert result.exit_code == 0
    (hit,) = lines(result)
    assert Path(hit["source_file"]).name == "tổng kết.txt"
    assert {"id", "title", "published", "score", "snippets", "units"} <= set(hit)
    (snippet,) = hit["snippets"]
    assert {snippet["text"][start:end] for start, end in snippet["marks"]} >= {"Nông", "dân", "Lạng", "Sơn"}
    for filters, found in (
        (["--unit", "hoi nong dan tinh lang son"], 1),
        (["--unit", "UBND huyện Mỹ Đức"], 0),
        (["--from", "2020", "--to", "2020-12-31"], 1),
        (["--to", "2019"], 0),
    ):
        assert len(lines(biennien("search", "nông dân", *filters, "--json"))) == found, filters
    assert "Nông dân" in biennien("search", "nông dân").stdout


def test_search_that_finds_nothing_says_so_and_suggests(folder: Path) -> None:
    biennien("ingest", folder)
    result = biennien("search", "nông dânn", "--json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing found" in result.stderr
    faulty = biennien("search", "(nông dân", "--json", "--lang", "en")
    assert (len(lines(faulty)), faulty.stderr) == (
        1,
        "A bracket has no partner, so the plain words were searched for.\n",
    )
    unknown = biennien("search", "nông", "--unit", "Hội Không Có")
    assert (unknown.exit_code, unknown.stdout) == (0, "")
    assert "No unit is called 'Hội Không Có'" in unknown.stderr


def test_exports_have_their_columns(folder: Path) -> None:
    biennien("ingest", folder)
    documents = lines(biennien("export", "documents"))
    assert len(documents) == 2
    assert {"id", "source_file", "title", "published", "doc_type", "issuer"} <= set(documents[0])
    table = biennien("export", "documents", "--format", "csv").stdout
    assert table.startswith("\ufeffid,source_file,title,published,doc_type")
    for kind in ("mentions", "units"):
        assert lines(biennien("export", kind))


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


def test_doctor_fails_when_the_data_folder_cannot_be_used(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "file").write_text("x")
    monkeypatch.setenv("BIENNIEN_DATA", str(folder / "file"))
    result = biennien("doctor")
    assert result.exit_code == 1
    assert "broken" in result.stdout
    refused = biennien("search", "x")
    assert (refused.exit_code, "BIENNIEN_DATA" in refused.stderr) == (1, True)


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


def test_extract_explains_each_value(folder: Path) -> None:
    text = folder / "tin.txt"
    text.write_text(
        "Thứ Năm, 28/02/2019\n\nTin thi đua\n\nNgày 28/2, UBND tỉnh Lạng Sơn tặng Bằng khen.\n", encoding="utf-8"
    )
    result = biennien("extract", "--explain", text, folder / "none.txt")
    assert result.exit_code == 1
    assert "published: 2019-02-28  [dateline, 9-19]" in result.stdout
    told = r"UNIT     UBND tỉnh Lạng Sơn = Ủy ban nhân dân tỉnh Lạng Sơn  \[\d\d%, lexicons/unit_heads\.tsv: UBND\]"
    assert re.search(told, result.stdout)
    assert "DATE     Ngày 28/2 = 2019-02-28" in result.stdout and "rules/dates.tsv: " in result.stdout
    assert "damaged: " in result.stdout


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


def test_ingest_killed_at_its_work_keeps_what_it_told_and_goes_on(folder: Path) -> None:
    for number in range(12):
        (folder / f"{number:02d}.txt").write_text(PLAN.replace("12/3", f"{number + 1}/4"), encoding="utf-8")
    command = [sys.executable, "-m", "biennien", "ingest", str(folder), "--json"]
    told: list[dict[str, Any]] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [json.loads(process.stdout.readline()) for _ in range(4)]
        process.kill()
    again = lines(biennien("ingest", folder, "--json"))
    assert len(again) == 15
    states = {line["id"]: line["state"] for line in again}
    assert all(states[line["id"]] == "duplicate" for line in told)
    assert set(states.values()) <= {"done", "duplicate", "failed"}
    assert [line["source_file"] for line in again if line["state"] == "failed"] == [str(folder / "rỗng.txt")]
    findings = json.loads(biennien("doctor", "--json").stdout)["findings"]
    assert {finding["name"]: finding["state"] for finding in findings}["index"] == "ok"
