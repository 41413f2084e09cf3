"""Ids and keys: lasting names of things, made from what makes them the same thing."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from functools import lru_cache

from ingest.orthography import fold, nfc, normal_tone, normal_y
from nlp.lexicon import load_lexicon

DIGEST_BYTES = 10
"""80 bits: among a thousand million things two share an id with a chance below one in a million."""

LONGEST_KEY = 400
"""Characters; PostgreSQL indexes no text beyond 2,700 bytes. Longer keys end in a digest of the whole."""

JOINTS = ("chung", "với chủ đề", "mang chủ đề", "với tên gọi", "mang tên")
"""Words between a campaign's noun and its name."""

LASTING = r"(?:\d+|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười) (?:ngày đêm|ngày|tuần|tháng|năm)"
"""How long a drive lasts, before its quoted name: `chiến dịch 100 ngày “…”`."""

QUOTE = re.compile(r"[“\"«„]")
"""Opens the quoted name of a campaign."""

KEPT = 4_096
"""Keys that are kept: a document names the same things again and again."""

NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=KEPT)
def identity_key(name: str) -> str:
    """The form that makes two names one thing: lower case, one place for tone marks, words parted by one blank.

    Marks stay: `Hà Đông` and `Hạ Đông` are two places. The noun before a campaign's name falls: one writer's
    `phong trào thi đua “…”` is another's `phong trào “…”`.

    >>> identity_key("Uỷ ban Nhân dân – Hoà Bình") == identity_key("Ủy ban nhân dân Hòa Bình")
    True
    >>> identity_key("Phong trào thi đua “Dân vận khéo”") == identity_key('cuộc vận động "Dân vận khéo"')
    True

    So do words like `đặc biệt` and `100 ngày` between that noun and a quoted name.

    >>> identity_key("đợt thi đua cao điểm 80 ngày với chủ đề “Giữ biển”") == identity_key("đợt thi đua “Giữ biển”")
    True
    """
    quote = QUOTE.search(name)
    if (
        quote is not None
        and _plain_head().fullmatch(_words(name[: quote.start()]))
        and (key := _words(name[quote.end() :]))
    ):
        return _bounded(key)
    return former_key(name)


@lru_cache(maxsize=KEPT)
def former_key(name: str) -> str:
    """The key that a name had before words between a campaign's noun and its quoted name fell: entries keep theirs."""
    key = _words(name)
    head = _campaign_head().match(key)
    return _bounded(key[head.end() :] if head else key)


def _words(name: str) -> str:
    return NO_WORD.sub(" ", normal_y(normal_tone(nfc(name))).lower()).strip()


@lru_cache(maxsize=1)
def _campaign_head() -> re.Pattern[str]:
    """The nouns of campaigns at the start of a key, and what joins them to a name."""
    heads = sorted({_words(entry.form) for entry in load_lexicon("campaign_heads")}, key=len, reverse=True)
    joints = "|".join(map(_words, JOINTS))
    return re.compile(rf"(?:{'|'.join(heads)}) (?:thi đua )?(?:(?:{joints}) )?(?=\S)")


@lru_cache(maxsize=1)
def _plain_head() -> re.Pattern[str]:
    """A campaign's noun with what may follow it before a quoted name and is no part of the name."""
    heads = sorted({_words(entry.form) for entry in load_lexicon("campaign_heads")}, key=len, reverse=True)
    entries = load_lexicon("campaign_modifiers")
    modifiers, joints = (
        "|".join(_words(entry.form) for entry in entries if entry.kind == kind) for kind in ("modifier", "joint")
    )
    return re.compile(rf"(?:{'|'.join(heads)})(?: (?:thi đua|{modifiers}|{LASTING}))*(?: (?:{joints}))?")


@lru_cache(maxsize=KEPT)
def fold_key(name: str) -> str:
    """The form in which names are looked up: no marks, lower case, words parted by one blank.

    >>> fold_key("Phong trào “Dân vận khéo”")
    'phong trao dan van kheo'
    """
    return _bounded(NO_WORD.sub(" ", fold(nfc(name))).strip())


def made_id(kind: str, *parts: str | int) -> str:
    """The id of the thing of one-letter `kind` that `parts` tell from all others; the same parts give the same id."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode()).digest()[:DIGEST_BYTES]
    return kind + base64.b32encode(digest).decode().lower()


def random_id(kind: str) -> str:
    """An id of one-letter `kind` that nobody can guess."""
    return kind + base64.b32encode(secrets.token_bytes(DIGEST_BYTES)).decode().lower()


def document_id(sha256: str) -> str:
    """The id of the document whose original has this SHA-256."""
    return made_id("d", sha256)


def mention_id(original_sha256: str, text_sha256: str, label: str, start: int, end: int) -> str:
    """The id that a mention gets when it is first seen."""
    return made_id("m", original_sha256, text_sha256, label, start, end)


@lru_cache(maxsize=KEPT)
def surface_key(surface: str) -> str:
    """What the same words have in common wherever a line of the text ends among them; 64 bits.

    >>> surface_key("UBND xã") == surface_key("UBND\\nxã")
    True
    """
    return hashlib.sha256(" ".join(surface.split()).encode()).hexdigest()[:16]


def _bounded(key: str) -> str:
    return key if len(key) <= LONGEST_KEY else f"{key[:LONGEST_KEY]} {hashlib.sha256(key.encode()).hexdigest()[:16]}"
