"""The lexicons of words that go on with a person's post or end it, as they are looked up in a text."""

from __future__ import annotations

from functools import lru_cache

from nlp.lexicon import forms_of, load_lexicon


@lru_cache(maxsize=1)
def post_words() -> frozenset[str]:
    """Syllables in small letters that go on with a post."""
    return frozenset(forms_of("post_words"))


@lru_cache(maxsize=1)
def numbered() -> frozenset[str]:
    """What bears a number in a post: `tổ trưởng chuyền 9`."""
    return frozenset(forms_of("post_words", "numbered"))


@lru_cache(maxsize=1)
def post_ends() -> frozenset[str]:
    """Syllables in small letters with which the sentence goes on behind a post."""
    return frozenset(forms_of("post_ends"))


@lru_cache(maxsize=1)
def trades() -> frozenset[str]:
    """Trades in small letters: before a name they give way to the post behind it."""
    return frozenset(entry.form.lower() for entry in load_lexicon("titles") if entry.value == "work")
