"""The command that shows what is in force and what is missing."""

from __future__ import annotations

import sys

import click

from biennien.cli.output import json_option, write, write_json
from biennien.settings import load_settings


@click.command("doctor")
@json_option
def doctor_command(as_json: bool) -> None:
    """Show the settings in force, what works and what is missing; exit code 1 when something must be mended.

    \b
    biennien doctor
    """
    from biennien.diagnosis import diagnose

    settings = load_settings()
    findings = diagnose(settings)
    if as_json:
        write_json({"settings": settings.shown(), "findings": [finding.to_json() for finding in findings]})
    else:
        for name, value in settings.shown().items():
            write(f"{name}={value}")
        write("")
        for finding in findings:
            write(f"{finding.state:<8}{finding.name}: {finding.text}")
    sys.exit(1 if any(finding.state == "broken" for finding in findings) else 0)
