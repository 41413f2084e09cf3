"""How commands write: JSON lines and text to stdout as UTF-8, progress to a terminal only."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

json_option = click.option("--json", "as_json", is_flag=True, help="Write JSON, one object a line for lists.")
language_option = click.option(
    "--lang", "language", type=click.Choice(["vi", "en"]), default="vi", show_default=True,
    help="The language of reasons.", callback=lambda ctx, _param, value: _keep_language(ctx, value),
)  # fmt: skip


def _keep_language(ctx: click.Context, value: str) -> str:
    ctx.find_root().meta["biennien.language"] = value
    return value


def write(text: str) -> None:
    """One line of data to stdout, in UTF-8 whatever the locale, and at once."""
    stream = sys.stdout.buffer
    stream.write(text.encode("utf-8", "replace") + b"\n")
    stream.flush()


def write_json(value: Any) -> None:
    """One JSON value on a line of stdout."""
    write(json.dumps(value, ensure_ascii=False))


def say(text: str) -> None:
    """A message to stderr."""
    click.echo(text, err=True)


@contextmanager
def progress(title: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """A function that moves a bar on by some steps; it does nothing where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task(title, total=total)
        yield lambda steps: shown.advance(task, steps)
