"""The query language: what is typed, read into a tree.

    thi đua khen thưởng        all words          "thi đua yêu nước"     side by side
    "thi đua khen"~5           near each other    thưởng*                words that begin so
    A B OR C D                 (A B) or (C D)     -word  -"…"  -( )      not
    tiêu đề:"thi đua"          in one field       năm:2017..2020         days that overlap the period

OR binds more loosely than words that stand together: most Vietnamese words have two syllables, and `thi đua OR khen
thưởng` means the two words. A faulty query is read as its plain words, with a note that says so: nobody is sent away.

The reading is written by hand, since names of fields hold blanks (`tiêu đề:`) and are compared without accents, and
since a fault must not lose the words around it; a parser generator would take the grammar's five lines and leave these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest.orthography import fold, nfc
from search.analyzer import CODE, WORD
from search.query_periods import read_period
from search.query_tree import AllOf, AnyOf, Node, Not, Note, Number, Parsed, Period, Phrase, Scope, Types, Within, Word
from search.tables import load_rows

MAX_LEAVES = 64
"""Words and phrases of a query that are looked up; a pasted page is cut here so that it cannot hold up the engine."""

MAX_PREFIXES = 8
"""Words with `*` of one query: each stands for many words."""

SHORTEST_PREFIX = 2
"""Letters before a `*`: one letter begins half of all words."""

MAX_DEPTH = 12
"""Brackets inside brackets."""

MAX_SLOP = 50
"""Steps of `"…"~N`; further apart the words stand in one document, no more."""

_CLOSED = re.compile(r"\s*([/-])\s*")
"""Blanks around the marks of a document number: typed so or not, it is one word."""

_SCOPES = frozenset(scope.value for scope in Scope)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»″＂", '"') | {"（": "(", "）": ")", "：": ":"})


class _Fault(Exception):
    """Why a query cannot be read as written."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.note = Note(code, tuple(params.items()))


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a query: `kind` is a group of the pattern, `text` what it says, `slop` of a phrase."""

    kind: str
    text: str
    slop: int = 0


@lru_cache(maxsize=1)
def _named() -> tuple[dict[str, str], dict[str, str]]:
    """Folded names without blanks -> fields, and -> types of documents."""
    fields: dict[str, str] = {}
    types: dict[str, str] = {}
    for row in load_rows("query_words"):
        (fields if row["kind"] == "field" else types)[_key(row["name"])] = row["value"]
    return fields, types


def _key(name: str) -> str:
    return re.sub(r"[\s_-]", "", fold(name))


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """The tokens, matched on the folded text, whose letters stand where the text's do."""
    names = [fold(row["name"]) for row in load_rows("query_words") if row["kind"] == "field"]
    fields = "|".join(r"[\s_-]?".join(name.split()) for name in sorted(names, key=len, reverse=True))
    return re.compile(
        rf'(?P<field>(?:{fields}):(?=[^\s)]))|"(?P<phrase>[^"]*)"(?:~0*(?P<slop>\d{{1,6}})\d*)?'
        r'|(?P<open>\()|(?P<close>\))|(?P<minus>(?<![^\s(:])-(?=[^\s)-]))|(?P<word>[^\s"()]+)'
    )


def _tokens(text: str) -> Iterator[_Token]:
    for match in _pattern().finditer(fold(text)):
        kind = match.lastgroup or ""
        if kind in ("phrase", "slop"):
            yield _Token("phrase", text[match.start("phrase") : match.end("phrase")], int(match["slop"] or 0))
        elif kind == "word" and match[0] == "or" and text[match.start() : match.end()] == "OR":
            yield _Token("or", "OR")
        else:
            yield _Token(kind, text[match.start() : match.end()])


@lru_cache(maxsize=512)
def parse_query(text: str) -> Parsed:
    """The tree of `text`, and notes where it was not read as written. An empty text asks for everything.

    >>> parse_query('đua -"sơ kết"').tree
    AllOf(parts=(Word(text='đua', prefix=False), Not(part=Phrase(text='sơ kết', slop=0))))
    """
    text = CODE.sub(lambda match: re.sub(r"\s+", "/", _CLOSED.sub(r"\1", match[0])), nfc(text).translate(_QUOTES))
    if not text.strip():
        return Parsed(AllOf())
    try:
        if text.count('"') % 2:
            raise _Fault("query_quote_open")
        return _Reader(list(_tokens(text))).whole()
    except _Fault as fault:
        reader = _Reader(list(_plain(_tokens(text.replace('"', " ") if text.count('"') % 2 else text))))
        plain = reader.whole()
        return Parsed(plain.tree, (fault.note, *plain.notes))


def _plain(tokens: Iterator[_Token]) -> Iterator[_Token]:
    """The words and phrases of a faulty query, wanted or excluded; brackets, OR and field names lose their force."""
    for token in tokens:
        if token.kind == "field":
            yield from (_Token("word", word) for word in token.text[:-1].split())
        elif token.kind == "word":
            yield _Token("word", token.text.rstrip("*"))
        elif token.kind in ("phrase", "minus"):
            yield token


class _Reader:
    """Reads tokens by recursive descent: alternatives of sequences of parts."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._leaves = 0
        self._prefixes = 0
        self._depth = 0

    def whole(self) -> Parsed:
        """Everything. Raises: _Fault."""
        tree = self._alternatives()
        if self._peek() == "close":
            raise _Fault("query_bracket")
        if not _has_content(tree):
            tree = AnyOf()
        notes = (Note("query_cut", (("limit", MAX_LEAVES),)),) if self._leaves > MAX_LEAVES else ()
        return Parsed(tree, notes)

    def _peek(self) -> str:
        return self._tokens[self._at].kind if self._at < len(self._tokens) else ""

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _alternatives(self) -> Node:
        parts = [self._sequence()]
        while self._peek() == "or":
            self._take()
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        if not all(map(_has_content, parts)):
            raise _Fault("query_or")
        return AnyOf(tuple(parts))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self._peek() not in ("", "or", "close"):
            part = self._part()
            if part is not None and self._leaves <= MAX_LEAVES:
                parts.append(part)
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _part(self) -> Node | None:
        token = self._take()
        if token.kind == "minus":
            part = self._part() if self._peek() not in ("", "or", "close", "minus") else None
            return None if part is None else Not(part)
        if token.kind == "field":
            return self._in_field(token.text)
        if token.kind == "open":
            return self._group()
        return self._leaf(token)

    def _group(self) -> Node | None:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise _Fault("query_deep", limit=MAX_DEPTH)
        part = self._alternatives()
        if self._peek() != "close":
            raise _Fault("query_bracket")
        self._take()
        self._depth -= 1
        return part if _has_content(part) else None

    def _leaf(self, token: _Token) -> Node | None:
        if not WORD.search(token.text):
            return None
        self._leaves += 1
        if token.kind == "phrase":
            return Phrase(token.text, min(token.slop, MAX_SLOP))
        if not token.text.endswith("*"):
            return Word(token.text)
        stem = token.text.rstrip("*")
        if WORD.fullmatch(stem) is None or len(stem) < SHORTEST_PREFIX:
            raise _Fault("query_prefix", word=token.text, least=SHORTEST_PREFIX)
        self._prefixes += 1
        if self._prefixes > MAX_PREFIXES:
            raise _Fault("query_prefixes", limit=MAX_PREFIXES)
        return Word(stem, prefix=True)

    def _in_field(self, name: str) -> Node | None:
        fields, types = _named()
        field = fields[_key(name[:-1])]
        if field in _SCOPES:
            part = self._part() if self._peek() in ("word", "phrase", "open") else None
            if part is None:
                raise _Fault("query_field", field=name)
            return Within(Scope(field), part)
        token = self._take() if self._peek() in ("word", "phrase") else _Token("word", "")
        value = token.text.strip()
        self._leaves += 1
        if field == "number" and re.search(r"\d", value):
            return Number(value)
        if field == "type" and (kind := types.get(_key(value))):
            return Types((kind,))
        if field == "period" and (days := read_period(value)):
            return Period(*days)
        raise _Fault("query_value", field=name, value=value)


def _has_content(node: Node) -> bool:
    return not isinstance(node, AllOf | AnyOf) or bool(node.parts)


def wanted_leaves(node: Node) -> Iterator[Word | Phrase | Number]:
    """The words, phrases and numbers that are wanted, in their order; excluded ones are left out."""
    if isinstance(node, AllOf | AnyOf):
        for part in node.parts:
            yield from wanted_leaves(part)
    elif isinstance(node, Within):
        yield from wanted_leaves(node.part)
    elif isinstance(node, Word | Phrase | Number):
        yield node
