"""How Vietnamese is spelt: folding keeps lengths, tone marks move, syllables are told from other words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.orthography import (
    CAPITALS,
    SMALL,
    each_once,
    fold,
    is_syllable,
    loose,
    nfc,
    normal_tone,
    normal_y,
    split_tone,
    syllable_share,
)

ROOT = Path(__file__).parents[2]
PACKAGES = ("ingest", "nlp", "search", "biennien")
TEXT = st.text(st.characters(codec="utf-8"), max_size=60)
VIETNAMESE = st.text("aăâeêioôơuưyđbcdghklmnpqrstvx áàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵHÒAĐỦY")


@given(TEXT)
def test_fold_keeps_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(VIETNAMESE)
def test_fold_is_the_same_for_nfd_input_made_nfc(text: str) -> None:
    assert fold(nfc(unicodedata.normalize("NFD", text))) == fold(text)


@given(TEXT)
def test_fold_is_the_same_beside_a_letter_that_vietnamese_texts_have_not(text: str) -> None:
    assert fold(text + "ж") == fold(text) + "ж"


@given(VIETNAMESE)
def test_fold_of_vietnamese_is_ascii(text: str) -> None:
    assert fold(text).isascii()


@given(TEXT)
def test_fold_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(VIETNAMESE)
def test_normal_tone_keeps_length_and_letters(text: str) -> None:
    moved = normal_tone(text)
    assert len(moved) == len(text)
    assert fold(moved) == fold(text)


@given(VIETNAMESE)
def test_normal_tone_twice_changes_nothing(text: str) -> None:
    assert normal_tone(normal_tone(text)) == normal_tone(text)


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("hoà", "hòa"),
        ("Uỷ ban", "Ủy ban"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("tòan", "toàn"),
        ("hoàn", "hoàn"),
        ("quý", "quý"),
        ("qúy", "quý"),
        ("của", "của"),
        ("thuỷ thủ", "thủy thủ"),
        ("khuỷu", "khuỷu"),
        ("xoè", "xòe"),
    ],
)
def test_normal_tone_moves_the_mark(written: str, normal: str) -> None:
    assert normal_tone(written) == normal


@pytest.mark.parametrize(
    ("written", "normal"), [("kỷ cương", "kỉ cương"), ("Mỹ", "Mĩ"), ("ủy", "ủy"), ("quý", "quý"), ("ý kiến", "ý kiến")]
)
def test_normal_y_changes_only_the_free_final_y(written: str, normal: str) -> None:
    assert normal_y(written) == normal


def test_loose_ignores_capitals_dashes_spaces_and_tone_place() -> None:
    assert loose("Uỷ ban nhân dân – TP Hoà Bình") == loose("ủy ban  nhân dân - tp Hòa Bình")


@pytest.mark.parametrize(
    "word", ["thưởng", "Nghiêng", "quyết", "giêng", "gìn", "gì", "khuya", "xoong", "Đắk", "Uỷ", "HOÀ", "kỷ"]
)
def test_is_syllable_accepts_vietnamese(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["website", "zalo", "HĐND", "khthi", "ngước̀", "bpp", "x", "2019", "kac", "cat"])
def test_is_syllable_refuses_other_words(word: str) -> None:
    assert not is_syllable(word)


def test_split_tone_gives_letters_and_mark() -> None:
    assert split_tone("thưởng") == ("thương", "\u0309")


def test_syllable_share_parts_vietnamese_from_unconverted_tcvn3() -> None:
    assert syllable_share("Cộng hòa xã hội chủ nghĩa Việt Nam") == 1
    assert syllable_share("Céng hoµ x· héi chñ nghÜa ViÖt Nam") < 0.5


@given(VIETNAMESE)
def test_letters_of_patterns_part_capitals_from_small(text: str) -> None:
    letters = [letter for letter in text if letter.isalpha()]
    assert all(bool(re.fullmatch(f"[{CAPITALS}]", letter)) == letter.isupper() for letter in letters)
    assert all(bool(re.fullmatch(f"[{SMALL}]", letter)) == letter.islower() for letter in letters)


def test_no_pattern_takes_marked_letters_by_their_codes() -> None:
    ranged = re.compile(r"[À-ÿĀ-ỹ]-[Ạ-ỹ]")
    sources = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    assert len(sources) > 400
    assert [path.name for path in sources if ranged.search(path.read_text(encoding="utf-8"))] == ["orthography.py"]


def test_each_once_keeps_the_first_spelling_in_order() -> None:
    assert list(each_once(["Uỷ ban", "Hội", "ủy  ban", "Hoà", "hội", "Hoa"])) == ["Uỷ ban", "Hội", "Hoà", "Hoa"]
