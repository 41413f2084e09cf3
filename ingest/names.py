"""Whether a short line is a person's name, an organisation's or a post: shape and word lists, no context."""

from __future__ import annotations

import re
from functools import cache

from ingest.orthography import is_capitals, is_syllable, loose, normal_tone
from ingest.words import load_rows, load_words

RANKS = (
    r"(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy)",
    r"(?:PGS|GS|TS|ThS|BS|DS|CN|KS|LS|NSƯT|NSND|NGƯT|NGND|TTƯT|TTND|ĐD)(?:\.|(?=[\s,]))",
    r"(?:BS|DS|ĐD)?\.?\s?CK\.?\s?I{1,2}\b\.?",
    r"hòa thượng|thượng tọa|đại đức|ni (?:trưởng|sư)|sư (?:cô|cả|thầy)|linh mục|mục sư|giám mục|chức sắc",
    r"(?:thầy thuốc|nhà giáo|nghệ sĩ) (?:ưu tú|nhân dân)",
    r"QNCN\b|bác sĩ|thạc sĩ|tiến sĩ|kỹ sư|luật sư|đồng chí|nhà báo",
)
RANK = re.compile(r"^(?:" + "|".join(RANKS) + r")[\s,.]*", re.I)
LONGEST_NAME = 5
LONGEST_STRANGE, LONGEST_FOREIGN = 6, 9
"""Letters of a word in a name that is no Vietnamese syllable: behind a surname, and anywhere (`Sóc Kunthia`)."""

IN_NAMES = str.maketrans("", "", "'’-")
HIGHLAND = re.compile(r"[A-ZĐ]h?[’'][^\W\d_]{2,}")
"""A highland name in one word: `H’Mai`, `K’Tiên`, `Bh’riu`."""
MIDDLE = frozenset({"văn", "thị"})
"""Middle names that older documents write small."""
SURE_MIDDLE = MIDDLE | {"đình", "ngọc", "hữu", "đức", "xuân", "minh", "quang"}
"""Middle names that no organisation's name has behind its head: `ĐOÀN VĂN NHƯỢNG`."""
PARTS = re.compile(r"[\s-]+")
"""What stands between the words of a name; older documents join them: `Trần-văn-Giàu`."""
JOINED = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
"""The dash within a word of several syllables: `ỦY-BAN KHÁNG-CHIẾN`."""
ALIAS = re.compile(r"\s*\([^()]*\)\s*$")
LONGEST_POST = 14
DEPUTY = re.compile(r"^p\s?\.\s?(?=\w{2})")
"""The deputy's letter before his post: `P. BÍ THƯ`."""
NO_ORGANISATION = re.compile(
    r"hội (?:nghị|thi|thảo|diễn|trại)|ban hành|báo (?:cáo|công)|tổ chức|bộ (?:tiêu chí|quy tắc|phận)|đòan kết"
    r"|công tác|tổng kết|vụ (?:đông|mùa|chiêm|xuân|hè|tháng|ba|tám|thu|ép|lúa)|phòng(?:,| chống| ngừa)|khối lượng"
    r"|đội ngũ|đồn điền|liên (?:kết|tịch)|trưởng thành|khoa (?:học|giáo)|(?:\w+ ){1,2}trưởng(?!\w)"
)
"""Words that begin like an organisation's head noun and name none, spelt as `loose` has them (`đòan`)."""


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The words of a list, told apart by their first letters: a text is compared with few of them."""
    rests: dict[str, list[str]] = {}
    for word in map(loose, load_words(name)):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    ways = (f"{re.escape(first)}(?:{'|'.join(each)})" for first, each in rests.items())
    return re.compile(rf"(?:{'|'.join(ways)})(?!\w)")


def looks_like_organisation(text: str) -> bool:
    """Whether a text begins with an organisation's head noun."""
    plain = JOINED.sub(" ", loose(text).lstrip(" *-–"))
    return bool(_pattern("organisations").match(plain)) and not NO_ORGANISATION.match(plain)


def is_post(text: str) -> bool:
    """Whether a line begins with the name of a post, in capitals or title case."""
    plain = DEPUTY.sub("", JOINED.sub(" ", loose(text)))
    return bool(_pattern("posts").match(plain)) and text[:1].isupper() and len(text.split()) <= LONGEST_POST


def behind_employment(text: str) -> str:
    """What an NFC text says behind the post, or what somebody is who holds none, with which it begins; else empty.

    >>> behind_employment("Công chức Văn hóa xã")
    'Văn hóa xã'
    """
    text = " ".join(text.split())
    plain = loose(text)
    found = _pattern("posts").match(plain) or _pattern("employees").match(plain)
    return text[found.end() :].lstrip() if found else ""


def names_body_behind(text: str) -> bool:
    """Whether an organisation is named anywhere behind a text's first word."""
    words = text.split()
    return any(looks_like_organisation(" ".join(words[at:])) for at in range(1, len(words)))


def without_rank(text: str) -> str:
    """The text without the military ranks and academic titles that open it."""
    while RANK.match(text):
        text = RANK.sub("", text)
    return text


def may_end_name(text: str) -> bool:
    """Whether the last word of a text has a capital: a cheap question, which lines of running text fail."""
    words = text.rsplit(None, 1)
    return bool(words) and words[-1].rpartition("-")[2][:1].isupper()


def person_in(text: str) -> str | None:
    """The person's name that a line holds alone, without rank or academic title; None for another line.

    A name has two to five syllables, all with a capital, and begins with a known surname.
    """
    bare = (ALIAS.sub("", text) if ")" in text else text).strip(" .,;*")
    if not may_end_name(bare):
        return None
    bare = without_rank(bare)
    words = PARTS.split(bare)
    if not 2 <= len(words) <= LONGEST_NAME or not _are_name_words(words, small=SURE_MIDDLE):
        return None
    if looks_like_organisation(bare) and is_capitals(bare) and normal_tone(words[1].lower()) not in SURE_MIDDLE:
        return None
    return bare if normal_tone(words[0].lower()) in _surnames_of_lines() else None


def is_name_shaped(text: str) -> bool:
    """Whether a text is two to five capitalised words that are no organisation, post or type of document.

    A highland name may be one word.
    """
    if not text[:1].isupper() or not may_end_name(text):
        return False
    words = PARTS.split(text)
    if not 2 <= len(words) <= LONGEST_NAME or not _are_name_words(words, LONGEST_FOREIGN):
        return bool(HIGHLAND.fullmatch(text))
    if looks_like_organisation(text) and normal_tone(words[1].lower()) not in SURE_MIDDLE:
        return False
    return not (is_post(text) or _pattern("doc_types").match(loose(text)))


@cache
def surnames() -> dict[str, bool]:
    """Family names of running text in small letters -> whether it is also an ordinary syllable, so that a title or post
    is wanted before it (`text` is `titled`, not `sure`)."""
    return {normal_tone(row["form"]): row["text"] == "titled" for row in load_rows("surnames") if row["text"]}


@cache
def _surnames_of_lines() -> frozenset[str]:
    """Those with which a line begins that holds a name alone; some are places or ordinary words in running text."""
    return frozenset(normal_tone(row["form"]) for row in load_rows("surnames") if row["line"])


def _are_name_words(words: list[str], longest: int = LONGEST_STRANGE, small: frozenset[str] = MIDDLE) -> bool:
    """Whether all words may stand in a name, a middle one of those in `small` letters among them."""
    inner = words[1:-1]
    return all(_is_name_word(word, longest) or (word in small and word in inner) for word in words)


def _is_name_word(word: str, longest: int = LONGEST_STRANGE) -> bool:
    shaped = word[:1].isupper() and (word.istitle() or word.isupper())
    shaped = shaped or bool(HIGHLAND.fullmatch(word))
    return shaped and word.translate(IN_NAMES).isalpha() and (is_syllable(word) or len(word) <= longest)
