"""The words and phrases of a query with their terms, those beside each other read together as a text would be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.analyzer import CODE, Term, analyze, code_form, search_form
from search.query_tree import AllOf, AnyOf, Node, Phrase, Within, Word

EXACT, FOLDED = "exact", "folded"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A word or phrase and its terms; several where it is an abbreviation or holds a hyphen."""

    node: Word | Phrase
    terms: tuple[Term, ...]

    @property
    def has_marks(self) -> bool:
        """Whether it was typed with accents or đ, or stands for words that have some."""
        return any(term.exact != term.folded for term in self.terms)

    def forms(self, form: str) -> tuple[str, ...]:
        """The terms as `exact` or `folded` text."""
        return tuple(term.exact if form == EXACT else term.folded for term in self.terms)

    @property
    def is_prefix(self) -> bool:
        """Whether it stands for all words that begin so."""
        return isinstance(self.node, Word) and self.node.prefix

    @property
    def code(self) -> str | None:
        """The document number that it is as a whole."""
        if isinstance(self.node, Word) and not self.is_prefix and CODE.fullmatch(self.node.text):
            return code_form(self.node.text)
        return None


def read_leaves(parts: Sequence[Node]) -> list[Leaf | Node]:
    """The parts in order, words and phrases with their terms: `CT 03` is read as in a text, though it is two words."""
    read: list[Leaf | Node] = []
    words: list[Word] = []
    for part in (*parts, None):
        if isinstance(part, Word) and not part.prefix:
            words.append(part)
            continue
        read += _together(words)
        words = []
        if isinstance(part, Word):
            exact = search_form(part.text.replace(".", ""))
            read.append(Leaf(part, tuple(analyze(exact))[:1]))
        elif isinstance(part, Phrase):
            read.append(Leaf(part, tuple(analyze(part.text))))
        elif part is not None:
            read.append(part)
    return read


def _together(words: list[Word]) -> Iterator[Leaf]:
    terms = list(analyze(" ".join(word.text for word in words)))
    start = 0
    for word in words:
        end = start + len(word.text)
        yield Leaf(word, tuple(term for term in terms if start <= term.start < end))
        start = end + 1


def leaves_of(node: Node) -> Iterator[Leaf]:
    """The words and phrases that are wanted, with their terms; excluded ones and document numbers are left out."""
    if isinstance(node, AllOf | AnyOf):
        together = read_leaves(node.parts) if isinstance(node, AllOf) else node.parts
        for part in together:
            if isinstance(part, Leaf):
                yield part
            else:
                yield from leaves_of(part)
    elif isinstance(node, Within):
        yield from leaves_of(node.part)
    elif isinstance(node, Word | Phrase):
        yield from (leaf for leaf in read_leaves((node,)) if isinstance(leaf, Leaf))
