"""An archive's own words: what they set in, what they take off, and what they leave alone."""

from __future__ import annotations

from ingest.formats import read_text
from nlp.own_words import OwnWord, OwnWords
from nlp.pipeline import analyse

TEXT = """Chiều 12/3/2019, BQL Đồi Chè phát động thi đua tại Bến Nứa. BQL ĐỒI CHÈ và UBND xã Thanh Thủy mời bà con
cùng hô: mỗi nhà một gốc chè. Trạm xá Bến Nứa góp mười gốc.
"""


def found(*words: OwnWord) -> list[tuple[str, str, object]]:
    mentions = analyse(read_text(TEXT, strict=False), OwnWords(words)).mentions
    return [(one.label, one.text, one.value) for one in mentions]


def test_alias_names_its_unit_also_in_capitals() -> None:
    taught = found(OwnWord("alias", "BQL Đồi Chè", "Ban Quản lý Dự án Đồi Chè"))
    assert [row for row in taught if row[0] == "UNIT"][:2] == [
        ("UNIT", "BQL Đồi Chè", "Ban Quản lý Dự án Đồi Chè"),
        ("UNIT", "BQL ĐỒI CHÈ", "Ban Quản lý Dự án Đồi Chè"),
    ]


def test_place_and_slogan_are_marked_outside_units() -> None:
    new = set(found(OwnWord("place", "Bến Nứa", "bến Nứa"), OwnWord("slogan", "mỗi nhà một gốc chè"))) - set(found())
    assert ("PLACE", "Bến Nứa", "bến Nứa") in new
    assert ("SLOGAN", "mỗi nhà một gốc chè", "mỗi nhà một gốc chè") in new
    unit = OwnWord("unit", "Trạm xá Bến Nứa")
    both = found(unit, OwnWord("place", "Bến Nứa"))
    assert ("UNIT", "Trạm xá Bến Nứa", "Trạm xá Bến Nứa") in both
    assert sum(row[1] == "Bến Nứa" for row in both) == 1


def test_stop_word_takes_off_its_own_surface_only() -> None:
    before, after = found(), found(OwnWord("stop", "UBND xã Thanh Thủy", label="UNIT"))
    assert ("UNIT", "UBND xã Thanh Thủy") in {row[:2] for row in before}
    assert "UBND xã Thanh Thủy" not in {row[1] for row in after}
    assert {row for row in before if row[0] == "DATE"} == {row for row in after if row[0] == "DATE"}


def test_digest_names_a_state_of_the_words() -> None:
    one, other = OwnWord("slogan", "a b"), OwnWord("unit", "c")
    assert OwnWords([one, other]).digest == OwnWords([other, one, one]).digest != OwnWords([one]).digest
    assert OwnWords().digest == ""
