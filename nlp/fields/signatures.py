"""The posts under which people sign, by the place of their names: zones of the page, post above signer."""

from __future__ import annotations

import re

from ingest.document import Clue, Document
from nlp.text.clue_fields import clues_of, post_in_usual_letters

SIDE = re.compile(r"đại diện (?:bên|cho)", re.IGNORECASE)
"""What stands above those who sign an agreement for one of its sides: no post."""


def signers_with_posts(document: Document) -> list[tuple[Clue, str]]:
    """Those who signed in order, each with the post as the page has it, empty without one."""
    signers, posts = clues_of(document, "signer"), clues_of(document, "signer_post")
    paired = len(signers) == len(posts)
    found: list[tuple[Clue, str]] = []
    for at, signer in enumerate(signers):
        above = [post for post in posts if (post.start or 0) <= (signer.start or 0)]
        own = posts[at] if paired else above[-1] if above else None
        found.append((signer, own.text if own else ""))
    return found


def signed_posts(document: Document) -> dict[int, str]:
    """Where a signer's name begins in the body -> the post in usual letters."""
    return {
        signer.start: post_in_usual_letters(post)
        for signer, post in signers_with_posts(document)
        if signer.start is not None and post and not SIDE.match(post)
    }
