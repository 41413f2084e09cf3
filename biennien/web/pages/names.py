"""`/units/ID/names` and its like: rename, aliases, merge, split, confirm, with the log and undo; for correctors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from biennien.registry.browsing import browse, get_visible
from biennien.registry.documents import DocumentFilter, documents_by_id, list_documents
from biennien.registry.errors import NotFound, NothingToSplit
from biennien.registry.name_acts import add_alias, confirm, merge, remove_alias, rename
from biennien.registry.name_history import history_of, undo_act
from biennien.registry.name_preview import preview_merge
from biennien.registry.name_proposals import open_proposals, refuse_proposal
from biennien.registry.name_split import split
from biennien.registry.names import find_named, label_of
from biennien.registry.tables import NameAct
from biennien.searching import NAMED
from biennien.web import links
from biennien.web.entries import entry_into, seen_entry
from biennien.web.identity import reader, staff
from biennien.web.numbers import row_number
from biennien.web.parameters import LONGEST_NAME
from biennien.web.serializers.entries import entry_tag, serialize_entry, serialize_proposal
from biennien.web.serializers.names import serialize_named
from biennien.web.services import services
from biennien.web.words import NAME_ACTS, NAME_REASONS

blueprint = Blueprint("names", __name__)
SHELVES = {f"{kind}s": table for kind, table in NAMED.items()}
FOUND, LISTED = 12, 100
"""Entries offered for a merger, documents offered to be parted."""


def page(shelf: str, row_id: str) -> str | Response:
    """The names of an entry, what it may be merged with, its documents to part, and what was done to it."""
    words = request.args.get("q", "").strip()[:LONGEST_NAME]
    with services().registry.read() as session:
        row = get_visible(session, SHELVES[shelf], row_id, reader()).row
        if row.id != row_id:
            return redirect(_home(shelf, row.id), 301)
        kind = shelf[:-1]
        wanted = DocumentFilter(**{f"{kind}_id": row.id})
        cursor, asked = request.args.get("cursor") or None, [("q", words)] if words else []
        documents = list_documents(session, reader(), wanted, order="newest", cursor=cursor, limit=LISTED)
        proposed = open_proposals(session, reader(), row_id=row.id, limit=FOUND).items
        return render_template(
            "names/page.html",
            **_about(session, shelf, row),
            words_given=words,
            found=_candidates(session, row, words),
            proposals=[serialize_proposal(one) | {"other": _other(one, row)} for one in proposed],
            reasons=NAME_REASONS,
            acts=NAME_ACTS,
            documents=documents.items,
            more=links.with_pairs(_home(shelf, row.id), [*asked, ("cursor", documents.cursor)])
            if documents.cursor
            else None,
        )


def act(shelf: str, row_id: str) -> Response | str:
    """Do what a button says, in the state that its page showed."""
    action = request.form.get("action", "")
    with services().registry.write() as session:
        row = seen_entry(session, SHELVES[shelf], row_id, [request.form.get("tag", "")])
        if action == "part":
            return _before_split(session, shelf, row)
        if action not in ACTIONS:
            raise NotFound(kind="act", id=action[:40])
        done = ACTIONS[action](session, row)
        target = done.target_id if action != "refuse" else row.id
    return redirect(_home(shelf, target))


def merging(shelf: str, row_id: str) -> str:
    """What a merger with the entry `into` would do."""
    with services().registry.read() as session:
        table = SHELVES[shelf]
        row = get_visible(session, table, row_id, reader())
        into = entry_into(session, table, request.args.get("into", ""))
        preview = preview_merge(session, row.row, into.row, reader())
        return render_template(
            "names/merge.html",
            **_about(session, shelf, row.row),
            into=serialize_named(into) | {"href": links.named_link(shelf[:-1], into.row.id)},
            preview=preview,
            turned=url_for("names.merging", shelf=shelf, row_id=into.row.id, into=row.row.id),
        )


def merge_into(shelf: str, row_id: str) -> Response:
    """Merge, in the state that was looked at."""
    with services().registry.write() as session:
        table = SHELVES[shelf]
        into = entry_into(session, table, request.form.get("into", "")).row
        row = seen_entry(session, table, row_id, [request.form.get("tag", "")])
        merge(session, table, row.id, into.id, user_id=staff().id)
        target = into.id
    return redirect(_home(shelf, target))


for shelf_ in SHELVES:
    for rule, view, methods in (
        ("names", page, ["GET"]), ("names", act, ["POST"]), ("merge", merging, ["GET"]), ("merge", merge_into, ["POST"])
    ):  # fmt: skip
        blueprint.add_url_rule(
            f"/{shelf_}/<row_id>/{rule}", endpoint=view.__name__, view_func=view, methods=methods,
            defaults={"shelf": shelf_},
        )  # fmt: skip


def _about(session: Session, shelf: str, row: Any) -> dict[str, Any]:
    """What every page of names shows."""
    kind = shelf[:-1]
    return {
        "entry": serialize_entry(session, row), "tag": entry_tag(row), "shelf": shelf, "kind": kind,
        "href": links.named_link(kind, row.id), "home": _home(shelf, row.id), "links": links,
    }  # fmt: skip


def _home(shelf: str, row_id: str) -> str:
    return url_for("names.page", shelf=shelf, row_id=row_id)


def _candidates(session: Session, row: Any, words: str) -> list[dict[str, Any]]:
    """What the words name, those in the most documents first, the entry itself left out."""
    if not words:
        return []
    found = browse(session, type(row), reader(), words=words, size=FOUND + 1).items
    return [serialize_named(one) for one in found if one.row.id != row.id][:FOUND]


def _other(proposed: Any, row: Any) -> dict[str, Any]:
    """The other one of a proposal."""
    other = proposed.into if proposed.row.id == row.id else proposed.row
    return {"id": other.id, "label": label_of(other)}


def _before_split(session: Session, shelf: str, row: Any) -> str:
    """What would be parted, and where it would go. Raises: NothingToSplit."""
    chosen = documents_by_id(session, request.form.getlist("document")[:LISTED], reader())
    into = _target(session, row, request.form.get("into", ""))
    name = " ".join(request.form.get("name", "").split())
    if not chosen or (into is None and not name):
        raise NothingToSplit(id=row.id)
    return render_template(
        "names/split.html", **_about(session, shelf, row), documents=list(chosen.values()), into=into,
        label=label_of(into) if into else name, name=name,
    )  # fmt: skip


def _target(session: Session, row: Any, words: str) -> Any:
    """The one entry that words name; None for no words. Raises: NothingToSplit."""
    if not words.strip():
        return None
    found = [one for one in find_named(session, type(row), words.strip()[:LONGEST_NAME]) if one.id != row.id]
    if len(found) != 1:
        raise NothingToSplit(id=row.id)
    return get_visible(session, type(row), found[0].id, reader()).row


def _split(session: Session, row: Any) -> NameAct:
    return split(
        session, type(row), row.id, documents=request.form.getlist("document"),
        into_id=request.form.get("into") or None, name=request.form.get("name", ""), user_id=staff().id,
    )  # fmt: skip


def _undo(session: Session, row: Any) -> NameAct:
    number = request.form.get("act", type=row_number, default=0)
    if number not in {act.id for act in history_of(session, type(row), row.id)}:
        raise NotFound(kind="act", id=str(number))
    return undo_act(session, number, user_id=staff().id)


def _refuse(session: Session, row: Any) -> NameAct:
    number = request.form.get("proposal", type=row_number, default=0)
    return refuse_proposal(session, number, reader=reader(), user_id=staff().id)


def _name() -> str:
    return request.form.get("name", "")


ACTIONS: dict[str, Callable[[Session, Any], NameAct]] = {
    "rename": lambda session, row: rename(session, type(row), row.id, _name(), user_id=staff().id),
    "alias": lambda session, row: add_alias(session, type(row), row.id, _name(), user_id=staff().id),
    "unalias": lambda session, row: remove_alias(session, type(row), row.id, _name(), user_id=staff().id),
    "confirm": lambda session, row: confirm(session, type(row), row.id, user_id=staff().id),
    "split": _split,
    "undo": _undo,
    "refuse": _refuse,
}
