"""The levels of places come from the lexicon, and no rule writes the list down again."""

import re
from pathlib import Path

from ingest.document import Document
from nlp.fields.issuer_names import own_place
from nlp.fields.page_addresses import address_of
from nlp.places.levels import kind_of, level_of, levels, levels_pattern

FOLDER = Path(__file__).parents[2] / "nlp"
WRITTEN_OUT = re.compile(r"(?:thị xã|thị trấn|phường|quận)\|(?:thị xã|thị trấn|phường|quận)")


def test_levels_are_those_of_administration_the_longest_first() -> None:
    assert {"tỉnh", "thành phố", "thị xã", "quận", "huyện", "đặc khu", "phường", "thị trấn", "xã"} <= set(levels())
    assert not {"phủ", "thôn", "đường", "TP"} & set(levels())
    assert re.fullmatch(levels_pattern("district"), "huyện đảo")
    assert [level for level in levels("town", "ward") if level in ("thị xã", "xã")] == ["thị xã", "xã"]


def test_level_of_name_is_its_longest() -> None:
    assert level_of("thị xã Cửa Lò") == "thị xã"
    assert level_of("Cửa Lò") == ""
    assert (kind_of("đặc khu"), kind_of("miền")) == ("ward", "")


def test_own_place_of_body_begins_with_a_capital() -> None:
    assert own_place("Ủy ban nhân dân huyện đảo Lý Sơn") == "huyện đảo Lý Sơn"
    assert own_place("Ban Vận động xã Ấm") == "xã Ấm"
    assert own_place("Ban Vận động xã ấm") == ""


def test_no_pattern_writes_the_levels_out() -> None:
    found = [path.name for path in FOLDER.rglob("*.py") if WRITTEN_OUT.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_address_at_foot_is_told_by_street_not_by_city() -> None:
    def foot(line: str) -> Document:
        return Document("Tin.", "text", "test", furniture=(line,))

    assert address_of(foot("25 phố Hàng Bài, quận Hoàn Kiếm")) == ("quận Hoàn Kiếm", "25 phố Hàng Bài, quận Hoàn Kiếm")
    assert address_of(foot("Phát triển bởi VNPT thành phố Vinh")) is None
