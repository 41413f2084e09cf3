"""Numbers written in words: `hai mươi lăm`, `một nghìn chín trăm tám mươi`."""

from __future__ import annotations

DIGITS = {
    word: value
    for value, words in enumerate(("một mốt", "hai", "ba", "bốn tư", "năm lăm", "sáu", "bảy", "tám", "chín"), 1)
    for word in words.split()
}
TENS = {"mười": 10, "hăm": 20}
SCALES = {"chục": 10, "mươi": 10, "trăm": 100}
GROUPS = {"nghìn": 1_000, "ngàn": 1_000, "vạn": 10_000, "triệu": 1_000_000}


def spelt_number(words: str) -> int:
    """The number that words stand for; what is no word of a number (`lẻ`, `không`) counts nothing."""
    total = group = digit = 0
    for word in words.lower().split():
        if word in DIGITS:
            digit = DIGITS[word]
        elif word in TENS:
            group += TENS[word]
        elif word in SCALES:
            group, digit = group + digit * SCALES[word], 0
        elif word in GROUPS:
            total, group, digit = total + (group + digit) * GROUPS[word], 0, 0
    return total + group + digit
