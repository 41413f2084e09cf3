"""What somebody may have meant to type: Telex keys left as letters, letters typed twice or in turned order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ingest.orthography import is_syllable, nfc, normal_tone

TELEX_LETTERS = (
    ("uow", "ươ"), ("dd", "đ"), ("aa", "â"), ("aw", "ă"), ("ee", "ê"), ("oo", "ô"), ("ow", "ơ"), ("uw", "ư"),
)  # fmt: skip
TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
SHAPED = "ăâêôơư"
VOWELS = "aeiouy" + SHAPED


def from_telex(word: str) -> str | None:
    """The syllable that Telex keys stand for; None where they stand for none.

    >>> from_telex("dduwowcj"), from_telex("quoocs"), from_telex("vânj"), from_telex("thi")
    ('được', 'quốc', 'vận', None)
    """
    letters = nfc(word).lower()
    for keys, letter in TELEX_LETTERS:
        letters = letters.replace(keys, letter)
    letters = letters.replace("ưow", "ươ").replace("ưo", "ươ")
    for at in range(len(letters) - 1, 0, -1):
        if letters[at] in TELEX_TONES and any(letter in VOWELS for letter in letters[:at]):
            letters = _with_tone(letters[:at] + letters[at + 1 :], TELEX_TONES[letters[at]])
            break
    return letters if letters != nfc(word).lower() and is_syllable(letters) else None


def _with_tone(syllable: str, tone: str) -> str:
    """The syllable with a tone mark on its main vowel."""
    first = 2 if re.match(r"qu|gi[aeiouăâêôơư]", syllable) else 0
    vowels = [at for at in range(first, len(syllable)) if syllable[at] in VOWELS] or [1]
    shaped = [at for at in vowels if syllable[at] in SHAPED]
    closed = vowels[-1] < len(syllable) - 1
    at = shaped[-1] if shaped else vowels[-1] if closed or len(vowels) == 1 else vowels[-2]
    return normal_tone(unicodedata.normalize("NFC", syllable[: at + 1] + tone + syllable[at + 1 :]))


def slips(word: str) -> Iterator[list[str]]:
    """Yield groups of words that `word` may be a slip of, the likeliest group first."""
    typed = nfc(word).lower()
    yield [meant for meant in (from_telex(typed),) if meant is not None]
    single = re.sub(r"(.)\1+", r"\1", typed)
    yield [single] if single != typed else []
    turned = (typed[:at] + typed[at + 1] + typed[at] + typed[at + 2 :] for at in range(len(typed) - 1))
    yield [one for one in dict.fromkeys(turned) if one != typed]
