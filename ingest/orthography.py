"""How Vietnamese is spelt: composed letters, folding, the place of tone marks, i and y, valid syllables.

Everything here but `nfc` and `loose` keeps the length of an NFC text, so that offsets stay good.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

TONE_MARKS = "\u0300\u0301\u0309\u0303\u0323"
"""The combining grave, acute, hook above, tilde and dot below."""

DASHES = "–—‑−"
"""What stands for a hyphen in print: short and long dash, the hyphen that does not part, the minus."""

_VOWELS = "aăâeêioôơuưy"
SMALL = "a-zđ" + "".join(unicodedata.normalize("NFC", one + mark) for one in _VOWELS for mark in ("", *TONE_MARKS))
CAPITALS = SMALL.upper()
"""The letters of Vietnamese for use inside the brackets of a pattern.

`À-Ỹ` is no such range: small letters and capitals with marks stand among one another in Unicode.
"""
LOOKALIKES = {"Ð": "Đ", "ð": "đ", "Ɖ": "Đ", "ɖ": "đ", "ǎ": "ă", "Ǎ": "Ă"}
"""U+00D0, U+00F0, U+0189, U+0256 and a caron for a breve, as many pages have them; one letter for one."""

DASHED_D = frozenset("đĐ").union(letter for letter, usual in LOOKALIKES.items() if usual in "đĐ")

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ă ăc ăm ăn ăng ăp ăt â âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êc êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu ynh yt
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet oi om on ong
    ooc oong op ot ô ôc ôi ôm ôn ông ôông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uâng uân uât uây uc uê uêch uênh uêu ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
    ak ăk âk ek êk ik ok ôk uk ưk
"""
ONSETS = frozenset(_ONSETS.split()) | {""}
RIMES = frozenset(_RIMES.split())
"""Rimes without tone marks; the last row is that of place names from the highlands (`Đắk Lắk`)."""

STOPPED = ("c", "ch", "k", "p", "t")
"""Codas that bear only the acute and the dot below."""


class _FoldTable(dict[int, str]):
    """Code point -> its folded letter, made as letters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        base = "d" if letter in DASHED_D else unicodedata.normalize("NFD", letter)[0]
        lower = base.lower()
        folded = lower if len(lower) == 1 else base
        self[code] = folded
        return folded


_FOLDED = _FoldTable()


def _frequent_letters() -> str:
    """The 256 signs that Vietnamese texts are made of: ASCII, the letters with marks, quotes, dashes and the like."""
    marked = "".join(letter for letter in SMALL if not letter.isascii())
    signs = "\0\t\n\r" + "".join(map(chr, range(ord(" "), 0x7F))) + marked + marked.upper() + "“”‘’–—…•·°§«»×²³\xa0"
    return signs.ljust(256, "\ufffe")  # what stands for no sign at all


_FREQUENT = _frequent_letters()
_ONE_BYTE = codecs.charmap_build(_FREQUENT)
_FREQUENT_FOLDED = _FREQUENT.translate(_FOLDED)


def to_bytes(text: str) -> bytes:
    """The text with a byte for each letter, by a table of our own. Raises: UnicodeEncodeError for a rare one."""
    return codecs.charmap_encode(text, "strict", _ONE_BYTE)[0]


def _blank_for_signs(error: UnicodeError) -> tuple[str, int]:
    """Blanks for rare signs that no word is made of: `★`, `☎`, `©`."""
    if not isinstance(error, UnicodeEncodeError) or any(map(str.isalnum, error.object[error.start : error.end])):
        raise error
    return " " * (error.end - error.start), error.end


codecs.register_error("biennien.blank_for_signs", _blank_for_signs)


def words_to_bytes(text: str) -> bytes:
    """As `to_bytes`, with a blank for each rare sign that is none of a word. Raises: UnicodeEncodeError for others."""
    return codecs.charmap_encode(text, "biennien.blank_for_signs", _ONE_BYTE)[0]


def from_bytes(letters: bytes) -> str:
    """The text of what `to_bytes` made."""
    return codecs.charmap_decode(letters, "strict", _FREQUENT)[0]


def table_of_bytes(change: Callable[[str], str]) -> bytes:
    """A table for `bytes.translate`: what `change`, which gives letters of the page, makes of each letter of it."""
    table = bytearray(range(256))
    for code, letter in enumerate(_FREQUENT.rstrip("\ufffe")):
        (table[code],) = to_bytes(change(letter))
    return bytes(table)


def nfc(text: str) -> str:
    """The text with composed letters."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text in lower case, without marks, `đ` as `d`: as many characters out as in.

    >>> fold("Đảng ủy KHỐI")
    'dang uy khoi'
    """
    try:
        # ten times as fast as to look each letter up: a byte a letter, read as what it is folded to
        return codecs.charmap_decode(to_bytes(text), "strict", _FREQUENT_FOLDED)[0]
    except UnicodeEncodeError:
        return text.translate(_FOLDED)


def plain_dashes(text: str) -> str:
    """The text with every dash a hyphen: as many characters out as in.

    >>> plain_dashes("2019 – 2020")
    '2019 - 2020'
    """
    for dash in DASHES:  # most texts hold none or one kind: looking for it is quicker than a table of letters
        if dash in text:
            text = text.replace(dash, "-")
    return text


@lru_cache(maxsize=4096)
def loose(text: str) -> str:
    """The form in which names are compared: NFC, single spaces, no capitals, one kind of dash, one tone-mark place.

    >>> loose("Uỷ ban nhân dân – TP Hoà Bình") == loose("Ủy ban  Nhân dân - tp Hòa Bình")
    True
    """
    text = " ".join(nfc(text).split()).casefold()
    text = plain_dashes(text)
    for second, first in _FIRST_PLACE.items():
        text = text.replace(second, first)
    return text


def each_once(texts: Iterable[str]) -> Iterator[str]:
    """The texts in their order, each once: of those that `loose` takes for one the first."""
    seen: set[str] = set()
    for text in texts:
        if (key := loose(text)) not in seen:
            seen.add(key)
            yield text


def _first_places() -> dict[str, str]:
    """`oà` -> `òa` and its like, in lower case."""
    return {
        nfc(first + second + mark): nfc(first + mark + second)
        for first, second in ("oa", "oe", "uy")
        for mark in TONE_MARKS
    }


_FIRST_PLACE = _first_places()


def _both_cases(places: dict[str, str]) -> dict[str, str]:
    """The replacements in lower case, in capitals, and with a first capital."""
    forms = (str, str.upper, str.capitalize)
    return {form(old): form(new) for old, new in places.items() for form in forms}


_OPEN = _both_cases(_FIRST_PLACE)
_CLOSED = {first: second for second, first in _OPEN.items()}


def _pair(pairs: Iterable[str]) -> str:
    """A pattern for what may be one of some pairs of letters: two sets are found quicker than as many words."""
    return "".join(f"[{''.join(sorted(set(letters)))}]" for letters in zip(*pairs, strict=True))


_OPEN_SYLLABLE = re.compile(_pair(_OPEN) + r"(?<![qQ]..)(?![^\W\d_])")
_CLOSED_SYLLABLE = re.compile(_pair(_CLOSED) + r"(?=[^\W\d_])")
_AFTER_Q = re.compile(_pair(form for form in _CLOSED if form[1] in "yY") + "(?<=[qQ]..)")


def normal_tone(text: str) -> str:
    """An NFC text with every tone mark where the older rule puts it: `hoà` as `hòa`, `uỷ` as `ủy`, `tòan` as `toàn`.

    >>> normal_tone("Uỷ ban Hoà Bình, quý, hoàn, tòan")
    'Ủy ban Hòa Bình, quý, hoàn, toàn'
    """
    text = _OPEN_SYLLABLE.sub(lambda match: _OPEN.get(match[0], match[0]), text)
    text = _CLOSED_SYLLABLE.sub(lambda match: _CLOSED.get(match[0], match[0]), text)
    return _AFTER_Q.sub(lambda match: _CLOSED.get(match[0], match[0]), text)


_Y_TO_I = {nfc(y + mark): nfc(i + mark) for y, i in ("yi", "YI") for mark in ("", *TONE_MARKS)}
_FREE_Y = re.compile(r"(?<![^\W\d_])([hklmstHKLMST])([" + "".join(_Y_TO_I) + r"])(?![^\W\d_])")


def normal_y(text: str) -> str:
    """An NFC text with the free final `y` written `i`: `kỷ` as `kỉ`, `Mỹ` as `Mĩ`; `ủy`, `quý`, `ý` stay.

    >>> normal_y("kỷ cương, Mỹ Đức, ủy ban, quý, bí thư")
    'kỉ cương, Mĩ Đức, ủy ban, quý, bí thư'
    """
    return _FREE_Y.sub(lambda match: match[1] + _Y_TO_I[match[2]], text)


_OFFICIAL = {
    "kì": "kỳ", "kí": "ký", "kỉ": "kỷ", "kĩ": "kỹ", "lí": "lý", "mĩ": "mỹ", "sỹ": "sĩ",
}  # fmt: skip
_SCHOOL_SPELLING = re.compile(rf"(?<![^\W\d_])(?:{'|'.join(_OFFICIAL)})(?![^\W\d_])")


def official_y(text: str) -> str:
    """An NFC text in small letters with the free `i` and `y` as offices write them; schoolbooks write `kĩ`, `lí`.

    Only syllables that are one word in both spellings: `tỉ` is also `tỉ mỉ`. For words beside those of the lexicons,
    which are spelt so; what is compared with nothing but itself goes the whole way by `normal_y`.

    >>> official_y("kĩ thuật, quản lí, kỉ niệm, bác sỹ, bí thư, kính")
    'kỹ thuật, quản lý, kỷ niệm, bác sĩ, bí thư, kính'
    """
    return _SCHOOL_SPELLING.sub(lambda match: _OFFICIAL[match[0]], text)


_FINAL_K = re.compile(r"(?<=[^\W\d_bcdđghjklmnpqrstvwxz])(k)(?![^\W\d_])", re.IGNORECASE)


def normal_k(text: str) -> str:
    """An NFC text with a final `k` behind a vowel written `c`, as names of the highlands are both ways.

    >>> normal_k("Đắk Lắk, Krông Búk")
    'Đắc Lắc, Krông Búc'
    """
    return _FINAL_K.sub(lambda match: "C" if match[1] == "K" else "c", text)


def split_tone(syllable: str) -> tuple[str, str]:
    r"""A syllable without its tone mark, and the mark (empty for the level tone).

    >>> split_tone("thưởng") == ("thương", "\u0309")
    True
    """
    marks = ""
    letters = []
    for part in unicodedata.normalize("NFD", syllable):
        if part in TONE_MARKS:
            marks += part
        else:
            letters.append(part)
    return nfc("".join(letters)), marks


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a word is one Vietnamese syllable, capitals and either tone-mark place allowed.

    >>> is_syllable("Thưởng"), is_syllable("nghiêng"), is_syllable("website"), is_syllable("khthi")
    (True, True, False, False)
    """
    plain, tone = split_tone(nfc(word).lower())
    if len(tone) > 1:
        return False
    return any(
        plain[:cut] in ONSETS and _is_rime(plain[:cut], plain[cut:], tone) for cut in range(min(3, len(plain)) + 1)
    )


def _is_rime(onset: str, rime: str, tone: str) -> bool:
    if rime not in RIMES and not (onset == "gi" and rime in {"n", "ng", "êng"}) and not (onset == "g" and rime == "i"):
        return False
    if not rime.endswith(STOPPED):
        return True
    return tone in ("\u0301", "\u0323")


def syllable_share(text: str) -> float:
    """The share of valid syllables among the words of letters; 0 where there are none.

    Good Vietnamese pages have 0.84 to 0.99, unconverted legacy fonts about 0.3.
    """
    words = re.findall(r"[^\W\d_]+", text)
    return sum(map(is_syllable, words)) / len(words) if words else 0.0


def is_capitals(text: str) -> bool:
    """Whether a text has letters and all of them are capitals."""
    return text.isupper()
