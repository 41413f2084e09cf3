"""Who issued a page without a letterhead: chosen by learned weights among the units it names, beside the rules.

The weights (`models/issuer_weights.tsv`) are those of a choice among the units and nobody; `python -m
nlp.train_issuer_choice` learns them. What the rules say stands unless another choice is much likelier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.orthography import loose
from nlp.choice_weights import MODELS, read_weights, score
from nlp.fields.issuer_features import Candidate
from nlp.mention import Mention

WEIGHTS = MODELS / "issuer_weights.tsv"
MARGIN = 1.5
"""How much likelier, in log odds, another choice is than that of the rules before it is taken."""
NEWS_NAMES = 1.0
"""How much less likely, in log odds, news is of nobody than the authors of the learned pages have it."""
NOBODY_IN_NEWS = "nobody news"
CLUSTERS = ("Cụm ", "Khối ")


def choose(offered: Sequence[Candidate], by_rule: Mention | None = None) -> Mention | None:
    """The unit for which most speaks, None where that is nobody.

    `by_rule`, the unit that the rules give, stays unless another leads it by MARGIN; a shorter name of it is no other.
    """
    scores = [score(one.features, weights()) - (NEWS_NAMES if NOBODY_IN_NEWS in one.features else 0) for one in offered]
    most = max(scores)
    best = offered[scores.index(most)].unit
    if by_rule is None:
        return best
    own = [score for one, score in zip(offered, scores, strict=True) if one.unit and one.unit.name == by_rule.name]
    is_other = best is None or not _is_told_shorter(best.name, by_rule.name)
    return best if is_other and own and most >= own[0] + MARGIN else by_rule


def _is_told_shorter(name: str, by_rule: str) -> bool:
    """Whether the rules give the same body by its fuller name, or another cluster, whose names they put together."""
    same = all(one.startswith(CLUSTERS) for one in (name, by_rule))
    return same or loose(by_rule).startswith(loose(name))


def weights() -> Mapping[str, float]:
    """The learned weights by the names of features."""
    return read_weights(WEIGHTS)
