"""The place of a cluster or bloc that its description tells in part: a level, an office, a number alone."""

from __future__ import annotations

import re

from nlp.places.levels import levels_pattern
from nlp.units.belongings import Belongings
from nlp.units.cluster_names import is_bare_number
from nlp.units.kinds import BARE_LEVELS

COUNTED = re.compile(rf"\d+ (?:{levels_pattern()})(?:, (?:{levels_pattern()}))*$")
"""What ends the description of a cluster whose members are counted: `12 tỉnh, thành phố`."""
LISTED = re.compile(
    rf"(?:^|\s)các (?:{levels_pattern('district', 'town', 'ward')})(?:(?:,| và) (?:{levels_pattern()}))+$"
)
"""What ends the description of a cluster whose members are those of the document's province: `các huyện, thị xã`."""
COMMUNES = re.compile(
    rf"(?:^|\s)các (?:{levels_pattern('ward')})(?:(?:,| và) (?:{levels_pattern('ward')}))*$", re.IGNORECASE
)
"""What ends the description of a cluster whose members are communes: those of the document's district."""
OF_SECTOR = re.compile(
    rf"(?:Cụm|Khối) thi đua số \S+ ngành (?!.* (?:{levels_pattern()}|Việt Nam)(?!\w))[^,]*$", re.IGNORECASE
)
"""A numbered cluster of the bodies of one sector in a province: `Khối thi đua số III ngành Y tế`."""
OF_PARTY = re.compile(r"các (?:cơ quan|ban)(?: xây dựng)? Đảng(?:,[^,]*)?$")
"""What ends the description of a cluster of a party committee's offices: those of the province or the district."""
OF_OFFICE = re.compile(r" thuộc Sở (?!.*(?: của | các ))\S[^,]*$")
"""The office of a province whose cluster it is: `Khối thi đua các bệnh viện thuộc Sở Y tế`."""


def placed_cluster(name: str, tails: Belongings) -> str:
    """The name of a cluster with its place, `''` where its description tells of none or is whole."""
    if name.endswith(" ủy"):
        return tails.of_committee(name)
    if COMMUNES.search(name):
        return tails.of_home(name, district=True)
    if OF_SECTOR.match(name):
        return tails.of_province(name)
    if OF_PARTY.search(name):
        return tails.of_home(name)
    if name.endswith(BARE_LEVELS):
        if LISTED.search(name):
            return f"{name} {tails.province()}".strip()
        return name if COUNTED.search(name) else tails.of_bare_level(name)
    if OF_OFFICE.search(name):
        return tails.of_province(name)
    return tails.of_local(name) if is_bare_number(name) else ""
