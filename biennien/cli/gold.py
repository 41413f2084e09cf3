"""The command that writes corrected documents as gold."""

from __future__ import annotations

import json
from pathlib import Path

import click

from biennien.cli.opening import opened
from biennien.cli.output import say


@click.command("gold")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def gold_command(folder: Path) -> None:
    """Write the documents that people corrected into FOLDER as gold: marked texts and their campaign records.

    What nobody contradicted stands in them as well. `biennien evaluate FOLDER` measures extraction by them.

    \b
    biennien gold corrected
    """
    from biennien.registry.gold import marked_documents
    from nlp.errors import GoldError
    from nlp.gold_writing import write_gold

    folder.mkdir(parents=True, exist_ok=True)
    written = 0
    with opened() as (_, registry), registry.read() as session:
        for document, records in marked_documents(session):
            try:
                content = write_gold(document)
            except GoldError as error:
                say(f"{error}: left out")
                continue
            (folder / f"{document.id}.txt").write_text(content, encoding="utf-8")
            told = json.dumps(records, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{document.id}.campaign.json").write_text(told, encoding="utf-8")
            written += 1
    say(f"{written} documents written")
