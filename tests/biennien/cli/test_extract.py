"""`biennien extract`: a line for each file, whatever is wrong with one of them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

from tests.biennien.cli.running import biennien, lines, mail_with_archive


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


def test_extract_with_several_processes_gives_the_same_lines(folder: Path) -> None:
    given = "".join(json.dumps({"id": str(n), "text": f"Ngày {n}/3/2019 tại xã Tân Lập."}) + "\n" for n in range(1, 13))
    alone, together = (biennien("extract", "--jsonl", "--workers", count, given=given) for count in ("1", "2"))
    assert alone.exit_code == together.exit_code == 0
    assert together.stdout == alone.stdout
    assert [line["id"] for line in lines(alone)] == [str(n) for n in range(1, 13)]


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
