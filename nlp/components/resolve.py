"""The nesting rules of the annotation scheme, enforced once at the end of the pipeline."""

from __future__ import annotations

from collections.abc import Iterable

from nlp.mention import Mention
from nlp.mention_store import Doc, mentions_of, replace_mentions

FORBIDDEN = {
    "SLOGAN": frozenset(("UNIT", "PERSON", "PLACE", "DATE", "SLOGAN", "CAMPAIGN", "EVENT", "LEGAL", "TARGET", "AWARD")),
    "EVENT": frozenset(("PERSON", "PLACE", "EVENT")),
    "CAMPAIGN": frozenset(("PERSON", "CAMPAIGN")),
    "UNIT": frozenset(("PLACE", "PERSON", "UNIT", "DATE")),
    "PERSON": frozenset(("PERSON", "PLACE", "UNIT", "DATE")),
    "PLACE": frozenset(("PLACE", "PERSON", "DATE", "UNIT")),
    "DATE": frozenset(("DATE", "TARGET", "PLACE", "PERSON")),
    "LEGAL": frozenset(("LEGAL", "TARGET", "PERSON")),
    "TARGET": frozenset(("TARGET",)),
    "AWARD": frozenset(("AWARD", "PERSON", "TARGET")),
}
"""Host label -> the labels that are not marked inside it."""

NAMED_MEDAL = "kỷ niệm chương"
"""An award whose quoted name tells its field; on flags and badges stands what people repeat."""

WHO = ("Đơn vị", "Tập thể", "Cá nhân", "Doanh nghiệp", "Chi bộ", "Đảng bộ", "Công đoàn", "Hợp tác xã", "Thanh niên")
"""How a flag's words begin that tell who receives it and are no slogan."""

STRENGTH = {
    label: rank
    for rank, label in enumerate(
        ("TARGET", "PERSON", "PLACE", "DATE", "UNIT", "LEGAL", "EVENT", "SLOGAN", "CAMPAIGN", "AWARD")
    )
}
"""Which of two mentions stays when they have the same bounds or cross each other: the one that ranks higher."""


def resolve_mentions(doc: Doc) -> None:
    """Keep the mentions that nest as the scheme allows."""
    replace_mentions(doc, resolve(mentions_of(doc)))


def resolve(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that may stand together: hosts first, then what each may hold.

    Two that cross each other cannot both be marked: the one of the stronger label stays. Cost: each mention is
    compared with the hosts it stands in, few in practice.
    """
    ordered = sorted(mentions, key=lambda m: (m.start, -m.end, -STRENGTH[m.label], -m.confidence))
    kept: list[Mention] = []
    open_hosts: list[Mention] = []
    for mention in ordered:
        open_hosts = [host for host in open_hosts if host.end > mention.start]
        if not open_hosts:
            kept.append(mention)
            open_hosts.append(mention)
            continue
        crossed = [host for host in open_hosts if host.end < mention.end]
        if any(STRENGTH[host.label] >= STRENGTH[mention.label] for host in crossed):
            continue
        if any(_forbids(host, mention) for host in open_hosts if host.end >= mention.end):
            continue
        for host in crossed:
            open_hosts.remove(host)
            kept.remove(host)
        kept.append(mention)
        open_hosts.append(mention)
    return kept


def _forbids(host: Mention, mention: Mention) -> bool:
    """Whether a mention is not marked inside another: by its label, or because an award's whole name is no slogan."""
    if host.label == "AWARD" and mention.label == "SLOGAN":
        is_title = host.start == mention.start or mention.text.startswith(WHO)
        return is_title or host.text.lower().startswith(NAMED_MEDAL)
    return mention.label in FORBIDDEN[host.label]
