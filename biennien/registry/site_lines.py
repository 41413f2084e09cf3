"""What the pages of a site have in common, learned from those that were kept: lines that are the site's, not a page's.

A line is the site's where it stands on enough of the site's other pages, and on enough of them in share: so two reports
that share a sentence teach nothing. What one page taught the earlier ones are read again for, some at a time.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from biennien.registry.jobs import LATER, QUEUED, RUNNING, add_job
from biennien.registry.tables import Document, Job, PageLine, TextVersion

LEAST_PAGES = 3
"""Other pages on which a line stands before it is the site's."""
LEAST_SHARE = 0.5
"""Share of the site's other pages on which it stands; sites that were rebuilt have two sets of lines."""
MOST_PAGES = 1_000
"""Pages of a site whose lines are kept; more teach nothing new and cost time with every page."""
MOST_READ_AGAIN = 50
"""Pages that are read again for what one page taught; the next page goes on with the rest."""


def known_lines(session: Session, site: str, keys: Collection[str], *, document_id: str) -> frozenset[str]:
    """Those of the lines that are known as the site's from its other pages."""
    others = _count_pages(session, site, but=document_id)
    if others < LEAST_PAGES or not keys:
        return frozenset()
    statement = (
        select(PageLine.key)
        .where(PageLine.site == site, PageLine.document_id != document_id, PageLine.key.in_(sorted(keys)))
        .group_by(PageLine.key)
        .having(func.count() >= max(LEAST_PAGES, LEAST_SHARE * others))
    )
    return frozenset(session.scalars(statement))


def keep_lines(session: Session, document_id: str, site: str, lines: Mapping[str, bool]) -> None:
    """Keep the lines of a page, by their keys and whether they stand in its body, in the place of those kept before."""
    session.execute(delete(PageLine).where(PageLine.document_id == document_id))
    if not site or not lines or _count_pages(session, site, but=document_id) >= MOST_PAGES:
        return
    rows = [
        {"document_id": document_id, "key": key, "site": site, "in_body": in_body}
        for key, in_body in sorted(lines.items())
    ]
    session.execute(insert(PageLine), rows)


def read_pages_again(session: Session, document_id: str, site: str, known: Collection[str]) -> None:
    """Have the site's other pages read again that still have one of the known lines in their bodies.

    Left out are pages that wait to be read anyway, and texts that a person typed.
    """
    if not known:
        return
    waiting = select(Job.document_id).where(Job.state.in_((QUEUED, RUNNING)))
    typed = select(TextVersion.id).where(TextVersion.made_by == "person")
    statement = (
        select(Document)
        .where(
            Document.id.in_(
                select(PageLine.document_id).where(
                    PageLine.site == site, PageLine.key.in_(sorted(known)), PageLine.in_body
                )
            ),
            Document.id != document_id,
            Document.id.not_in(waiting),
            Document.text_id.not_in(typed),
        )
        .order_by(Document.id)
        .limit(MOST_READ_AGAIN)
    )
    for document in session.scalars(statement):
        add_job(session, document, priority=LATER)


def _count_pages(session: Session, site: str, *, but: str) -> int:
    pages = select(func.count(PageLine.document_id.distinct())).where(
        PageLine.site == site, PageLine.document_id != but
    )
    return session.scalar(pages) or 0
