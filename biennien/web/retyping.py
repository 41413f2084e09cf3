"""A form that was refused, once more: what was typed is kept, and what is wrong stands beside its field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import lazy_gettext as _

from biennien.registry.attributes import CODES
from biennien.rights import ROLES, SCOPES
from biennien.web import words
from biennien.web.words import word
from nlp.gold import LIST_FIELDS
from nlp.mention import CAMPAIGN_LISTS

FORM = "application/x-www-form-urlencoded"
"""Forms with files are not shown again: a browser does not give a file twice."""

SECRET = frozenset({"password", "old", "new"})
OF_CODE = {
    "reason_missing": ("reason",), "bad_name": ("name",), "name_taken": ("name",), "weak_password": ("new", "password"),
    "password_wrong": ("old",), "bad_scope": ("scope",), "webhook_address": ("url",), "webhook_known": ("url",),
    "name_unusable": ("name",),
    "name_in_use": ("name",), "name_known": ("name",), "bad_word": ("value", "kind"), "text_empty": ("body",),
    "nothing_changed": ("body",),
}  # fmt: skip
"""What is wrong in the form where an error names no field: the first of these that the form has, else the first."""

ALSO_CALLED = {"start": "words"}
"""What forms have in the place of what the registry names."""

NAMES: Mapping[str, Any] = {
    **words.FIELDS, **words.RECORD_WORDS,
    "reason": _("Reason (kept with the document)"), "name": _("Name"), "password": _("Password"),
    "old": _("Password of now"), "new": _("New password"), "url": _("Address"),
    "words": _("Words, exactly as in the text"),
    "nth": _("Which of the places where they stand, counted from 1"), "label": _("Label"), "role": _("Role"),
    "visibility": _("May be read by"), "body": _("Text"), "kind": _("Taught as"), "scope": _("It may"),
    "value": _("Value: the full name, or the date (28/02/2019, 2/2019, 2019)"),
}  # fmt: skip
"""What people call the fields that they fill in; all others travel along unseen."""

CHOICES: Mapping[str, Mapping[str, Any]] = {
    "label": words.LABELS, "doc_type": {"": ""} | words.DOC_TYPES, "stage": {"": ""} | words.STAGES,
    "visibility": words.VISIBILITIES,
    "role": {role: words.ROLES[role] for role in ROLES}, "scope": {scope: words.SCOPES[scope] for scope in SCOPES},
    "kind": words.WORD_KINDS,
}  # fmt: skip
SENTENCES = {
    "no_edtf": _("Write a day, month or year: 28/02/2019, 2/2019, 2019; two of them with – between for a period."),
    "no_value": _("Write 1 to 1,000 characters."), "outside_text": _("These words do not stand there in the text."),
    "no_mention": _("Leave out blanks at either end, and take at most 2,000 characters."),
    "marked_already": _("This is marked so already."), "unknown_label": _("Choose one that is there."),
    "unknown_code": _("Choose one that is there."),
    "unknown_type": _("Choose one that is there."), "unknown_stage": _("Choose one that is there."),
}  # fmt: skip
"""What is wrong, by the word that the registry says it with; for others the sentence of the error stands there."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field as it was sent. `kind` is text, long, secret, choice, ticks or hidden; `wrong` tells why, if it is."""

    name: str
    label: str
    kind: str
    values: tuple[str, ...]
    choices: Mapping[str, str]
    wrong: str = ""


def kept_form(code: str, params: Mapping[str, Any], detail: str) -> list[Kept]:
    """The fields of the form that was refused; none where it was no form, or no field of it is to blame."""
    if request.method != "POST" or request.mimetype != FORM:
        return []
    wrong = _wrong_field(code, params)
    if not wrong:
        return []
    why = str(SENTENCES.get(str(params.get("why")), detail))
    names = dict.fromkeys((*request.form, wrong))
    return [_kept(name, why if name == wrong else "") for name in names if name != "csrf_token"]


def _wrong_field(code: str, params: Mapping[str, Any]) -> str:
    named = str(params.get("field", ""))
    if named:
        named = ALSO_CALLED.get(named, named)
        inner = next((name for name in request.form if name.startswith(f"{named}.") and request.form[name]), "")
        return named if named in request.form else inner
    usual = OF_CODE.get(code, ())
    return next((name for name in usual if name in request.form), usual[0] if usual else "")


def _kept(name: str, wrong: str) -> Kept:
    values, kind = tuple(request.form.getlist(name)), _kind(name, wrong)
    if kind == "secret":
        values = ()
    part = name.partition(".")[2]
    label = word(words.ATTRIBUTES, part) if part else str(NAMES.get(name, name))
    choices = {code: str(called) for code, called in _choices(name).items()}
    return Kept(name, label, kind, values, choices, wrong)


def _choices(name: str) -> Mapping[str, Any]:
    """What a field may be, by code; empty for one that is written."""
    group, _dot, part = name.partition(".")
    if group == "attribute":
        codes = CODES.get((request.form.get("parts_of", ""), part), ())
        return {"": ""} | {code: words.ATTRIBUTE_VALUES[code] for code in codes} if codes else {}
    return CHOICES.get(name, {})


def _kind(name: str, wrong: str) -> str:
    """How a field is shown: as its own form does."""
    if name in SECRET:
        return "secret"
    if name == "scope":
        return "ticks" if wrong else "hidden"
    if name not in NAMES and not name.startswith(("value.", "attribute.")):
        return "text" if wrong else "hidden"
    if _choices(name):
        return "choice"
    return "long" if name == "body" or name in (*LIST_FIELDS, *CAMPAIGN_LISTS) else "text"
