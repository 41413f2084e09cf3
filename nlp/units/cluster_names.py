"""How clusters and blocs of an emulation movement are called: their numbers, their dashes, the place of a bloc."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import islice

from nlp.units.kinds import COMPLETE
from nlp.units.spelling import level_word

BLOC = re.compile(r"Khối (?!thi đua)\S.*")
WIDE_BLOC = re.compile(r"Khối (?:[Cc]ác cơ quan|[Dd]oanh nghiệp|[Cc]ơ quan)[^,]*$")
SHORT_CLUSTER = re.compile(r"(?P<head>Cụm|Khối) (?P<mark>số )?(?P<number>[IVX]+|\d{1,2})$")
NUMBERED_CLUSTER = re.compile(r"(?:Cụm|Khối) thi đua số \S+$")
MEMBERS = re.compile(r"(?:Cụm|Khối) thi đua số \S+ [Cc]ác (?!.*(?: ủy$| (?:miền|vùng|khu vực) ))[^,]*$")
SEARCHED_NAMES = 1_000
"""Names of one document, the first ones, that may tell a cluster in full."""
MEMBERS_ALONE = re.compile(r"(?:Cụm|Khối) các ")
DASH = re.compile(r"^((?:Cụm|Khối) thi đua(?: số \S+)?)\s[-–]\s?(?=\w)", re.IGNORECASE)
NUMBER_WORD = re.compile(r"\w*\d\w*|[IVXLC]+")


def without_dash(name: str) -> str:
    """`Cụm thi đua số 1 - Bộ Công an` as `Cụm thi đua số 1 Bộ Công an`: they are one."""
    return DASH.sub(r"\1 ", name)


def cluster_in_full(name: str, *, blocs: bool) -> str:
    """`Cụm số 7` and `Cụm VII` as `Cụm thi đua số 7`; a bare number behind `Khối` only where `blocs` are known.

    Elsewhere it may be a street block's.
    """
    found = SHORT_CLUSTER.match(name)
    if found is None or (not found["mark"] and found["head"] == "Khối" and not blocs):
        return name
    return f"{found['head']} thi đua số {found['number']}"


def of_emulation(name: str, counted: Mapping[str, int]) -> str:
    """`Khối các xã, thị trấn` as `Khối thi đua các xã, thị trấn` where the document names that one too."""
    head, _, rest = name.partition(" ")
    longer = f"{head} thi đua {rest}"
    if MEMBERS_ALONE.match(name) is None:
        return name
    named = islice(counted, SEARCHED_NAMES)
    return longer if any(full == longer or full.startswith(f"{longer} ") for full in named) else name


def is_bare_number(name: str) -> bool:
    """Whether a cluster is named by its number alone."""
    return NUMBERED_CLUSTER.match(name) is not None


def has_members(name: str) -> bool:
    """Whether a numbered cluster is told by its members without their place: `Cụm thi đua số 2 các trường …`."""
    return MEMBERS.match(name) is not None and not level_word(name)


def wants_place(name: str) -> bool:
    """Whether a name ends with a bloc of agencies or of firms without its place: such blocs are a province's."""
    return WIDE_BLOC.search(name) is not None and not level_word(name)


def find_blocs(counted: Mapping[str, int]) -> Counter[str]:
    """The blocs that full names hold, such as those of their party committees: `Khối Doanh nghiệp tỉnh Bình Định`."""
    found: Counter[str] = Counter()
    for name, count in counted.items():
        bloc = BLOC.search(name)
        if bloc is not None:
            found[bloc[0]] += count
    return found


def bloc_in_full(name: str, in_province: Callable[[str], str]) -> str:
    """A name that ends with a province's bloc, with that province."""
    return in_province(name) if wants_place(name) and not name.endswith(COMPLETE) else name


def main_bloc(counted: Mapping[str, int], in_province: Callable[[str], str]) -> str:
    """The bloc that a document names most, one with its place before others; empty without one."""
    full: Counter[str] = Counter()
    for name, count in find_blocs(counted).items():
        full[bloc_in_full(name, in_province)] += count
    return max(full, key=lambda name: (level_word(name) != "", full[name]), default="")


def cluster_in_usual_letters(text: str) -> str:
    """`Cụm thi đua số II` for `CỤM THI ĐUA SỐ II`: numbers stay as they are."""
    line = " ".join(word if NUMBER_WORD.fullmatch(word) else word.lower() for word in text.split())
    return line[:1].upper() + line[1:]
