"""A second look at a line that decides: print gains by it, what cannot be read stays open."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.scans.missed_lines import with_missed_lines
from ingest.scans.recognised import SeenWord
from ingest.scans.second_look import look_again

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
DOTS = 200
LEFT, TOP, SIZE = 200, 200, 31


def page(text: str, *, noise: float = 0.0) -> Image.Image:
    """A grey page with one line."""
    picture = Image.new("L", (1654, 2339), 244)
    ImageDraw.Draw(picture).text((LEFT, TOP), text, fill=20, font=ImageFont.truetype(FONT, SIZE))
    grain = np.random.default_rng(1).normal(0, noise, (picture.height, picture.width))
    return Image.fromarray((np.asarray(picture) + grain).clip(0, 255).astype(np.uint8))


def seen(text: str, confidence: float) -> list[SeenWord]:
    """The words of the line as a first look may have them; the last one is unsure."""
    words, at = [], float(LEFT)
    for word in text.split():
        width = ImageFont.truetype(FONT, SIZE).getlength(word + " ")
        words.append(SeenWord(word, (at, TOP, at + width - 9, TOP + SIZE), 0.95, 0))
        at += width
    return [*words[:-1], replace(words[-1], confidence=confidence)]


@pytest.mark.parametrize("first", ["Số: 11/HD-LĐLĐ", "Số: 1l/HD-LĐLĐ", "Số: £1/HD-LĐLĐ"])
def test_a_printed_number_read_unsurely_is_settled(first: str) -> None:
    words = look_again(page("Số: 11/HD-LĐLĐ", noise=8), DOTS, seen(first, 0.4))
    assert [word.text for word in words] == ["Số:", "11/HD-LĐLĐ"]
    assert words[-1].confidence >= 0.6
    assert LEFT < words[-1].box[0] < words[-1].box[2] < LEFT + 300
    assert TOP - SIZE < words[-1].box[1] < words[-1].box[3] < TOP + 2 * SIZE


def test_what_no_look_can_read_stays_as_it_was() -> None:
    picture = page("Số:       /HD-LĐLĐ")
    pen = ImageDraw.Draw(picture)
    for at in (270, 290, 312):
        pen.line([(at, 226), (at + 9, 198), (at + 14, 224), (at, 209)], fill=20, width=3)
    first = seen("Số: 1£4/HD-LĐLĐ", 0.2)
    assert look_again(picture, DOTS, first) == first


def test_other_lines_are_not_looked_at_again() -> None:
    first = seen("Trồng mười cây xoan", 0.2)
    assert look_again(page("một dòng khác"), DOTS, first) == first


def test_words_in_another_ink_are_left_to_a_person() -> None:
    first = [replace(word, by_hand=True) for word in seen("Số: 14/HD-LĐLĐ", 0.4)]
    assert look_again(page("Số: 11/HD-LĐLĐ"), DOTS, first) == first


def test_a_line_that_was_passed_over_is_read_and_a_rule_is_not() -> None:
    picture = page("Hoàng Văn Khánh", noise=8)
    ImageDraw.Draw(picture).line([(300, 900), (900, 900)], fill=20, width=5)
    other = SeenWord("xong", (300.0, 700.0, 360.0, 731.0), 0.95, 4)
    first, *missed = with_missed_lines(picture, DOTS, [other])
    assert first == other
    assert [word.text for word in missed] == ["Hoàng", "Văn", "Khánh"]
    assert {word.line for word in missed} == {5}


def test_a_line_that_was_read_is_not_looked_for() -> None:
    words = seen("Hoàng Văn Khánh", 0.9)
    picture = page("Hoàng Văn Khánh")
    assert with_missed_lines(picture, DOTS, words) == words
    ImageDraw.Draw(picture).rectangle((LEFT - 20, TOP - 12, LEFT + 400, TOP + SIZE + 16), outline=20, width=5)
    assert with_missed_lines(picture, DOTS, words) == words
