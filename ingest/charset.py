"""Bytes to NFC text: UTF-8, UTF-16 and UTF-32, else by content the best of the encodings used before Unicode.

`repair` does the same for a text whose bytes a program has read as Latin-1 already; where a font's name tells the
encoding, `ingest.legacy` has `encoding_of_font` and `convert`.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from ingest.errors import UnsupportedFormat
from ingest.legacy import ENCODINGS, OWN_LETTERS, WORD, convert, image_of
from ingest.orthography import is_syllable, nfc, syllable_share

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; the one for UTF-32 begins with that for UTF-16 and stands before it."""

LEAST_SYLLABLES = 0.7
"""Good pages have 0.84 to 0.99 valid syllables, a wrong guess 0.29 to 0.56."""

LEAST_OWN_LETTERS = 0.04
"""Share of letters that only Vietnamese has: 0.11 to 0.17 on good pages, 0.013 at most on unconverted ones."""

FEW_HIGH_BYTES = 0.01
"""Share of bytes above ASCII up to which a text is one without marks, with a quote or a dash from Windows."""

LEAST_GAIN = 0.2
"""How much the share of syllables must grow for a text to be a misread one."""

LEAST_REPAIRED = 3
"""Different words that must become syllables: fewer are a sign (`m²`) or a foreign name."""

TELLING_WORDS = 4
"""Words from which a line tells its encoding; a single letter is a syllable in any of them."""

SAMPLE = 20_000
"""Characters that suffice to tell a right guess from a wrong one."""

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
HIGH = re.compile(r"[^\x00-\x7f]")
STRANGE = re.compile(r"[^\t\r -~]")
PLAIN_UTF16 = re.compile("[\t\n\r -\u024f\u0300-\u0323\u1e00-\u206f\u20ab\ufeff]*")
"""What a text of the genre in UTF-16 is made of; bytes of another kind taken for UTF-16 scatter over all planes."""

CUT = "unexpected end of data"
"""What the decoder of UTF-8 says of a letter that the data ends within."""

LEAST_ZEROS = 0.3
"""Share of zero bytes in UTF-16: half of them where a letter is of Latin-1, as four of five are."""


def encoding_of(data: bytes) -> str | None:
    """The encoding that the mark at the head of `data` names, or UTF-16 that is plain without one; else None."""
    marked = next((encoding for mark, encoding in MARKS if data.startswith(mark)), None)
    return marked or _unmarked_utf16(data)


def _unmarked_utf16(data: bytes) -> str | None:
    head = data[: 2 * (min(len(data), SAMPLE) // 2)]
    if len(data) % 2 or head.count(0) < LEAST_ZEROS * len(head):
        return None
    for encoding in ("utf-16-le", "utf-16-be"):
        if PLAIN_UTF16.fullmatch(head.decode(encoding, "replace")):
            return encoding
    return None


def decode(data: bytes, *, declared: str | None = None) -> str:
    """The NFC text of `data`, without its mark; `declared` is tried first when the bytes are no UTF-8.

    Raises: UnsupportedFormat with kind `encoding` when no reading gives Vietnamese, `binary` for control characters.
    """
    marked = encoding_of(data)
    if marked:
        return nfc(_checked(data, marked).removeprefix("\ufeff"))
    try:
        text = _utf8(data)
    except UnicodeDecodeError:
        return _guess(data, declared)
    if "\0" in text:
        raise UnsupportedFormat(kind="binary")
    return nfc(text)


def _utf8(data: bytes) -> str:
    """The text of UTF-8, without a last letter of which only a part is left: a file or a field may be cut anywhere.

    Raises: UnicodeDecodeError; also where no letter before it is beyond ASCII, so that another encoding may be meant.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data[: error.start]
        if error.reason != CUT or whole.isascii():
            raise
        return whole.decode("utf-8")


def _checked(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnsupportedFormat(kind="encoding", detail=encoding, position=error.start) from error


def _guess(data: bytes, declared: str | None) -> str:
    """The text in the encoding that gives most syllables.

    Raises: UnsupportedFormat.
    """
    if declared and (text := _declared(data, declared)):
        return text
    image = data.decode("latin-1")
    best = max(ENCODINGS, key=lambda encoding: syllable_share(_sample(image, encoding)))
    if not reads_well(_sample(image, best), few_marks=len(HIGH.findall(image)) < FEW_HIGH_BYTES * len(image)):
        raise UnsupportedFormat(kind="encoding")
    return convert(image, best)


def is_legacy(data: bytes) -> bool:
    """Whether bytes with control characters are a text: VISCII and VPS have rare capitals there."""
    try:
        return bool(_guess(data, None))
    except UnsupportedFormat:
        return False


def _declared(data: bytes, encoding: str) -> str:
    """The text in the encoding that its bringer names, empty where that gives no Vietnamese."""
    try:
        text = nfc(data.decode(encoding))
    except (UnicodeDecodeError, LookupError):
        return ""
    return text if reads_well(text[:SAMPLE]) else ""


def _sample(image: str, encoding: str) -> str:
    return convert(image[:SAMPLE], encoding)


def reads_well(text: str, *, few_marks: bool = False) -> bool:
    """Whether a text is made of Vietnamese syllables and, but for `few_marks`, of letters that only Vietnamese has."""
    if CONTROLS.search(text) or syllable_share(text) < LEAST_SYLLABLES:
        return False
    letters = sum(map(len, WORD.findall(text)))
    return few_marks or len(OWN_LETTERS.findall(text)) >= LEAST_OWN_LETTERS * letters


def is_written_in(text: str, encoding: str) -> bool:
    """Whether a text read as Latin-1 gains by being taken for `encoding`; give all that a font of it was used for.

    A font's name alone does not tell: it outlives the conversion of a document to Unicode.
    """
    return syllable_share(convert(text[:SAMPLE], encoding)) > syllable_share(text[:SAMPLE])


def repair(text: str) -> str:
    """The text with every paragraph that was misread as Latin-1 read right; paragraphs in Unicode stay as they are.

    A paragraph is a line. Give a document's whole text: a short line follows the one before it.
    """
    lines = text.split("\n")
    suspects = [place for place, line in enumerate(lines) if STRANGE.search(line) and not OWN_LETTERS.search(line)]
    readings = {place: _readings(lines[place]) for place in suspects}
    telling = {place: found for place, found in readings.items() if len(lines[place].split()) >= TELLING_WORDS}
    believed = _believed(lines, telling) or _believed(lines, readings) or _believed(lines, readings, ties=True)
    before = ""
    for place, line in enumerate(lines if believed else ()):
        known = {name: reading for name, reading in readings.get(place, {}).items() if name in believed}
        if known or OWN_LETTERS.search(line):
            before = _best(known, before)
        if known and before:
            lines[place] = known[before].text
    return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A line read in an encoding, and by how much its share of syllables grew."""

    text: str
    gain: float


def _readings(line: str) -> dict[str, _Reading]:
    """The line in each encoding that it can be in."""
    share = syllable_share(line)
    texts = ((encoding, _read(line, encoding)) for encoding in (*ENCODINGS, "utf-8"))
    return {encoding: _Reading(text, syllable_share(text) - share) for encoding, text in texts if text}


def _best(readings: dict[str, _Reading], before: str) -> str:
    """The encoding by which a line gains most; that of the line `before` where none is better; empty where it loses."""
    most = max((reading.gain for reading in readings.values()), default=-1.0)
    if before in readings and readings[before].gain == most >= 0:
        return before
    return next((name for name, reading in readings.items() if reading.gain == most > 0), "")


def _believed(lines: list[str], readings: dict[int, dict[str, _Reading]], *, ties: bool = False) -> frozenset[str]:
    """The encodings that convince by the lines that gain most by them alone; with `ties` the best by all of those."""
    new: dict[str, int] = {}
    for encoding in (*ENCODINGS, "utf-8"):
        own = [place for place, found in readings.items() if _wins(encoding, found, ties=ties)]
        before = "\n".join(lines[place] for place in own)
        after = "\n".join(readings[place][encoding].text for place in own)
        words = set(filter(_is_plain_syllable, WORD.findall(after))) - set(WORD.findall(before))
        gain = syllable_share(after) - syllable_share(before)
        if len(words) >= LEAST_REPAIRED and gain >= LEAST_GAIN and reads_well(after):
            new[encoding] = len(words)
    return frozenset([max(new, key=lambda name: new[name])] if ties and new else new)


def _wins(encoding: str, readings: dict[str, _Reading], *, ties: bool) -> bool:
    """Whether a line gains by an encoding and by no other as much, or with `ties` by no other more."""
    own = readings[encoding].gain if encoding in readings else 0
    others = max((reading.gain for name, reading in readings.items() if name != encoding), default=0)
    return own > 0 and (own > others or (ties and own == others))


def _is_plain_syllable(word: str) -> bool:
    """Whether a word is a syllable of two letters or more in one case: signs give `mỲ` for `m²` and `ổC` for `°C`."""
    return len(word) > 1 and (word.islower() or word.isupper() or word.istitle()) and is_syllable(word)


def _read(line: str, encoding: str) -> str:
    """A misread line in an encoding; empty where it cannot be in it."""
    if encoding != "utf-8":
        return convert(line, encoding)
    try:
        return nfc(image_of(line).encode("latin-1").decode("utf-8"))
    except UnicodeError:
        return ""
