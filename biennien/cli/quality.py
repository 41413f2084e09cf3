"""The command that measures extraction against marked documents."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from biennien.cli.output import json_option, say, write, write_json


@click.command("evaluate")
@click.argument("gold", type=click.Path(exists=True, path_type=Path))
@click.option("--errors", is_flag=True, help="Show what was missed and what was too much.")
@click.option("--min", "floors", multiple=True, metavar="LABEL=F1", help="Fail when a label (or ALL) is below.")
@json_option
def evaluate_command(gold: Path, errors: bool, floors: tuple[str, ...], as_json: bool) -> None:
    """Extract the documents of GOLD (a folder of marked files, or one file) and compare with their marks.

    \b
    biennien evaluate corpora/gold/dev --min ALL=0.8
    """
    wanted = dict(_floor(floor) for floor in floors)
    from nlp.errors import GoldError
    from nlp.evaluation import evaluate
    from nlp.scorer import format_table

    try:
        report = evaluate(gold)
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
        shares = {"attributes": report.attributes, "metadata": report.metadata}
        write_json({label: _figures(tally) for label, tally in tallies.items()} | shares)
    else:
        write(format_table(report))
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


def _figures(tally: object) -> dict[str, object]:
    names = ("gold", "predicted", "right", "precision", "recall", "f1", "relaxed_f1", "value_right", "value_all")
    return {name: getattr(tally, name) for name in names}
