"""Campaign records from mentions: one for each campaign that a document tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ingest.document import Document
from ingest.orthography import each_once, loose
from nlp.campaigns.belongings import CampaignBelongings
from nlp.campaigns.choice import DRIVE, Candidate, choose_campaigns
from nlp.campaigns.launcher import Launchers, is_national
from nlp.campaigns.participants import participants
from nlp.campaigns.periods import find_own_period, find_period
from nlp.edtf import without_clock
from nlp.lexicon import load_lexicon
from nlp.mention import Campaign, Mention
from nlp.text.intervals import Cover

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
CLAUSE = re.compile(r"[,;.:”\"»\n]")
STAGE_ORDER = ("final summary", "interim review", "launch")
"""Where words of several stages govern a campaign, the later stage is told."""
HEAD_LINES, HEAD_CHARACTERS = 14, 1400
NO_BASIS = ("Tờ trình", "Biên bản", "Tài liệu")
"""Papers that no campaign rests on."""


@lru_cache(maxsize=1)
def stage_words() -> dict[str, str]:
    """Words in small letters -> the stage of a campaign that they tell."""
    return {entry.form: entry.value for entry in load_lexicon("campaign_stages")}


@dataclass(frozen=True, slots=True)
class Told:
    """The campaigns that a document tells of, the main one first, with what their records are drawn up from."""

    text: str
    mentions: Sequence[Mention]
    metadata: Mapping[str, Any]
    chosen: Sequence[Candidate]
    launchers: Launchers


def find_campaigns(
    document: Document, mentions: Sequence[Mention], metadata: Mapping[str, Any]
) -> tuple[Campaign, ...]:
    """The campaigns that `document` tells of, the main one first; only what the document supports is filled in."""
    told = told_of(document, mentions, metadata)
    return tuple(_record(told, one, index == 0) for index, one in enumerate(told.chosen))


def told_of(document: Document, mentions: Sequence[Mention], metadata: Mapping[str, Any]) -> Told:
    """The campaigns that `document` tells of, before anything is said of them."""
    text = document.body
    launchers = Launchers(text, mentions, metadata, awards=_is_awarding(metadata))
    return Told(text, mentions, metadata, choose_campaigns(text, mentions, _head_end(text)), launchers)


def _head_end(text: str) -> int:
    at = 0
    for _ in range(HEAD_LINES):
        end = text.find("\n", at)
        if end < 0 or end - at > HEAD_CHARACTERS // 4 or end > HEAD_CHARACTERS:
            return at
        at = end + 1
    return at


def _record(told: Told, candidate: Candidate, main: bool) -> Campaign:
    text, mentions, metadata = told.text, told.mentions, told.metadata
    launcher = told.launchers.of(candidate, main=main)
    belongings = CampaignBelongings(text, mentions, candidate.mentions, metadata) if main else None
    slogans = belongings.of("SLOGAN", _of_no_other(told, candidate)) if belongings else candidate.nested
    return Campaign(
        name=candidate.name,
        launched_by=" ".join(launcher.split()) if launcher else None,
        participants=tuple(each_once(participants(text, mentions, launcher, metadata))) if main else (),
        period=_period(told, candidate, main),
        slogans=tuple(_surfaces(slogans)),
        targets=tuple(_surfaces(belongings.of("TARGET", _labelled(mentions, "TARGET")))) if belongings else (),
        legal_basis=tuple(_surfaces(belongings.of("LEGAL", cited(mentions, metadata)))) if belongings else (),
        stage=_stage(told, candidate, main),
        awards=tuple(_surfaces(_labelled(mentions, "AWARD"))) if main else (),
    )


def _period(told: Told, candidate: Candidate, main: bool) -> str | None:
    """When the campaign runs; the main one of a page that tells of its launch from that day on."""
    dates = _labelled(told.mentions, "DATE")
    if not main:
        return find_own_period(told.text, candidate.mentions, dates)
    day = told.metadata.get("event_date") if told.metadata.get("doc_type") == "launch" else None
    launched = without_clock(str(day)) if day and "/" not in str(day) else None
    return find_period(told.text, candidate.mentions, dates, launched)


def _labelled(mentions: Iterable[Mention], label: str) -> list[Mention]:
    return [mention for mention in mentions if mention.label == label]


def _surfaces(mentions: Iterable[Mention]) -> Iterator[str]:
    return each_once(" ".join(mention.text.split()) for mention in mentions)


def _of_no_other(told: Told, candidate: Candidate) -> list[Mention]:
    """The slogans of a document without those that name another campaign with a record of its own."""
    others = Cover(mention for one in told.chosen if one is not candidate for mention in one.mentions)
    return [one for one in _labelled(told.mentions, "SLOGAN") if not others.covers(one.start)]


def cited(mentions: Iterable[Mention], metadata: Mapping[str, Any]) -> list[Mention]:
    """The papers cited on which a campaign may rest, without the document's own number."""
    own = loose(str(metadata.get("doc_number") or ""))
    papers = (one for one in mentions if one.label == "LEGAL" and (not own or loose(one.text) != own))
    return [one for one in papers if not one.text.startswith(NO_BASIS)]


def _stage(told: Told, candidate: Candidate, main: bool) -> str:
    """That of the document for the campaign that it is about; else what the words before a campaign tell."""
    if main and not _is_next(told, candidate):
        return _stage_told(told.metadata)
    return _stage_nearby(told.text, candidate) or _stage_beside(candidate, told.metadata)


def _is_next(told: Told, candidate: Candidate) -> bool:
    """Whether a document looks back at something else and launches the campaign in its text alone."""
    if not candidate.launched or is_national(candidate) or candidate.start < _head_end(told.text):
        return False
    title = str(told.metadata.get("title") or "").lower()
    return told.metadata.get("doc_type") not in ("news", "agreement") and not DRIVE.search(title)


def _stage_told(metadata: Mapping[str, Any]) -> str:
    """The stage that the document's title names, else the one that its type tells."""
    title = str(metadata.get("title") or "").lower()
    kind = str(metadata.get("doc_type"))
    if _is_awarding(metadata):
        return "final summary"
    if kind not in ("launch", "agreement", "review", "summary"):
        named = [(title.find(word), stage) for word, stage in stage_words().items() if word in title]
        if named:
            return min(named)[1]
    return STAGES.get(kind, "under way")


def _is_awarding(metadata: Mapping[str, Any]) -> bool:
    """Whether the document is a decision that gives honours."""
    return metadata.get("doc_type") == "decision" and bool(AWARDING.search(str(metadata.get("title") or "").lower()))


def _stage_nearby(text: str, candidate: Candidate) -> str | None:
    """The stage of a further campaign, from the verb that governs it in its clause; None without one.

    A standing movement of the whole country was launched long before.
    """
    before = CLAUSE.split(text[max(0, candidate.start - 40) : candidate.start].lower())[-1]
    told = {stage for word, stage in stage_words().items() if word in before}
    if candidate.launched:
        told.add("launch")
    if is_national(candidate):
        told.discard("launch")
    return next((stage for stage in STAGE_ORDER if stage in told), None)


def _stage_beside(candidate: Candidate, metadata: Mapping[str, Any]) -> str:
    """The stage of a further campaign of which no verb tells: that of the document where it has a time of its own."""
    return _stage_told(metadata) if candidate.is_drive else "under way"
