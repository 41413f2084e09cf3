"""The wheel, built and installed away from the repository, holds all that the program needs to run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = ("ingest", "nlp", "search", "biennien", "service.py", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        path = ROOT / name
        if path.is_dir():
            shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    built = subprocess.run(command, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    (made,) = out.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's contents; what it depends on comes from the environment of the tests."""
    folder = tmp_path_factory.mktemp("elsewhere")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), str(wheel)]
    subprocess.run(command, check=True)
    return folder


def run(installed: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BIENNIEN_")}
    environment |= {"PYTHONPATH": str(installed), "BIENNIEN_DATA": str(cwd / "data")}
    command = [sys.executable, str(installed / "bin" / "biennien"), *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True)


def test_wheel_holds_every_data_file(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    endings = {".tsv", ".html", ".css", ".js", ".svg", ".mo", ".mako"}
    wanted = {
        str(path.relative_to(ROOT))
        for package in ("ingest", "nlp", "search", "biennien")
        for path in (ROOT / package).rglob("*")
        if path.suffix in endings
    }
    assert wanted and wanted <= held


def test_wheel_tells_spacy_of_its_component(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith("entry_points.txt"))
        assert "[spacy_factories]\nbiennien = nlp.spacy_pipeline:make_component" in archive.read(name).decode()


def test_installed_program_reads_keeps_and_finds(installed: Path, tmp_path: Path) -> None:
    page = tmp_path / "thong-bao.txt"
    page.write_text(
        "Phát động phong trào thi đua\n\nNgày 12/5/2019, Hội Nông dân tỉnh Cao Bằng phát động thi đua.\n",
        encoding="utf-8",
    )
    extracted = run(installed, "extract", str(page), cwd=tmp_path)
    assert extracted.returncode == 0, extracted.stderr
    found = json.loads(extracted.stdout)["entities"]
    assert ("DATE", "2019-05-12") in {(entity["label"], str(entity["value"])) for entity in found}
    ingested = run(installed, "ingest", str(page), "--json", cwd=tmp_path)
    assert ingested.returncode == 0, ingested.stderr
    searched = run(installed, "search", "nong dan cao bang", "--json", cwd=tmp_path)
    assert searched.returncode == 0, searched.stderr
    assert json.loads(searched.stdout)["source_file"].endswith("thong-bao.txt")
