"""The command that gives the registry's contents to other programs."""

from __future__ import annotations

import sys

import click

from biennien.cli.opening import opened

KINDS = ("documents", "mentions", "campaigns", "units", "slogans", "audit")


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.option("--format", "form", type=click.Choice(["csv", "jsonl"]), default="jsonl", show_default=True)
@click.option("--public", is_flag=True, help="Only what everybody may read.")
def export_command(kind: str, form: str, public: bool) -> None:
    """Write all documents, mentions, campaigns, units or slogans, or who did what when, as CSV or JSON lines.

    \b
    biennien export documents --format csv > documents.csv
    biennien export audit --format csv > audit.csv
    """
    from biennien.registry.export import EXPORTS
    from biennien.registry.readers import ANYONE, STAFF_MEMBER
    from biennien.rows import to_csv, to_jsonl

    stream = sys.stdout.buffer
    with opened() as (_, registry), registry.read() as session:
        rows = EXPORTS[kind](session, ANYONE if public else STAFF_MEMBER)
        for line in to_csv(rows) if form == "csv" else to_jsonl(rows):
            stream.write(line.encode("utf-8", "replace"))
    stream.flush()
