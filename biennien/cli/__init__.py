"""The command line: data to stdout, messages to stderr; exit code 0, 1 when something failed, 2 for wrong use.

Commands are imported when they are called for, so that help and search answer at once.
"""

from __future__ import annotations

import importlib
import logging
import sys
from collections.abc import Callable
from typing import Any

import click

from biennien.messages import sentence
from biennien.settings import SettingsError

COMMANDS = {
    "extract": "documents",
    "ingest": "documents",
    "search": "index",
    "reindex": "index",
    "serve": "service",
    "worker": "service",
    "export": "export",
    "words": "words",
    "understand": "words",
    "retry": "batches",
    "batch": "batches",
    "gold": "gold",
    "evaluate": "quality",
    "user": "admin",
    "token": "admin",
    "webhook": "webhooks",
    "backup": "admin",
    "restore": "admin",
    "doctor": "doctor",
}
"""Each command and the module of this package that holds it, in the order of the help."""


TAKE_FILES = frozenset({"extract", "ingest", "backup", "restore", "gold", "evaluate"})


class Commands(click.Group):
    """The group of all commands, which turns our errors into one line and exit code 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"biennien.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that `args` name; only names of files may hold bytes that are no letters."""
        name, command, rest = super().resolve_command(ctx, args)
        for word in () if name in TAKE_FILES else rest:
            if not word.isprintable() and any("\ud800" <= letter <= "\udfff" for letter in word):
                raise click.UsageError(f"{word.encode(errors='surrogateescape')!r} is no text in UTF-8; type it anew.")
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        """What the command returns; an error that has a sentence is told and not traced."""
        try:
            return super().invoke(ctx)
        except SettingsError as error:
            raise click.ClickException(str(error)) from error
        except Exception as error:
            if type(error).__name__ == "OperationalError" and type(error).__module__.startswith("sqlalchemy"):
                detail = str(getattr(error, "orig", error))
                raise click.ClickException(f"The registry cannot be used: {detail}") from error
            code, params = getattr(error, "code", None), getattr(error, "params", None)
            if not isinstance(code, str) or not isinstance(params, dict):
                raise
            raise click.ClickException(sentence(code, params, language=_language(ctx))) from error


def _language(ctx: click.Context) -> str:
    obj = ctx.find_root().meta.get("biennien.language")
    return obj if isinstance(obj, str) else "en"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="biennien")
def cli() -> None:
    """The memory of emulation campaigns: read Vietnamese official documents, find them and what they say.

    Settings come from the environment (BIENNIEN_…) and a .env file; `biennien doctor` shows them.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s: %(message)s")
    logging.getLogger("elastic_transport").setLevel(logging.ERROR)  # tells of every attempt; we tell how they ended


def run(create_app: Callable[[Any], Any] | None = None) -> None:
    """Run the command of this process; `create_app` makes the web service for `serve`."""
    cli(prog_name="biennien", obj={"create_app": create_app})
