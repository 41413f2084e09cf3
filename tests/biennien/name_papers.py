"""Five papers that name units, slogans and campaigns, some of them by a slip or another name."""

from __future__ import annotations

from nlp.mention import METADATA_FIELDS, Analysis
from nlp.mention import Campaign as Record
from nlp.mention import Mention as Found

COMMUNE, DISTRICT = "Hội Nông dân xã Phong Thủy", "Hội Nông dân huyện Lệ Thủy"
SLIP = "Hội Nông dân xã Phong Thũy"
CLUB, BEES, BY_SOME = "Câu lạc bộ Ong Vàng", "Tổ nuôi ong Ong Vàng", "Nhóm Đồi Chè"
CLEAN, NEAT = "phong trào “Sạch nhà, đẹp ngõ”", "phong trào “Nhà sạch, ngõ đẹp”"
GREEN, LEAF = "Xanh quê hương", "Quê hương xanh"

WRITTEN = (
    (COMMUNE, CLUB, GREEN, CLEAN),
    (SLIP, CLUB, LEAF, NEAT),
    (COMMUNE, SLIP, GREEN, CLEAN),
    (DISTRICT, BEES, LEAF, CLEAN),
    (BEES, COMMUNE, GREEN, NEAT),
)
"""What each document names: two units, a slogan and a campaign."""


def surface(name: str) -> str:
    """How a text writes a name."""
    return BY_SOME if name == CLUB else name


def text_of(names: tuple[str, ...]) -> str:
    return f"{surface(names[0])} cùng {surface(names[1])} phát động {names[3]} với chủ đề {names[2]}."


def analysis_of(names: tuple[str, ...]) -> Analysis:
    body = text_of(names)

    def mention(label: str, name: str) -> Found:
        start = body.index(surface(name))
        return Found(start, start + len(surface(name)), label, surface(name), name)

    found = (
        mention("UNIT", names[0]), mention("UNIT", names[1]), mention("SLOGAN", names[2]), mention("CAMPAIGN", names[3])
    )  # fmt: skip
    record = Record(
        names[3], launched_by=names[0], participants=(names[1], DISTRICT), slogans=(names[2],), stage="launch"
    )
    metadata = dict.fromkeys(METADATA_FIELDS) | {"issuer": names[0], "authors": [], "attachments": []}
    return Analysis(found, metadata, {}, (record,))
