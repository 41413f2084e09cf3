"""Commands that take documents: extract, ingest."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from biennien.cli.explanations import explain
from biennien.cli.opening import opened
from biennien.cli.output import json_option, language_option, progress, say, write, write_json

A_PATH = click.Path(path_type=Path)
"""Whether it can be read shows when its turn comes: the others go on."""


@click.command("extract")
@click.argument("files", nargs=-1, type=A_PATH)
@click.option("--jsonl", is_flag=True, help='Read lines {"id", "text"} from standard input.')
@click.option("--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to use.")
@click.option("--explain", "explained", is_flag=True, help="Write for people: each value with what said so.")
@language_option
def extract_command(files: tuple[Path, ...], jsonl: bool, workers: int, explained: bool, language: str) -> None:
    """Extract metadata, sections, entities and campaigns of FILES, and those in folders, to JSON lines.

    Nothing is stored.

    \b
    biennien extract ke-hoach.pdf | jq .metadata
    biennien extract --jsonl < texts.jsonl
    biennien extract --explain ke-hoach.pdf
    """
    if bool(files) == jsonl:
        raise click.UsageError("Give files, or --jsonl and lines on standard input.")
    from biennien.extract_many import extract_all, file_sources, line_sources
    from biennien.settings import load_settings
    from biennien.sources import files_of

    found = [file for path in files for file in files_of(path)]
    sources = line_sources(sys.stdin.buffer) if jsonl else file_sources(found, ocr=load_settings().ocr != "off")
    failed = False
    with progress("extract", len(found) or None) as advance:
        for record in extract_all(sources, workers=workers, language=language):
            if explained:
                write("\n".join(explain(record)))
            else:
                write_json(record)
            failed |= "error" in record
            advance(1)
    sys.exit(1 if failed else 0)


@click.command("ingest")
@click.argument("paths", nargs=-1, required=True, type=A_PATH)
@click.option("--queue", is_flag=True, help="Leave the work to the workers.")
@click.option(
    "--visibility", type=click.Choice(["public", "staff"]), default="public", show_default=True, help="Who may read."
)
@language_option
@json_option
def ingest_command(paths: tuple[Path, ...], queue: bool, visibility: str, language: str, as_json: bool) -> None:
    """Take files and folders into the registry and the index.

    Files in ZIP archives and those attached to mails become documents of their own, with a line each.
    The same bytes are never taken in twice. Killed at any moment, the same command goes on where it stopped.

    \b
    biennien ingest corpora/demo
    """
    from biennien.ingestion import Ingestion
    from biennien.sources import find_sources

    failed = False
    with opened() as (settings, registry), progress("ingest", None) as advance:
        ingestion = Ingestion(settings, registry, visibility=visibility, language=language, queue=queue)
        for outcome in ingestion.run(find_sources(paths)):
            failed |= outcome.state == "failed"
            if as_json:
                write_json(outcome.to_json())
            else:
                write(outcome.to_line())
            advance(1)
        if not ingestion.indexed:
            say("The index is brought up to date by another process; the last documents are found a little later.")
    sys.exit(1 if failed else 0)
