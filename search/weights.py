"""What lifts one hit above another, the same for every engine; the weights of the fields are in search.mapping."""

from __future__ import annotations

EXACT_TIER = 1_000.0
"""Added to the score of documents with the very accents typed: above any sum of BM25 scores, so they come first."""

OTHER_FIELDS = 0.3
"""Share of the score of a term's weaker fields: a word in title and body counts more than in one, less than twice."""

NEAR_BOOST = 2.0
NEAR_SLOP = 2
"""Words of the query that stand together, up to this many others between them, lift a document."""

MAX_NEAR = 12
"""Terms of a query up to which nearness is looked at; a phrase of more common words costs more than it tells."""
