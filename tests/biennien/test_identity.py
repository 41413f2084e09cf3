"""Holders of leases are named so that a dead one is known."""

from __future__ import annotations

import subprocess
import sys

from biennien.identity import is_gone, this_process


def test_living_process_is_not_gone() -> None:
    assert not is_gone(this_process())
    assert this_process() != this_process()


def test_ended_process_is_gone() -> None:
    code = "from biennien.identity import this_process; print(this_process())"
    name = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert is_gone(name)


def test_process_with_the_same_number_but_another_start_is_gone() -> None:
    machine, pid, started, rest = this_process().split("|")
    assert is_gone("|".join((machine, pid, str(int(started) + 1), rest)))


def test_process_of_another_machine_may_live() -> None:
    _, pid, started, rest = this_process().split("|")
    assert not is_gone("|".join(("elsewhere", "1" + pid, started, rest)))
    assert not is_gone("")
