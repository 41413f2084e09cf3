"""`biennien ingest`: what becomes of each file, of those it holds and of those that come again."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from biennien.registry import jobs
from biennien.registry.database import open_registry
from biennien.registry.tables import Document
from tests.biennien.cli.running import PLAN, biennien, in_registry, lines, mail_with_archive
from tests.ingest.conftest import DESTROYED, make_pdf


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


def test_destroyed_text_is_told_of_with_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIENNIEN_OCR", "off")
    (folder / "hỏng.pdf").write_bytes(make_pdf(DESTROYED))
    for state in ("done", "duplicate"):
        (told,) = lines(biennien("ingest", folder / "hỏng.pdf", "--json"))
        assert (told["state"], "không thành tiếng Việt" in told["reason"]) == (state, True)
        assert "(BIENNIEN_OCR). Trang: 1." in told["reason"]
        assert f"/documents/{told['id']}" in told["reason"]
    assert "make no Vietnamese" in biennien("ingest", folder / "hỏng.pdf", "--lang", "en").stdout


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


def test_file_whose_reading_somebody_stopped_is_not_waited_for(folder: Path) -> None:
    (first,) = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    with in_registry(folder) as registry, registry.write() as session:
        jobs.stop_job(session, jobs.add_job(session, session.get_one(Document, first["id"])))
    (again,) = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    assert (again["id"], again["state"]) == (first["id"], "duplicate")


def test_queued_files_wait_for_a_worker(folder: Path) -> None:
    queued = lines(biennien("ingest", folder / "kế hoạch.txt", "--queue", "--json"))
    assert [line["state"] for line in queued] == ["queued"]
    assert lines(biennien("export", "documents")) == []
    done = lines(biennien("ingest", folder / "kế hoạch.txt", "--json"))
    assert [line["state"] for line in done] == ["done"]


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
