"""Files that are made to harm: each ends with its reason within its limits, and we do not grow."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from benchmarks.fuzz_reading import load_samples, mutants, read
from ingest.errors import ERRORS, IngestError, TooLarge
from ingest.sandbox import Limits, parse_file, run_task

from .hostile import FILES

LIMITS = Limits(cpu_seconds=3, wall_seconds=20, memory=600 << 20, files=1 << 30)
GROWTH = 24 << 20
"""Bytes that this process may grow by: it keeps buffers, and no file."""

MUTANTS = 60


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_ends_with_its_reason(tmp_path: Path, name: str) -> None:
    make, codes = FILES[name]
    (tmp_path / "x").write_bytes(make())
    own = psutil.Process()
    before, began = own.memory_info().rss, time.monotonic()
    try:
        parse_file(tmp_path / "x", limits=LIMITS)
        if name.startswith(("zip", "mail")):
            run_task("unpack", tmp_path / "x", limits=LIMITS).close()
        code = "ok"
    except IngestError as error:
        code = error.code
        assert code != "crash" or " at " not in str(error.params["detail"]), error.params
    assert code in codes
    assert time.monotonic() - began < LIMITS.wall_seconds + 5
    assert own.memory_info().rss - before < GROWTH


def test_three_hundred_megabytes_are_not_even_read(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb") as file:
        file.truncate(300 << 20)
    with pytest.raises(TooLarge):
        parse_file(tmp_path / "x")


def test_spoilt_files_end_with_a_reason_and_no_fault_of_ours() -> None:
    own = psutil.Process()
    before = 0
    for at, sample in enumerate(mutants(load_samples(), MUTANTS, seed=1)):
        outcome = read(sample)
        assert outcome.code in {"ok", *ERRORS}
        assert outcome.code != "crash" or " at " not in outcome.detail, outcome
        before = before if at > MUTANTS // 4 else own.memory_info().rss
    assert own.memory_info().rss - before < GROWTH
