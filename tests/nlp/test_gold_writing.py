"""What is written as gold is read again as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlp.errors import GoldError
from nlp.gold import MarkedDocument, parse_gold, read_gold
from nlp.gold_writing import write_gold
from nlp.mention import Mention

GOLD = Path(__file__).parents[2] / "corpora" / "gold" / "train"


def test_every_gold_file_is_written_as_it_was_read() -> None:
    for name, document in read_gold(GOLD).items():
        again = parse_gold(write_gold(document), name)
        assert again.text == document.text, name
        assert sorted(map(repr, again.mentions)) == sorted(map(repr, document.mentions)), name
        assert again.metadata == document.metadata, name


def test_objects_become_attributes_and_signs_of_the_format_blanks() -> None:
    law = Mention(0, 4, "LEGAL", "Luật", {"type": "Luật", "number": None, "issuer": "Quốc hội [khóa|XIV]"})
    written = write_gold(MarkedDocument("d", (law,), {"title": "Một\nhai", "authors": ["A", "B"]}, "Luật mới"))
    assert written.endswith("---\n[[LEGAL;type=Luật;issuer=Quốc hội khóa XIV|Luật]] mới")
    assert "title: Một hai\n" in written and "authors: A; B\n" in written


def test_mark_that_crosses_another_is_left_out() -> None:
    one, other = Mention(0, 5, "UNIT", "a b c"), Mention(4, 7, "PLACE", "c d")
    assert write_gold(MarkedDocument("d", (one, other), {}, "a b c d")).endswith("[[UNIT|a b c]] d")


def test_text_with_marks_of_its_own_is_refused() -> None:
    with pytest.raises(GoldError):
        write_gold(MarkedDocument("d", (), {}, "so [[UNIT|it]] is"))
