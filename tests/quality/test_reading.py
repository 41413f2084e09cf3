"""No change makes reading worse unseen: each figure stays above its floor, on the files it was measured on."""

from __future__ import annotations

import json

from benchmarks.reading import Result
from tests.quality.reading_floors import FLOORS, born_digital, digest, groups, scans

KNOWN = json.loads(FLOORS.read_text(encoding="utf-8"))


def below(results: tuple[Result, ...]) -> dict[str, dict[str, tuple[float, float]]]:
    """Figures below their floors: `split/kind` -> name -> (now, floor)."""
    found = {}
    for key, figures in groups(results).items():
        floors = KNOWN["floors"][key]
        assert figures.keys() == floors.keys()
        worse = {name: (figure, floors[name]) for name, figure in figures.items() if figure < floors[name]}
        if worse:
            found[key] = worse
    return found


def test_floors_belong_to_this_corpus() -> None:
    assert KNOWN["digest"] == digest(), "the corpus changed: look at the figures, then pin them anew"


def test_born_digital_files_are_read_as_well_as_before() -> None:
    assert below(born_digital()) == {}


def test_scans_are_read_as_well_as_before() -> None:
    assert below(scans()) == {}
