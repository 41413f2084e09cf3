"""The command that measures extraction against marked documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from biennien.cli.output import json_option, say, write, write_json

if TYPE_CHECKING:
    from nlp.scorer import Report


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", is_flag=True, help="Show what was missed and what was too much.")
@click.option("--min", "floors", multiple=True, metavar="LABEL=F1", help="Fail when a label (or ALL) is below.")
@click.option("--peers", is_flag=True, help="Show underthesea.ner and dateparser on the same texts as well.")
@json_option
def evaluate_command(gold: Path, errors: bool, floors: tuple[str, ...], peers: bool, as_json: bool) -> None:
    """Extract the documents of GOLD (a folder of marked files, or one file) and compare with their marks.

    \b
    biennien evaluate corpora/gold/train --min ALL=0.8
    """
    wanted = dict(_floor(floor) for floor in floors)
    from nlp.errors import GoldError, PeerMissing
    from nlp.evaluation import evaluate, evaluate_peers
    from nlp.scorer import format_table

    try:
        report = evaluate(gold)
        others = evaluate_peers(gold) if peers else {}
    except PeerMissing as error:
        raise click.ClickException(
            f"{error} is not installed beside biennien; .venv/bin/pip install -e '.[peers]' brings it."
        ) from error
    except GoldError as error:
        raise click.UsageError(str(error)) from error
    tallies = report.labels | {"ALL": report.overall}
    unknown = sorted(set(wanted) - set(tallies))
    if unknown:
        raise click.UsageError(f"There is no label {unknown[0]}; known are {', '.join(tallies)}.")
    if errors:
        for line in report.errors:
            say(line)
    if as_json:
        shares = {"attributes": report.attributes, "metadata": report.metadata, "campaigns": report.campaigns}
        write_json(
            _rows(report) | shares | ({"peers": {name: _rows(one) for name, one in others.items()}} if peers else {})
        )
    else:
        write(format_table(report))
        for name, other in others.items():
            write(f"\n{name}\n{format_table(other)}")
    missed = {label: tallies[label].f1 for label, least in wanted.items() if tallies[label].f1 < least}
    for label, f1 in missed.items():
        say(f"{label}: {f1:.3f} is below {wanted[label]:.3f}")
    sys.exit(1 if missed else 0)


def _floor(text: str) -> tuple[str, float]:
    label, _, value = text.partition("=")
    try:
        return label, float(value)
    except ValueError:
        raise click.UsageError(f"{text!r} is no floor; write LABEL=F1, for instance UNIT=0.8.") from None


def _rows(report: Report) -> dict[str, object]:
    return {label: _figures(tally) for label, tally in [*report.labels.items(), ("ALL", report.overall)]}


def _figures(tally: object) -> dict[str, object]:
    names = ("gold", "predicted", "right", "precision", "recall", "f1", "relaxed_f1", "value_right", "value_all")
    return {name: getattr(tally, name) for name in names}
