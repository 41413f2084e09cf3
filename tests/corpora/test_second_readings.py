"""The second readings of the gold are readings of its texts."""

from __future__ import annotations

from benchmarks.agreement import GOLD, second_readings
from nlp.gold import SPLITS, read_gold
from nlp.mention import LABELS
from nlp.scorer import normal


def test_second_readings_mark_what_stands_in_the_texts() -> None:
    gold = {split: read_gold(GOLD / split) for split in SPLITS}
    texts = {name: normal(one.text or "") for split in SPLITS for name, one in gold[split].items()}
    readings = list(second_readings())
    read_twice = {reading.id for reading in readings}
    assert set(texts) - read_twice == {f"g{number:02}" for number in range(1, 29)}
    assert read_twice <= set(texts)
    for reading in readings:
        surfaces = {normal(one.text) for one in reading.mentions}
        assert {one for one in surfaces if one not in texts[reading.id]} == set(), reading.id
        assert {one.label for one in reading.mentions} <= set(LABELS)
