"""Texts that are nearly the same are told from others by their signatures."""

from __future__ import annotations

import random

import pytest

from search.likeness import bands, likeness, signature

SYLLABLES = ["thi", "đua", "xã", "huyện", "phụ", "nữ", "trồng", "rừng", "giữ", "nước", "dạy", "học", "chữa", "bệnh"]


def words(seed: int, count: int = 600) -> list[str]:
    chooser = random.Random(seed)
    return [chooser.choice(SYLLABLES) + str(chooser.randrange(40)) for _ in range(count)]


def signed(text: list[str]) -> bytes:
    made = signature(" ".join(text))
    assert made is not None
    return made


def misread(text: list[str], every: int) -> list[str]:
    return [f"l{word}" if place % every == 0 else word for place, word in enumerate(text)]


def test_text_without_its_accents_has_the_same_signature() -> None:
    text = "Ủy ban nhân dân xã phát động phong trào thi đua trồng rừng, giữ nước " * 6
    plain = "Uy ban nhan dan xa phat dong phong trao thi dua trong rung, giu nuoc " * 6
    assert signature(text) == signature(plain)


@pytest.mark.parametrize("seed", range(8))
def test_text_with_a_misread_word_in_twenty_is_alike_and_meets_in_a_band(seed: int) -> None:
    one, other = signed(words(seed)), signed(misread(words(seed), every=20))
    assert likeness(one, other) > 0.6
    assert set(bands(one)) & set(bands(other))


def test_other_text_of_the_same_words_is_not_alike() -> None:
    one, other = signed(words(1)), signed(words(2))
    assert likeness(one, other) < 0.1
    assert not set(bands(one)) & set(bands(other))


def test_likeness_estimates_the_runs_in_common() -> None:
    common, one, other = words(3, 400), words(4, 200), words(5, 200)
    assert likeness(signed(common + one), signed(common + other)) == pytest.approx(0.5, abs=0.15)


def test_text_of_a_few_words_is_not_compared() -> None:
    assert signature("Chúc mừng năm mới") is None
