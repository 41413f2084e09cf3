"""Learns who launched a campaign, who takes part in it and what belongs to it, and writes the weights.

python -m nlp.train_campaign_choices    learns from corpora/gold/train and writes in nlp/models launcher_weights.tsv,
                                        participant_weights.tsv and belonging_weights.tsv: half a minute

From the campaigns of which gold and the rules both have a record, with the issuers that `nlp.train_issuer_choice`
learned: run that first. The same gold, rules and issuers give the same weights; those that lie there play no part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.formats import read_text
from nlp.campaign_records import Told, cited, told_of
from nlp.campaign_scorer import accepted, pairs
from nlp.campaigns import belongings as campaign_belongings
from nlp.campaigns import launcher as campaign_launcher
from nlp.campaigns import participants as campaign_participants
from nlp.campaigns.belongings import CampaignBelongings
from nlp.campaigns.choice import Candidate
from nlp.choice_learning import GOLD, Choice, learn, write
from nlp.choice_weights import read_weights
from nlp.gold import MarkedDocument, read_gold
from nlp.mention import Campaign
from nlp.pipeline import analyse
from nlp.text.lookalikes import usual_letters
from nlp.text.quotations import plain_form

COMMAND = "python -m nlp.train_campaign_choices"
LAUNCHER_RIDGE, LAUNCHER_LEAST_SEEN = 3.0, 3
"""Of the squared weights, and the campaigns in which a feature must hold."""
PARTICIPANT_RIDGE, PARTICIPANT_LEAST_SEEN = 6.0, 6
"""The same for units that take part; the least is one of units."""

BELONGING_RIDGE, BELONGING_LEAST_SEEN = 15.0, 5
"""The same for slogans, targets and cited papers."""
FIELDS = {"SLOGAN": "slogans", "TARGET": "targets", "LEGAL": "legal_basis"}
"""Label -> the field of a record for which its mentions are chosen."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A campaign with what gold says of it; whether the document tells of it first of all."""

    told: Told
    campaign: Candidate
    gold: Campaign
    main: bool


def campaigns(documents: Sequence[MarkedDocument]) -> Iterator[Taught]:
    """Yield the campaigns of which gold has a record and the rules make one."""
    for marked in documents:
        if marked.campaigns:
            document = read_text(marked.text or "")
            found = analyse(document)
            told = told_of(usual_letters(document), found.mentions, found.metadata)
            named = [Campaign(name=one.name) for one in told.chosen]
            for gold, given in pairs(marked.campaigns, named):
                at = next(index for index, one in enumerate(named) if one is given)
                yield Taught(told, told.chosen[at], gold, at == 0)


def launcher_choices(taught: Sequence[Taught]) -> Iterator[Choice]:
    """Yield for each campaign who may have launched it; none where no candidate is right."""
    for one in taught:
        wanted = accepted(one.gold.launched_by)
        offered = one.told.launchers.candidates(one.campaign, main=one.main)
        right = [plain_form(launcher.name or "") in wanted for launcher in offered]
        if any(right):
            yield Choice([launcher.features for launcher in offered], right)


def participant_choices(taught: Sequence[Taught]) -> Iterator[Choice]:
    """Yield for each unit of a document whether it takes part in its main campaign, where gold names any that do."""
    for one in taught:
        if one.main and one.gold.participants:
            gold = [plain_form(name) for name in one.gold.participants]
            launcher = one.told.launchers.of(one.campaign, main=True)
            for party in campaign_participants.parties(one.told.text, one.told.mentions, launcher, one.told.metadata):
                takes_part = any(_is_same(plain_form(party.name), name) for name in gold)
                yield Choice([party.features, ()], [takes_part, not takes_part])


def belonging_choices(taught: Sequence[Taught], label: str, field: str) -> Iterator[Choice]:
    """Yield for each mention of a label whether it belongs to the main campaign, as gold says in that field."""
    for one in taught:
        if one.main:
            gold = {plain_form(told) for told in getattr(one.gold, field)}
            mentions = [mention for mention in one.told.mentions if mention.label == label]
            offered = cited(mentions, one.told.metadata) if label == "LEGAL" else mentions
            belongings = CampaignBelongings(one.told.text, one.told.mentions, one.campaign.mentions, one.told.metadata)
            for belonging in belongings.offered(label, offered):
                is_own = plain_form(belonging.mention.text) in gold
                yield Choice([[f"{label} {name}" for name in belonging.features], ()], [is_own, not is_own])


def _is_same(name: str, other: str) -> bool:
    """Whether two names are one, or one is the other without the body or place that it belongs to."""
    return name == other or name.startswith(f"{other} ") or other.startswith(f"{name} ")


def train() -> None:
    """Learn and write the weights."""
    taught = list(campaigns(list(read_gold(GOLD / "train").values())))
    launchers = list(launcher_choices(taught))
    weights = learn(launchers, LAUNCHER_RIDGE, LAUNCHER_LEAST_SEEN)
    write(campaign_launcher.WEIGHTS, weights, COMMAND, "*")
    print(f"{len(launchers)} campaigns, {len(weights)} weights")
    read_weights.cache_clear()
    units = list(participant_choices(taught))
    weights = learn(units, PARTICIPANT_RIDGE, PARTICIPANT_LEAST_SEEN)
    write(campaign_participants.WEIGHTS, weights, COMMAND, "*")
    print(f"{len(units)} units, {len(weights)} weights")
    weights = {}
    for label, field in FIELDS.items():
        choices = list(belonging_choices(taught, label, field))
        weights |= learn(choices, BELONGING_RIDGE, BELONGING_LEAST_SEEN)
        print(f"{len(choices)} of {field}, {len(weights)} weights so far")
    write(campaign_belongings.WEIGHTS, weights, COMMAND, "*")


if __name__ == "__main__":
    train()
