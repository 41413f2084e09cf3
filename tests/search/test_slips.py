"""Slips of the keyboard lead to what was meant."""

from __future__ import annotations

import pytest

from search.slips import from_telex, slips


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ddua", "đua"),
        ("ais", "ái"),
        ("quoocs", "quốc"),
        ("quyeets", "quyết"),
        ("thuwowngr", "thưởng"),
        ("dduwowcj", "được"),
        ("thuowngf", "thường"),
        ("vânj", "vận"),
        ("tamj", "tạm"),
        ("hoaf", "hòa"),
        ("giois", "giói"),
        ("quys", "quý"),
        ("ngaan", "ngân"),
        ("thi", None),
        ("website", None),
        ("", None),
    ],
)
def test_telex_keys_become_the_syllable(typed: str, meant: str | None) -> None:
    assert from_telex(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("dongg", "dong"), ("bnih", "binh"), ("Vnih", "vinh"), ("tronng", "trong")]
)
def test_doubled_and_turned_letters_are_mended(typed: str, meant: str) -> None:
    assert any(meant in group for group in slips(typed))
