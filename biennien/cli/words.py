"""Commands that teach an archive words of its own, and have documents understood with them."""

from __future__ import annotations

import click

from biennien.cli.batches import do_now
from biennien.cli.opening import opened
from biennien.cli.output import json_option, say, write, write_json


@click.group("words")
def words_command() -> None:
    """Names, slogans and places of this archive, used for each document from the next on.

    `biennien extract` stores nothing and knows no archive, so it does not use them.

    \b
    biennien words add alias "BQL Hồ Núi Cốc" --value "Ban Quản lý Khu du lịch Hồ Núi Cốc"
    biennien understand
    """


@words_command.command("add")
@click.argument("kind", type=click.Choice(["alias", "unit", "place", "slogan", "stop"]))
@click.argument("form")
@click.option("--value", default="", help="The full name that an alias, a unit or a place stands for.")
@click.option("--label", default="", metavar="LABEL", help="The only label that a stop word never bears.")
def words_add(kind: str, form: str, value: str, label: str) -> None:
    """Teach FORM: another name of a unit, a unit, a place, a slogan, or words that are no mention.

    \b
    biennien words add stop "Trung ương" --label UNIT
    """
    from biennien.registry.own_words import add_word

    with opened() as (_, registry), registry.write() as session:
        word = add_word(session, kind, form, value, label.upper())
        write(str(word.id))
    say("Taught. `biennien understand` has the documents there are understood with it.")


@words_command.command("list")
@json_option
def words_list(as_json: bool) -> None:
    """Show what the archive was taught.

    \b
    biennien words list
    """
    from biennien.registry.own_words import list_words

    with opened() as (_, registry), registry.read() as session:
        for word in list_words(session):
            row = {"id": word.id, "kind": word.kind, "form": word.form, "value": word.value, "label": word.label}
            if as_json:
                write_json(row)
            else:
                write("\t".join(map(str, row.values())))


@words_command.command("remove")
@click.argument("word", type=int)
def words_remove(word: int) -> None:
    """Take the word with that number back.

    \b
    biennien words remove 3
    """
    from biennien.registry.own_words import remove_word

    with opened() as (_, registry), registry.write() as session:
        form = remove_word(session, word).form
    say(f"{form}: taken back")


@click.command("understand")
@click.argument("documents", nargs=-1)
@click.option("--search", "query", metavar="QUERY", help="All documents that this search finds.")
def understand_command(documents: tuple[str, ...], query: str | None) -> None:
    """Queue documents to be understood again: those given, or all that another extractor or other words were used for.

    Corrections by people stay. Workers do it after all that was handed in; `biennien doctor` shows how many wait.

    \b
    biennien understand
    biennien understand --search 'loại:"kế hoạch" năm:2019'
    """
    if query is not None:
        _understand_hits(query)
        return
    from biennien.pipeline import extractor_version
    from biennien.registry.own_words import own_words, understand_again

    with opened() as (_, registry), registry.write() as session:
        queued = understand_again(session, extractor_version(own_words(session)), documents)
    say(f"{queued} documents wait to be understood again")


def _understand_hits(query: str) -> None:
    """Queue all hits of a search, as one act that can be stopped."""
    from contextlib import closing

    from biennien.indexing import open_search
    from biennien.registry.batches import READ_AGAIN
    from biennien.registry.readers import STAFF_MEMBER
    from biennien.searching import Wish, all_hits, resolve

    with opened() as (settings, registry):
        with registry.read() as session, closing(open_search(settings, registry)) as engine:
            ids = [
                hit.id for hit in all_hits(engine, resolve(session, Wish(text=query), STAFF_MEMBER, facets=()).query)
            ]
        batch = do_now(registry, READ_AGAIN, ids, how=f"q={query}")
        write(batch.id)
    say(f"{len(ids) - batch.left_out} documents wait to be read again")
