"""Two people at the same thing at once: the second sees what the first did, and chooses."""

from __future__ import annotations

from typing import Any

from flask import render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session

from biennien.registry import documents as store
from biennien.registry.accounts import names_of
from biennien.registry.audit import history
from biennien.registry.corrections import corrections_of, newest_correction
from biennien.registry.desk import mention_tag
from biennien.registry.errors import DocumentChanged
from biennien.registry.files import files_of
from biennien.registry.tables import Audit, Correction, Document, Job, Mention
from biennien.web.auditing import rows
from biennien.web.dates import show_moment
from biennien.web.identity import keeper, staff
from biennien.web.links import mention_link
from biennien.web.notes import show_value
from biennien.web.problems import Problem
from biennien.web.serializers.names import moment
from biennien.web.tags import digest_of, job_tag, standing_tag
from biennien.web.words import ACTS, LABELS, word

ASKED_ANEW = ("csrf_token", "tag", "action")


def seen_document(session: Session, document_id: str) -> Document:
    """The document, with no correction newer than the form knows. Raises: DocumentChanged, NotFound."""
    document = store.get_document(session, document_id, keeper(), hold=True)
    if request.form.get("seen", type=int) != newest_correction(session, document.id):
        raise DocumentChanged(document=document.id)
    return document


def page_tag(session: Session, document: Document) -> str:
    """What changes whenever somebody else does something to a document, or it is read anew.

    What one corrected oneself, by keys on the very page that the tag stands in, leaves it as it is.
    """
    newest = [(one.id, one.state) for one in files_of(session, document)[:1]]
    return digest_of(document, newest, newest_correction(session, document.id, but=staff().id))


def expect_seen(session: Session, document: Document) -> None:
    """Refuse unless the form was made of the document as it is. Raises: Problem 412, with what was done to it last."""
    _expect(session, page_tag(session, document), "document_changed", document.id)


def expect_standing(session: Session, document: Document, act: Audit | None) -> None:
    """The same for a form that brings a document back, which `act` withdrew. Raises: as `expect_seen`."""
    _expect(session, standing_tag(document, act), "document_changed", document.id)


def expect_job_seen(session: Session, job: Job) -> None:
    """The same for a form that has a job tried again. Raises: as `expect_seen`."""
    _expect(session, job_tag(job), "job_changed", job.document_id)


def _expect(session: Session, tag: str, code: str, document_id: str) -> None:
    if request.form.get("tag", "") != tag:
        raise Problem(412, code, document=document_id, last=last_act(session, document_id))


def last_act(session: Session, document_id: str) -> str:
    """What was done to a document last, by whom and when, as a sentence; empty where nothing was."""
    return "".join(_line(row) for row in rows(session, history(session, "document", document_id, limit=1)))


def _line(act: dict[str, Any]) -> str:
    by = act["by"] or gettext("the command line")
    told = {"name": by, "moment": show_moment(act["at"]), "act": word(ACTS, act["action"])}
    return str(gettext("The last act on it: %(act)s (%(name)s, %(moment)s).", **told))


def show_conflict(session: Session, document: Document, row: Mention) -> str:
    """What a mention is by now and who said so, beside what the form says of it; nothing is kept of either."""
    rejects = request.form.get("action") == "reject"
    kept = {name: text for name, text in request.form.items() if name not in ASKED_ANEW}
    return render_template(
        "documents/conflict.html",
        document=document,
        entity=row,
        leave=mention_link(document.id, None if row.rejected else row.id),
        theirs=_theirs(row),
        mine=[] if rejects else _mine(row),
        rejects=rejects,
        told=told_by(session, [one for one in corrections_of(session, document.id) if one.mention_id == row.id]),
        kept=kept,
        tag=mention_tag(row),
    )


def told_by(session: Session, entries: list[Correction]) -> str:
    """Who made the last of these entries of the log, and when; empty where a machine changed something."""
    if not entries:
        return ""
    last = entries[-1]
    names = names_of(session, [last.created_by] if last.created_by else [])
    name = names.get(last.created_by or "") or gettext("the command line")
    return str(gettext("%(name)s, %(moment)s", name=name, moment=show_moment(moment(last.created_at) or "")))


def _theirs(row: Mention) -> list[tuple[str, str]]:
    if row.rejected:
        return []
    return [
        (gettext("Label"), word(LABELS, row.label)),
        (gettext("Words"), " ".join(row.surface.split())),
        (gettext("Value"), show_value(row)),
    ]


def _mine(row: Mention) -> list[tuple[str, str]]:
    """What the form says, in the same words."""
    said: dict[str, Any] = request.form.to_dict()
    label = said.get("label", row.label)
    same = label == said.get("parts_of")
    parts = [text for name, text in said.items() if name.split(".")[0] == "value" and text] if same else []
    return [
        (gettext("Label"), word(LABELS, label)),
        (gettext("Words"), said.get("words", row.surface)),
        (gettext("Value"), ", ".join(parts)),
    ]
