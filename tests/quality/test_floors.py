"""No change makes extraction worse unseen: each figure stays above its floor, on the gold it was measured on."""

from __future__ import annotations

import json

import pytest

from nlp.gold import digest
from tests.quality.floors import FLOORS, ROOT, SETS, figures, measure

KNOWN = json.loads(FLOORS.read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", SETS)
def test_floors_belong_to_this_gold(folder: str) -> None:
    assert KNOWN[folder]["digest"] == digest(ROOT / folder), "the gold changed: look at the figures, then pin them anew"


@pytest.mark.parametrize("folder", SETS)
def test_figures_stay_above_their_floors(folder: str) -> None:
    now = figures(measure(folder))
    floors = KNOWN[folder]["floors"]
    assert now.keys() == floors.keys()
    assert {name: (now[name], floor) for name, floor in floors.items() if now[name] < floor} == {}
