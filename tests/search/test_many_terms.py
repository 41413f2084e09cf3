"""Many documents at once have the terms that each has alone."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle, islice
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.orthography import fold, from_bytes, nfc, to_bytes, words_to_bytes
from search import many_terms, many_texts
from search.letters import FOLDED
from search.many_terms import FEWEST, many_text_terms
from search.many_texts import read_exact
from search.mapping import BEYOND, IndexDocument
from search.terms import text_terms

PIECES = [
    "HĐND", "hdnd", "Hoà", "quý", "kỷ", "Đắk", "tòan", "thi đua", "Phong trào thi đua", "12/KH-UBND", "T.Ư", "K.C.H.C",
    "_T.Ư", "T.Ư_", "a.b", "3.4", "a.bc", "I.", "khoá IV", "CT 03", "BCH", "TT. họp", "P.12", "\xa0", "\n", "-", "...",
    "é", "★", "☎đ", "đảm đang", "dam dang", "nghiêngngả", "²", "x" * 8, "x" * 9, "Xy" * 40,
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=20).map(" ".join)
NAMES = st.lists(TEXTS.map(lambda label: (label, label)), max_size=3).map(tuple)
DOCUMENTS = st.builds(
    IndexDocument,
    id=st.just("a"),
    title=TEXTS,
    body=TEXTS,
    units=NAMES,
    slogans=NAMES,
    place=st.none() | TEXTS,
    said=st.lists(TEXTS, max_size=2).map(tuple),
)


def _alike(documents: Sequence[IndexDocument]) -> bool:
    bodies = [nfc(document.body) for document in documents]
    many = list(many_text_terms(documents, bodies))
    return [*map(_ordered, many)] == [*map(_ordered, map(text_terms, documents, bodies))]


def _ordered(terms: dict[str, Any]) -> dict[str, Any]:
    return terms | {BEYOND: sorted(terms[BEYOND][0].split(" "))}


@given(st.lists(DOCUMENTS, min_size=FEWEST, max_size=8))
def test_documents_have_the_same_terms_together_as_alone(documents: list[IndexDocument]) -> None:
    assert _alike(documents)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join))
def test_words_that_want_the_same_place_keep_their_own_forms(text: str) -> None:
    document = IndexDocument(id="a", title="", body=text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(many_texts, "_SHIFT", np.uint64(63))
        assert all(_alike([document] * FEWEST) for _ in range(2))


def test_documents_of_which_some_are_long_or_hold_rare_letters_stay_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(many_terms, "LONGEST", 30)
    monkeypatch.setattr(many_terms, "AT_ONCE", 40)
    texts = islice(cycle(["thi đua", "漢字 thi đua", "thi đua " * 9, "phong trào", ""]), 23)
    assert _alike([IndexDocument(id="a", title="Thi đua", body=text) for text in texts])


def test_abbreviation_for_words_with_rare_letters_is_read_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_texts: Sequence[bytes]) -> list[bytes]:
        return [to_bytes("漢")]

    monkeypatch.setattr(many_terms, "read_exact", refuse)
    assert _alike([IndexDocument(id="a", title="Thi đua", body="HĐND")] * FEWEST)


def test_rare_signs_part_words_as_others_do_and_rare_letters_are_read_alone() -> None:
    text = "★★★ thi☎đua ©2020 B.C.H☆ ▸a.▸b"
    assert from_bytes(words_to_bytes(text)) == "    thi đua  2020 B.C.H   a. b"
    with pytest.raises(UnicodeEncodeError):
        words_to_bytes("☎ 漢字")
    assert _alike([IndexDocument(id="a", title="☎ Thi đua", body=text)] * FEWEST)


def test_table_of_bytes_folds_as_letters_are() -> None:
    text = "Đảng ủy KHỐI, “Hoà” 12–3²"
    assert from_bytes(to_bytes(text).translate(FOLDED)) == fold(text)
    assert from_bytes(read_exact([to_bytes(text)])[0]) == "đảng ủy khối hòa 12 3²"
