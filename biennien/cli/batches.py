"""Commands for many documents at once: trying failures again; the acts there are, going on, stopping, undoing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from biennien.cli.opening import opened
from biennien.cli.output import json_option, say, write, write_json

if TYPE_CHECKING:
    from biennien.registry.database import Registry
    from biennien.registry.tables import Batch


@click.command("retry")
@click.argument("documents", nargs=-1)
@click.option("--reason", metavar="CODE", help="Only what failed for this reason: damaged, time, crash, …")
def retry_command(documents: tuple[str, ...], reason: str | None) -> None:
    """Try documents again whose reading failed: those given, or all. Workers do it.

    The number that is written names the act: `biennien batch stop` takes what still waits off the queue.

    \b
    biennien retry --reason time
    """
    from biennien.registry.batches import RETRY, count_failures, failed_documents
    from ingest.errors import ERRORS

    with opened() as (_, registry):
        with registry.read() as session:
            failed = failed_documents(session, reason)
            if reason and not failed and reason not in ERRORS:
                told = ", ".join(count_failures(session)) or "nothing failed"
                raise click.BadParameter(f"no failure is called {reason}; there are: {told}", param_hint="--reason")
        if unknown := set(documents) - set(failed):
            raise click.BadParameter(f"no failed document: {' '.join(sorted(unknown))}", param_hint="DOCUMENTS")
        chosen = [one for one in failed if not documents or one in documents]
        batch = do_now(registry, RETRY, chosen, how=f"failed={reason or 'all'}")
        write(batch.id)
    say(f"{len(chosen)} documents wait to be tried again")


@click.group("batch")
def batch_command() -> None:
    """Acts on many documents: reading again, trying again, withdrawing, saying who may read.

    \b
    biennien batch list
    """


@batch_command.command("list")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@json_option
def batch_list(limit: int, as_json: bool) -> None:
    """Show the last acts and how far they are.

    \b
    biennien batch list --json
    """
    from biennien.registry.batches import count_batch_jobs, count_items
    from biennien.registry.staged_acts import list_acts
    from biennien.registry.tables import Batch

    with opened() as (_, registry), registry.read() as session:
        batches = list_acts(session, Batch, newest=True, limit=limit).items
        counted, working = count_items(session, batches), count_batch_jobs(session, batches)
        for batch in batches:
            counts, jobs = counted[batch.id], working[batch.id]
            row = {"id": batch.id, "action": batch.action, "state": batch.state, "documents": counts, "jobs": jobs}
            if as_json:
                write_json(row)
            else:
                told = " ".join(f"{name} {count}" for name, count in (counts | jobs).items())
                write("\t".join((batch.id, batch.action, batch.state, told)))


@batch_command.command("stop")
@click.argument("batch")
def batch_stop(batch: str) -> None:
    """Stop BATCH where it is; jobs that nobody has begun leave the queue.

    \b
    biennien batch stop b4k2m7q3x5c6d7e2
    """
    from biennien.registry.batches import stop
    from biennien.registry.staged_acts import get_act
    from biennien.registry.tables import Batch

    with opened() as (_, registry), registry.write() as session:
        stop(session, get_act(session, Batch, batch, hold=True), user_id=None)
    say("Stopped. `biennien batch go-on` goes on there.")


@batch_command.command("go-on")
@click.argument("batch")
def batch_go_on(batch: str) -> None:
    """Go on with BATCH where it was stopped.

    \b
    biennien batch go-on b4k2m7q3x5c6d7e2
    """
    from biennien.registry.batching import begin
    from biennien.registry.staged_acts import get_act
    from biennien.registry.tables import Batch

    with opened() as (_, registry):
        with registry.write() as session:
            begin(session, get_act(session, Batch, batch, hold=True), user_id=None)
        _see_through(registry)


@batch_command.command("undo")
@click.argument("batch")
def batch_undo(batch: str) -> None:
    """Take back all that BATCH did; what somebody changed since is left as it is.

    \b
    biennien batch undo b4k2m7q3x5c6d7e2
    """
    from biennien.registry.batching import take_back
    from biennien.registry.staged_acts import get_act
    from biennien.registry.tables import Batch

    with opened() as (_, registry):
        with registry.write() as session:
            take_back(session, get_act(session, Batch, batch, hold=True), user_id=None)
        _see_through(registry)


def do_now(registry: Registry, action: str, ids: Sequence[str], *, how: str) -> Batch:
    """Propose an act on these documents and do it; only jobs are left to workers. `how` tells how they were chosen."""
    from biennien.registry.batches import propose
    from biennien.registry.batching import begin

    with registry.write() as session:
        batch = propose(session, action, ids, chosen=how, user_id=None)
        begin(session, batch, user_id=None)
    _see_through(registry)
    return batch


def _see_through(registry: Registry) -> None:
    """Do all of it now; only jobs are left to workers."""
    from biennien.registry.batching import advance_some

    while advance_some(registry):
        pass
