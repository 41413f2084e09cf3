"""`biennien search` and `export`: what was ingested is found and handed out."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.biennien.cli.running import biennien, lines


def test_filter_by_unit_takes_abbreviations(folder: Path) -> None:
    biennien("ingest", folder)
    for name in ("UBND huyện Mỹ Đức", "ubnd huyen my duc", "Ủy ban nhân dân huyện Mỹ Đức"):
        assert len(lines(biennien("search", "công trình", "--unit", name, "--json"))) == 1, name


def test_search_fills_an_index_that_was_taken_away(folder: Path) -> None:
    biennien("ingest", folder)
    shutil.rmtree(folder.parent / "var" / "index")
    assert len(lines(biennien("search", "nông dân", "--json"))) == 1


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
