"""Saved web pages: chrome off by tag, role, class and link density, the part that holds the text, its clues."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborHTMLParser

from ingest.body import assemble
from ingest.document import Document
from ingest.errors import TooLarge
from ingest.furniture import clean_page
from ingest.official.letterhead import has_letterhead
from ingest.paragraphs import Paragraph, ParagraphClue, clean
from ingest.parsers.html_body import body_blocks
from ingest.parsers.html_clues import SITE_NAME, article_clues, find_page_clues, host_clues, page_titles
from ingest.parsers.html_encoding import decode_page
from ingest.parsers.html_hidden import HiddenArticle, find_hidden_article, shown_source, with_textareas, without_frames
from ingest.parsers.html_limits import check_markup
from ingest.parsers.html_titles import find_title
from ingest.parsers.html_tree import HEADINGS, Block, Walk, flatten
from ingest.webpages.furniture_rules import check_found, check_headings, is_running_text
from ingest.webpages.page_clues import ACCOUNT, find_day_clues, find_site_clues
from ingest.webpages.site_lines import LEARNED, places_of_known

PARSER = "html 2"
LARGEST_PAGE = 20_000_000
"""Bytes; saved pages of the genre have 20 to 900 thousand."""
SHOWN_WORDS = 120
"""Words outside links, chrome aside, from which a page shows its text even without long paragraphs."""


def parse_html(data: bytes, *, known_furniture: Collection[str] = ()) -> Document:
    """The document that a saved web page holds; `known_furniture` as `parse_bytes` has it.

    Raises: TooLarge, TooLong, UnsupportedFormat, EmptyDocument, NotADocument for an error page.
    """
    if len(data) > LARGEST_PAGE:
        raise TooLarge(limit=LARGEST_PAGE, size=len(data))
    markup = decode_page(data)
    tree, walk, article = flattened(markup)
    titles = page_titles(tree)
    check_headings(_main_headings(walk))
    blocks = body_blocks(walk, titles)
    known = places_of_known([block.text if block.table is None else "" for block in blocks], known_furniture)
    blocks = [block for at, block in enumerate(blocks) if at not in known]
    title = find_title(blocks, titles)
    page = clean_page([block.text for block in blocks], title=title, weighed=True)
    check_found(page.lines, titles, [*(block.text for block in walk.blocks), *_unscripted(tree)])
    kept = set(page.lines)
    furniture = (*(block.text for block in walk.blocks if block.text not in kept),)
    told = {clue.field for clue in page.clues if clue.field == "author"}
    clues = [
        *page.clues,
        *(clue for clue in find_page_clues(tree, _heading(page.clues)) if clue.field not in told),
        *(article_clues(article) if article else ()),
        *find_site_clues([block.text for block in _site_lines(walk) if block.text not in kept]),
        *host_clues(tree, markup),
    ]
    if not has_letterhead(page.lines) and not any(clue.field == "published" for clue in clues):
        clues += find_day_clues(block.text for block in walk.blocks)
    clues = [clue for clue in clues if clue.field != "author" or not ACCOUNT.fullmatch(clue.text)]
    if has_letterhead(page.lines) and not _heading(page.clues):
        # the window's title is the site's word for the document, or what a typist left in the file
        clues = [clue for clue in clues if clue.field != "title" and clue.method != "html-title"]
    return assemble(
        [_paragraph(line, blocks[at]) for line, at in zip(page.lines, page.origins, strict=True)],
        kind="html",
        parser=PARSER + LEARNED if known else PARSER,
        clues=sorted(clues, key=lambda clue: clue.field == "title" and clue.method != "heading"),
        furniture=furniture,
    )


def _main_headings(walk: Walk) -> list[str]:
    """The headings of the first order; without one the first of the others."""
    headings = [block for block in walk.blocks if block.heading]
    first = [block.text for block in headings if block.heading == HEADINGS[0]]
    return first or [block.text for block in headings[:1]]


def _unscripted(tree: LexborHTMLParser) -> list[str]:
    """What a page without text says to readers without scripts; `javascript required` where it waits for one."""
    if tree.css_first("script") is None:
        return []
    return [*(clean(node.text()) for node in tree.css("noscript")), "JavaScript is required"]


def flattened(text: str) -> tuple[LexborHTMLParser, Walk, HiddenArticle | None]:
    """The page as a tree and flattened; a page that shows no text is looked through for what it holds unseen."""
    text = without_frames(text)
    tree, walk = _parsed(text)
    source = shown_source([block.text for block in walk.blocks])
    if source is not None:
        text = source
        tree, walk = _parsed(text)
    if _has_text(walk):
        return tree, walk, None
    opened = with_textareas(text)
    if opened is not None:
        return *_parsed(opened), None
    article = find_hidden_article(tree)
    if article is None:
        return tree, walk, None
    _, walk = _parsed(article.as_html())
    return tree, walk, article


def _parsed(text: str) -> tuple[LexborHTMLParser, Walk]:
    """Raises: TooLong."""
    check_markup(text)
    tree = LexborHTMLParser(text)
    return tree, flatten(tree)


def _has_text(walk: Walk) -> bool:
    """Whether the page shows running text, or as many words as an article has."""
    if any(is_running_text(block.text) for block in walk.blocks):
        return True
    shown = [block for block in walk.blocks if not any(walk.chrome[at] for at in walk.ancestors(block.element))]
    return sum(len(block.text.split()) for block in shown if not block.linked) >= SHOWN_WORDS


def _paragraph(line: str, block: Block) -> Paragraph:
    if block.table is not None and line == block.text:
        return Paragraph.row_of(block.cells, table=block.table)
    return Paragraph.of(line, heading=block.heading is not None)


def _site_lines(walk: Walk) -> Iterator[Block]:
    """The blocks that are no menu's entry, as most of a page's are; the site's own name is often a link that is alone.

    A link with another one of its kind beside it is an entry of a list: it names another site.
    """
    linked = [block.linked >= len(block.text) for block in walk.blocks]
    places = [(walk.parents[block.element], walk.kinds[block.element]) for block in walk.blocks]
    for at, block in enumerate(walk.blocks):
        beside = (one for one in (at - 1, at + 1) if 0 <= one < len(linked))
        listed = linked[at] and any(linked[one] and places[one] == places[at] for one in beside)
        if not linked[at] or (SITE_NAME.match(block.text) and not listed):
            yield block


def _heading(clues: Sequence[ParagraphClue]) -> str:
    return next((clue.text for clue in clues if clue.field == "title"), "")
