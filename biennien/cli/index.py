"""Commands that use the index: search, reindex."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from biennien.cli.opening import opened
from biennien.cli.output import json_option, language_option, progress, say, write, write_json
from nlp.mention import DOC_TYPES

if TYPE_CHECKING:
    from biennien.registry.database import Registry
    from biennien.settings import Settings
    from search.engine import Engine
    from search.query import Query
    from search.results import Hit, Snippet


@click.command("search")
@click.argument("words", metavar="QUERY", nargs=-1, required=True)
@click.option(
    "--unit", multiple=True, help="A unit's id, name or alias; accents may be left out; a - before it leaves it out."
)
@click.option("--under", multiple=True, help="A unit with all that is part of it.")
@click.option("--slogan", multiple=True, help="A slogan's id or words.")
@click.option("--campaign", multiple=True, help="A campaign's id or name.")
@click.option("--type", "doc_type", multiple=True, type=click.Choice(DOC_TYPES), help="A type of document.")
@click.option("--place", multiple=True, help="The place of the document.")
@click.option("--from", "from_", default="", metavar="DATE", help="First day: 2019, 2019-02, 2019-02-28 or 28/2/2019.")
@click.option("--to", default="", metavar="DATE", help="Last day.")
@click.option(
    "--sort", type=click.Choice(["relevance", "newest", "oldest", "added"]), default="relevance", show_default=True
)
@click.option("--limit", type=click.IntRange(1, 1000), default=10, show_default=True)
@language_option
@json_option
def search_command(words: tuple[str, ...], limit: int, sort: str, language: str, as_json: bool, **filters: Any) -> None:
    """Find documents that hold all words of QUERY; "…" keeps words together, -word leaves out, word* is a beginning.

    A OR B, ( ), "…"~5 (near each other), năm:2017..2020, tiêu đề:…, đơn vị:…, loại:…, số:… narrow it further.

    \b
    biennien search hoi dong nhan dan lang son
    biennien search '"kỉ cương liêm chính"' --from 2019 --json
    biennien search --unit 'UBND tỉnh Nghệ An' -- -báo thi đua

    Put -- before a QUERY that begins with a minus, and options before that.
    """
    from biennien.messages import sentence
    from biennien.registry.readers import STAFF_MEMBER
    from biennien.searching import BadDay, Wish, resolve
    from search.query import Sort

    with opened() as (settings, registry):
        with registry.read() as session:
            try:
                wish = Wish(text=" ".join(words), sort=Sort(sort), size=limit, **filters)
                resolved = resolve(session, wish, STAFF_MEMBER, facets=())
            except BadDay as error:
                raise click.UsageError(str(error)) from error
        query = resolved.query
        if query.from_day is not None and query.to_day is not None and query.from_day > query.to_day:
            raise click.UsageError(f"--from {filters['from_']} is later than --to {filters['to']}; turn them round.")
        for note in query.parsed.notes:
            say(sentence(note.code, dict(note.params), language=language))
        for name, asked in resolved.unknown:
            say(f"No {name} is called {asked!r}.")
        _bring_up_to_date(settings, registry)
        _search(settings, registry, query, as_json=as_json)


def _bring_up_to_date(settings: Settings, registry: Registry) -> None:
    """Have the index hold what the registry does, unless another process keeps it."""
    from biennien.index_keeper import IndexKeeper

    with contextlib.closing(IndexKeeper(settings, registry)) as keeper:
        if keeper.catch_up():
            keeper.refill()


def _search(settings: Settings, registry: Registry, query: Query, *, as_json: bool) -> None:
    """Write what is found, and say how much there is or what to try instead."""
    from biennien.indexing import open_search

    with contextlib.closing(open_search(settings, registry)) as engine:
        found = engine.search(query)
        _show(found.hits, as_json=as_json)
        if not found.hits:
            say(_advice(engine, query))
        elif not as_json:
            say(f"{found.total} found" + (f", {found.undated} undated left out" if query.has_period else ""))


def _show(hits: Sequence[Hit], *, as_json: bool) -> None:
    from biennien.serializers import hit_to_json

    for hit in hits:
        if as_json:
            write_json(hit_to_json(hit))
            continue
        write("\t".join((hit.id, hit.published or "-", hit.title)))
        for snippet in hit.snippets:
            write(f"    {_marked(snippet)}")


def _marked(snippet: Snippet) -> str:
    """The snippet on one line, with what was found in bold on a terminal."""
    text, at, parts = snippet.text, 0, []
    bold = sys.stdout.isatty()
    for start, end in snippet.marks:
        parts += [text[at:start], click.style(text[start:end], bold=True) if bold else text[start:end]]
        at = end
    return " ".join("".join([*parts, text[at:]]).split())


def _advice(engine: Engine, query: Query) -> str:
    suggestion = engine.suggest(query)
    if suggestion:
        return f"Nothing found. Try: {suggestion}"
    return "Nothing found. Try fewer words, or fewer filters."


def _checked_address(_context: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    from search.address import BadAddress, parse_address

    if value is not None and value != "embedded":
        try:
            parse_address(value)
        except BadAddress as error:
            raise click.BadParameter(f"{error}; or write: embedded") from error
    return value


@click.command("reindex")
@click.option(
    "--into", metavar="URL", callback=_checked_address,
    help="Move the index to a cluster (https://user:password@host:9200/prefix), or back with the word embedded.",
)  # fmt: skip
@click.option("--take-over", is_flag=True, help="Have the index where the settings here name it from now on.")
def reindex_command(into: str | None, take_over: bool) -> None:
    """Write the whole index anew from the registry, beside the live one, then swap them.

    Everything else may go on meanwhile; nothing is lost. What was broken off is gone on with.

    \b
    biennien reindex
    biennien reindex --into https://user:password@host:9200/prefix
    """
    from biennien.registry.documents import count_states
    from biennien.reindexing import rebuild_index

    with opened() as (settings, registry):
        with registry.read() as session:
            total = count_states(session)["done"]
        with progress("reindex", total) as advance:
            count = rebuild_index(settings, registry, into=into, take_over=take_over, progress=advance)
    say(f"{count} documents indexed")
    if into is not None:
        wanted = "leave BIENNIEN_SEARCH_URL out" if into == "embedded" else "set BIENNIEN_SEARCH_URL to that address"
        say(f"Now {wanted} and start every process again; new documents wait to be indexed until then.")
