"""`/documents/ID/campaigns/ID`: what a document tells of a campaign, put right by staff."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry import documents as store
from biennien.registry.corrections import corrections_of, in_force
from biennien.registry.records import correct_record, get_record
from biennien.registry.tables import CampaignDocument, Document
from biennien.registry.told_campaigns import is_about
from biennien.web import links
from biennien.web.identity import keeper, staff
from biennien.web.pages.conflicts import told_by
from biennien.web.services import services
from biennien.web.typed_values import shown_value, typed, typed_value
from biennien.web.words import RECORD_WORDS, STAGES, word
from nlp.mention import CAMPAIGN_FIELDS, CAMPAIGN_LISTS

blueprint = Blueprint("records", __name__, url_prefix="/documents/<document_id>/campaigns/<campaign_id>")


@blueprint.route("")
def page(document_id: str, campaign_id: str) -> str:
    """All that a document tells of a campaign, to be put right."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        return _form(session, document, get_record(session, document, campaign_id), {}, frozenset())


@blueprint.route("", methods=["POST"])
def correct(document_id: str, campaign_id: str) -> Response | tuple[str, int]:
    """Keep the fields that the form says otherwise than they stood when it was made.

    Where one of them stands otherwise by now nothing is kept, and both are shown.
    """
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper(), hold=True)
        row = get_record(session, document, campaign_id)
        mine = {name: typed(name, request.form[name]) for name in CAMPAIGN_FIELDS if name in request.form}
        was = {name: typed(name, request.form.get(f"was.{name}", _text(row, name))) for name in mine}
        now = {name: typed(name, _text(row, name)) for name in mine}
        changed = {name: text for name, text in mine.items() if text not in (was[name], now[name])}
        if both := frozenset(name for name in changed if was[name] != now[name]):
            return _form(session, document, row, changed, both), 412
        if changed:
            values = {name: typed_value(name, text, many=name in CAMPAIGN_LISTS) for name, text in changed.items()}
            correct_record(session, document, campaign_id, values, user_id=staff().id)
    return redirect(url_for("documents.page", document_id=document_id, _anchor=f"record-{row.campaign_id}"))


def _form(
    session: Session, document: Document, row: CampaignDocument, mine: Mapping[str, str], both: frozenset[str]
) -> str:
    """The form with what stands now; where `mine` says otherwise that stands in it, and what is `both` is told."""
    entries = [one for one in in_force(corrections_of(session, document.id)) if is_about(one, row.record)]
    return render_template(
        "documents/record.html",
        document=document,
        href=links.named_link("campaign", row.campaign_id),
        name=row.record["name"],
        fields=[
            {
                "name": name,
                "label": word(RECORD_WORDS, name),
                "many": name in CAMPAIGN_LISTS,
                "value": mine.get(name, _text(row, name)),
                "now": _text(row, name),
                "both": name in both,
                "by": told_by(session, [one for one in entries if one.payload["field"] == name]),
                "corrected": name in row.record.get("corrected", ()),
            }
            for name in CAMPAIGN_FIELDS
        ],
        stages=STAGES,
        both=bool(both),
    )


def _text(row: CampaignDocument, name: str) -> str:
    return shown_value(row.record.get(name))
