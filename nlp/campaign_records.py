"""Campaign records from mentions: one for each campaign that a document tells of."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any

from ingest.document import Document
from ingest.orthography import each_once, loose
from nlp.campaign_choice import Candidate, choose_campaigns
from nlp.campaign_grammar import verbs_pattern
from nlp.campaign_periods import find_own_period, find_period
from nlp.intervals import Cover
from nlp.lexicon import load_lexicon
from nlp.mention import Campaign, Mention
from nlp.quotations import plain_form
from nlp.sentence_breaks import BREAK, sentence_start

STAGES = {
    "launch": "launch",
    "plan": "launch",
    "directive": "launch",
    "resolution": "launch",
    "guidance": "launch",
    "agreement": "agreement",
    "review": "interim review",
    "summary": "final summary",
}
"""Type of a document -> the stage of the campaign it is about; other types tell of one under way."""
AWARDING = re.compile(
    r"\A(?!.*(?:quy định|quy chế|tiêu chí)).*(?<!\w)(?:khen thưởng|tặng|công nhận danh hiệu)(?!\w)", re.DOTALL
)
"""In the title of a decision in small letters: honours are given when a campaign is over."""
STAGE_ORDER = ("final summary", "interim review", "launch")
"""Where words of several stages govern a campaign, the later stage is told."""
LAUNCHING = re.compile(verbs_pattern("launching"), re.IGNORECASE)
LAUNCHED_BY = re.compile(r"^[”\"»]?\s*(?:,\s*)?(?:mà|do)\s+$", re.IGNORECASE)
LAUNCH_AFTER = re.compile(rf"^[^.;\n]{{0,40}}(?:{verbs_pattern('launched_after')})", re.IGNORECASE)
TOGETHER = re.compile(r"\s*(?:,|và|cùng|cùng với|phối hợp(?: với)?)\s*")
MOST_MENTIONS = 20
"""Mentions of one campaign that are looked at for who launched it."""
SENTENCE = 240
"""Characters on either side of a mention that are looked at: a long sentence."""
HEAD_LINES, HEAD_CHARACTERS = 14, 1400
ITEM = re.compile(r"(?:^|\n)\s*(?:[-+•*]|\d{1,2}[.)]|[a-zđ]\))\s*(?:Đối với\s+|Giao\s+|Đề nghị\s+)?$")
ASKED = re.compile(
    r"(?:Đề nghị|Giao|giao|đề nghị|yêu cầu|Kính gửi|gồm|phối hợp|cùng|chủ trì|đại diện|Riêng|Đối với)\s*:?[^.;]*$"
)
POSTS = (
    "bí thư", "chủ tịch", "giám đốc", "trưởng", "chánh", "phó", "chủ nhiệm", "ủy viên", "lãnh đạo", "của", "tặng",
    "khen", "báo cáo", "trình", "theo",
)  # fmt: skip
"""Words before a unit that speak of its head, or of it as the owner, the giver or the receiver of something."""
HELD = ("LEGAL", "AWARD", "EVENT", "PERSON")
HELD_OR_DONE = (*HELD, "TARGET", "CAMPAIGN")
OWN_CUES = (
    "cue chủ đề", "cue khẩu hiệu", "cue phương châm", "cue thông điệp", "cue without marks", "cue câu", "cue tinh thần",
    "cue mang tên", "cue có tên", "cue cao điểm", "cue đợt", "cue tiêu chí", "shouted",
)  # fmt: skip
"""How slogans were found that the document sets itself."""
NO_BASIS = ("Tờ trình", "Biên bản", "Tài liệu")
"""Papers that no campaign rests on."""
RECIPIENTS = re.compile(r"(?m)^[ \t]*(?:Nơi nhận|NƠI NHẬN)[ \t]*:")


@lru_cache(maxsize=1)
def stage_words() -> dict[str, str]:
    """Words in small letters -> the stage of a campaign that they tell."""
    return {entry.form: entry.value for entry in load_lexicon("campaign_stages")}


@lru_cache(maxsize=1)
def _superiors() -> tuple[str, ...]:
    """How units begin that do not take part in what a document below them launches."""
    return tuple(entry.form + " " for entry in load_lexicon("central_bodies") if entry.kind == "superior")


def find_campaigns(
    document: Document, mentions: Sequence[Mention], metadata: Mapping[str, Any]
) -> tuple[Campaign, ...]:
    """The campaigns that `document` tells of, the main one first; only what the document supports is filled in."""
    text = document.body
    candidates = choose_campaigns(text, mentions, _head_end(text))
    return tuple(_record(text, one, index == 0, mentions, metadata) for index, one in enumerate(candidates))


@lru_cache(maxsize=1)
def _national() -> frozenset[str]:
    """Movements that are known by name, in plain form: most who tell of them take part and did not launch them."""
    return frozenset(plain_form(entry.form) for entry in load_lexicon("known_campaigns"))


def is_national(candidate: Candidate) -> bool:
    """Whether a standing movement is meant that is known by its name."""
    name = plain_form(candidate.name)
    return not candidate.is_drive and (candidate.slogan in _national() or name.endswith(tuple(_national())))


def _head_end(text: str) -> int:
    at = 0
    for _ in range(HEAD_LINES):
        end = text.find("\n", at)
        if end < 0 or end - at > HEAD_CHARACTERS // 4 or end > HEAD_CHARACTERS:
            return at
        at = end + 1
    return at


def _record(
    text: str, candidate: Candidate, main: bool, mentions: Sequence[Mention], metadata: Mapping[str, Any]
) -> Campaign:
    own = (candidate.launched or candidate.is_drive) if not main else not is_national(candidate) or candidate.launched
    launcher = _launcher(text, candidate, mentions) or (_issuer(metadata) if own else None)
    return Campaign(
        name=candidate.name,
        launched_by=launcher,
        participants=tuple(_participants(text, mentions, launcher, metadata)) if main else (),
        period=(find_period if main else find_own_period)(text, candidate.mentions, _labelled(mentions, "DATE")),
        slogans=tuple(_slogans(candidate, main, mentions)),
        targets=tuple(_surfaces(_labelled(mentions, "TARGET"))) if main else (),
        legal_basis=tuple(_legal_basis(mentions, metadata)) if main else (),
        stage=_stage_told(metadata) if main else _stage_nearby(text, candidate) or _stage_beside(candidate, metadata),
        awards=tuple(_surfaces(_labelled(mentions, "AWARD"))) if main else (),
    )


def _labelled(mentions: Iterable[Mention], label: str) -> list[Mention]:
    return [mention for mention in mentions if mention.label == label]


def _issuer(metadata: Mapping[str, Any]) -> str | None:
    issuer = metadata.get("issuer")
    return str(issuer) if issuer else None


def _launcher(text: str, candidate: Candidate, mentions: Sequence[Mention]) -> str | None:
    """The unit of which a sentence says that it launched the campaign."""
    units = [one for one in mentions if one.label == "UNIT"]
    starts = [one.start for one in units]
    held = Cover(one for one in mentions if one.label in HELD)
    for campaign in candidate.mentions[:MOST_MENTIONS]:
        follows = bisect_left(starts, campaign.end)
        after = units[follows] if follows < len(units) else None
        told = after is not None and LAUNCHED_BY.match(text[campaign.end : after.start])
        if after and told and LAUNCH_AFTER.match(text[after.end : after.end + SENTENCE]):
            return _canonical(after)
        start = sentence_start(text, campaign.start, SENTENCE)
        before = [one for one in units[bisect_left(starts, start) : follows] if one.end <= campaign.start]
        if not before or held.holds(before[-1].start, before[-1].end):
            continue
        if LAUNCHING.search(text[before[-1].end : campaign.start]):
            acting = [one for one in before if not held.holds(one.start, one.end)]  # none that a citation names
            return _canonical(acting[0] if _shares(text, acting) else acting[-1])
    return None


def _shares(text: str, units: Sequence[Mention]) -> bool:
    """Whether the units act together: the first one named leads."""
    return all(TOGETHER.fullmatch(text[one.end : other.start]) for one, other in pairwise(units))


def _canonical(unit: Mention) -> str:
    return unit.value if isinstance(unit.value, str) and unit.value else " ".join(unit.text.split())


def _participants(
    text: str, mentions: Sequence[Mention], launcher: str | None, metadata: Mapping[str, Any]
) -> Iterator[str]:
    """Units that are told to do something or did it: at the head of an item, or in the sentence of a target."""
    targets = Cover(one for one in mentions if one.label == "TARGET")
    held = Cover(one for one in mentions if one.label in HELD_OR_DONE)
    found = RECIPIENTS.search(text)
    end = found.start() if found else len(text)
    seen = {loose(name) for name in (launcher, _issuer(metadata)) if name}
    for unit in mentions:
        if unit.label != "UNIT" or unit.end > end or held.holds(unit.start, unit.end):
            continue
        name = _canonical(unit)
        if loose(name) in seen or f"{name} ".startswith(_superiors()) or name.endswith("Việt Nam"):
            continue
        if _is_told(text, unit) or _has_target(text, unit, targets):
            seen.add(loose(name))
            yield name


def _is_told(text: str, unit: Mention) -> bool:
    """Whether the unit stands at the head of an item or sentence, or is asked, told or named as a member."""
    start = sentence_start(text, unit.start, SENTENCE)
    before = text[start : unit.start]
    if before.rstrip().lower().endswith(POSTS):
        return False
    return bool(ITEM.search(text[max(0, unit.start - 20) : unit.start]) or not before.strip() or ASKED.search(before))


def _has_target(text: str, unit: Mention, targets: Cover) -> bool:
    start = sentence_start(text, unit.start, SENTENCE)
    follow = BREAK.search(text, unit.end, unit.end + SENTENCE)
    end = follow.start() if follow else unit.end + SENTENCE
    return targets.meets(start, end)


def _slogans(candidate: Candidate, main: bool, mentions: Iterable[Mention]) -> Iterator[str]:
    """Its quoted name and, for the main campaign, the themes, slogans and mottos that the document sets."""
    own = [one for one in mentions if one.label == "SLOGAN" and main and one.source.startswith(OWN_CUES)]
    return _surfaces([*candidate.nested, *own])


def _surfaces(mentions: Iterable[Mention]) -> Iterator[str]:
    return each_once(" ".join(mention.text.split()) for mention in mentions)


def _legal_basis(mentions: Iterable[Mention], metadata: Mapping[str, Any]) -> Iterator[str]:
    """The documents cited, without the document's own number."""
    own = loose(str(metadata.get("doc_number") or ""))
    cited = (one for one in mentions if one.label == "LEGAL" and (not own or loose(one.text) != own))
    return _surfaces(one for one in cited if not one.text.startswith(NO_BASIS))


def _stage_told(metadata: Mapping[str, Any]) -> str:
    """The stage that the document's title names, else the one that its type tells."""
    title = str(metadata.get("title") or "").lower()
    kind = str(metadata.get("doc_type"))
    if kind == "decision" and AWARDING.search(title):
        return "final summary"
    if kind not in ("launch", "agreement", "review", "summary"):
        named = [(title.find(word), stage) for word, stage in stage_words().items() if word in title]
        if named:
            return min(named)[1]
    return STAGES.get(kind, "under way")


def _stage_nearby(text: str, candidate: Candidate) -> str | None:
    """The stage of a further campaign, from the verb that governs it; None without one."""
    before = text[max(0, candidate.start - 40) : candidate.start].lower()
    told = {stage for word, stage in stage_words().items() if word in before}
    return next((stage for stage in STAGE_ORDER if stage in told), None)


def _stage_beside(candidate: Candidate, metadata: Mapping[str, Any]) -> str:
    """The stage of a further campaign of which no verb tells: that of the document where it has a time of its own."""
    return _stage_told(metadata) if candidate.is_drive else "under way"
