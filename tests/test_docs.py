"""What people can name is told of: every command, setting, route, lexicon and rule file stands in the documentation."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

from biennien.cli import cli
from biennien.settings import load_settings
from biennien.web.services import KEY, Services
from service import create_app

ROOT = Path(__file__).parents[1]
LEXICONS = ROOT / "nlp" / "lexicons"
FILES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), LEXICONS / "README.md")
LINK = re.compile(r"\]\((?!\w+:|#)(?P<path>[^)#\s]+)")
ROUTE = re.compile(r"`(?:(?P<verb>[A-Z]+) )?(?P<path>/[\w/-]*)[^`]*`")
TABLE_ROW = re.compile(r"^\|.*\|$", re.MULTILINE)


def all_text() -> str:
    """The whole documentation."""
    return "\n".join(path.read_text(encoding="utf-8") for path in FILES)


def commands(group: click.Group, before: str = "") -> Iterator[str]:
    """The commands of a group with those below them, as they are typed; hidden ones are nobody's business."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        elif not command.hidden:
            yield before + name


def routes_told() -> set[tuple[str, str]]:
    """(method, path) of the table in docs/http-api.md, `ID` for what differs; a path without a method is a GET."""
    text = (ROOT / "docs" / "http-api.md").read_text(encoding="utf-8")
    rows = (row.split("|")[1] for row in TABLE_ROW.findall(text))
    return {
        (found["verb"] or "GET", re.sub(r"/N$", "/ID", found["path"])) for row in rows for found in ROUTE.finditer(row)
    }


def routes_of(app: Flask) -> set[tuple[str, str]]:
    """(method, path with `ID` for what differs) of the API."""
    return {
        (method, re.sub(r"<[^>]+>", "ID", rule.rule).removeprefix("/api/v1"))
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and rule.rule != "/api/v1/openapi.json"
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The web service with an empty archive."""
    made = create_app(load_settings({"BIENNIEN_DATA": str(tmp_path_factory.mktemp("data"))}, env_file=None))
    yield made
    opened: Services = made.extensions[KEY]
    opened.engine.close()
    opened.registry.close()


@pytest.mark.parametrize("command", list(commands(cli)))
def test_command_is_told_of(command: str) -> None:
    assert re.search(rf"(biennien |`){re.escape(command)}\b", all_text())


def test_settings_are_told_of() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(BIENNIEN_\w+)`", readme, re.MULTILINE))
    assert told == set(load_settings({}, env_file=None).shown())


def test_routes_are_told_of_and_no_others(app: Flask) -> None:
    assert routes_told() == routes_of(app)


def test_lexicons_are_told_of_and_no_others() -> None:
    text = (LEXICONS / "README.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+\.tsv)`", text, re.MULTILINE)
    assert sorted(told) == sorted(path.name for path in LEXICONS.glob("*.tsv"))


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "nlp" / "rules").glob("*.tsv")))
def test_rule_file_is_told_of(name: str) -> None:
    assert name in all_text()


def test_structure_names_files_that_are_there() -> None:
    text = (ROOT / "docs" / "structure.md").read_text(encoding="utf-8")
    missing: list[str] = []
    for section in re.split(r"^## ", text, flags=re.MULTILINE):
        titled = re.match(r"`(\w+)/`", section)
        folder = ROOT / titled[1] if titled else ROOT
        named = re.findall(r"`([\w/*]+(?:\.(?:py|tsv)|/\*))`", section)
        missing += [one for one in named if not any(folder.glob(one)) and not any(ROOT.glob(one))]
    assert missing == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing = [found["path"] for found in LINK.finditer(text) if not (path.parent / found["path"]).exists()]
    assert missing == []


@pytest.mark.parametrize(("module", "served"), [("service", True), ("biennien", False)])
def test_module_that_serves_is_the_one_that_the_readme_names(module: str, served: bool, tmp_path: Path) -> None:
    environ = os.environ | {"BIENNIEN_DATA": str(tmp_path)}
    command = [sys.executable, "-m", module, "serve", "--port", "0", "--no-worker"]
    with subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        said = next(line for line in process.stderr if "serve" in line)
        process.kill()
    assert ("biennien serves http://" in said, "python -m service serve" in said) == (served, not served)
    assert "`python -m service serve` is the same" in (ROOT / "README.md").read_text(encoding="utf-8")
