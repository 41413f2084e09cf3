"""What staff decide on `/units/ID`, `/slogans/ID` and `/campaigns/ID`, and what the program proposes to merge."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from biennien.registry.browsing import get_visible
from biennien.registry.errors import NotFound
from biennien.registry.name_acts import add_alias, confirm, merge, remove_alias, rename
from biennien.registry.name_history import history_of, undo_act
from biennien.registry.name_preview import preview_merge
from biennien.registry.name_proposals import accept_proposal, count_proposals, open_proposals, refuse_proposal
from biennien.registry.name_split import split
from biennien.registry.names import get_named
from biennien.registry.tables import NameAct
from biennien.searching import NAMED
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.entries import (
    AcceptSchema,
    AliasSchema,
    EntryChangeSchema,
    EntrySchema,
    MergePreviewSchema,
    MergeProposalListSchema,
    MergeSchema,
    SplitSchema,
    UndoSchema,
)
from biennien.web.api.wholes import entity_tags
from biennien.web.entries import entry_into, seen_entry
from biennien.web.identity import reader, staff
from biennien.web.parameters import Blank, choice, cursor_field, number_field
from biennien.web.serializers.entries import entry_tag, serialize_entry, serialize_preview, serialize_proposal
from biennien.web.services import services

blueprint = Resource("Names", __name__, description="What staff decide on units, slogans and campaigns")


class MergeArgs(LanguageArgs):
    """What the entry would be made part of."""

    into = fields.String(required=True, metadata={"description": "The id of the one that stays."})


Act = Callable[[Session, type[Any], str, dict[str, Any], str], NameAct]


def rename_entry(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Give it another name; the old one stays as an alias. Without a name it is confirmed as it is."""
    if "name" in given:
        return rename(session, table, row_id, given["name"], user_id=user_id)
    return confirm(session, table, row_id, user_id=user_id)


def add_alias_of(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Let it go by one more name, in searches and in every document that calls it so."""
    return add_alias(session, table, row_id, given["name"], user_id=user_id)


def remove_alias_of(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Take one of its other names off, for good."""
    return remove_alias(session, table, row_id, given["name"], user_id=user_id)


def merge_entry(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Make it part of another one: documents, names, units under it and its address go there. Answers with that one."""
    into = entry_into(session, table, given["into"]).row
    return merge(session, table, row_id, into.id, user_id=user_id)


def split_entry(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Part documents or mentions from it that were wrongly joined: into another one, or a new one of that name."""
    return split(
        session, table, row_id, documents=given["documents"], mentions=given["mentions"], into_id=given["into"],
        name=given["name"], user_id=user_id,
    )  # fmt: skip


def undo_names(session: Session, table: type[Any], row_id: str, given: dict[str, Any], user_id: str) -> NameAct:
    """Take an act of its log back: the last one first."""
    if given["act"] not in {act.id for act in history_of(session, table, row_id)}:
        raise NotFound(kind="act", id=str(given["act"]))
    return undo_act(session, given["act"], user_id=user_id)


ACTS: tuple[tuple[str, str, Act, type[Schema]], ...] = (
    ("PATCH", "", rename_entry, EntryChangeSchema),
    ("POST", "/aliases", add_alias_of, AliasSchema),
    ("DELETE", "/aliases", remove_alias_of, AliasSchema),
    ("POST", "/merge", merge_entry, MergeSchema),
    ("POST", "/split", split_entry, SplitSchema),
    ("POST", "/undo", undo_names, UndoSchema),
)
"""What may be done to an entry: method, address behind its own, and the shape of what is given."""


def _offer(kind: str, table: type[Any], method: str, rest: str, act: Act, schema: type[Schema]) -> None:
    """Answer at the address of an act."""

    def view(given: dict[str, Any], **names: str) -> Any:
        with services().registry.write() as session:
            row = seen_entry(session, table, names[f"{kind}_id"], entity_tags())
            done = act(session, table, row.id, given, staff().id)
            return _answer(session, get_named(session, table, done.target_id))

    view.__name__ = f"{act.__name__}_{kind}"
    view.__doc__ = f"{act.__doc__}\n\nIf-Match must hold the ETag of the {kind}: 412 where somebody was faster."
    view = blueprint.refuses(409)(blueprint.tagged()(blueprint.response(200, EntrySchema)(view)))
    blueprint.route(f"/{kind}s/<{kind}_id>{rest}", methods=[method])(blueprint.body(schema)(view))


def _look(kind: str, table: type[Any]) -> None:
    """Answer with the names of an entry."""

    def view(_asked: dict[str, Any], **names: str) -> Any:
        with services().registry.read() as session:
            return _answer(session, get_visible(session, table, names[f"{kind}_id"], reader()).row)

    view.__name__ = f"get_names_of_{kind}"
    view.__doc__ = f"Give the names of a {kind}, who confirmed it, and all that was done to it, the last act first."
    view = blueprint.query(LanguageArgs)(blueprint.response(200, EntrySchema)(view))
    blueprint.route(f"/{kind}s/<{kind}_id>/names")(view)


def _look_before(kind: str, table: type[Any]) -> None:
    """Answer with what a merger would do."""

    def view(asked: dict[str, Any], **names: str) -> Any:
        with services().registry.read() as session:
            row = get_visible(session, table, names[f"{kind}_id"], reader()).row
            into = entry_into(session, table, asked["into"]).row
            told = serialize_preview(row, into, preview_merge(session, row, into, reader()))
            return told, 200, {"ETag": f'"{entry_tag(row)}"'}

    view.__name__ = f"preview_merge_of_{kind}"
    view.__doc__ = f"Tell what merging a {kind} into another one would do, and what speaks against it. Does nothing."
    view = blueprint.query(MergeArgs)(blueprint.refuses(409)(blueprint.response(200, MergePreviewSchema)(view)))
    blueprint.route(f"/{kind}s/<{kind}_id>/merge")(view)


def _answer(session: Session, row: Any) -> Any:
    return serialize_entry(session, row), 200, {"ETag": f'"{entry_tag(row)}"'}


for kind_, table_ in NAMED.items():
    for act_ in ACTS:
        _offer(kind_, table_, *act_)
    _look(kind_, table_)
    _look_before(kind_, table_)


class ProposalArgs(LanguageArgs):
    """Which proposals."""

    kind = Blank(load_default="", validate=choice(NAMED))
    cursor = cursor_field()
    size = number_field(50, 1, 200)


@blueprint.route("/proposals")
@blueprint.query(ProposalArgs)
@blueprint.response(200, MergeProposalListSchema)
def list_proposals(asked: dict[str, Any]) -> dict[str, Any]:
    """List what the program holds for one and nobody has decided on, the likeliest first."""
    with services().registry.read() as session:
        page = open_proposals(
            session, reader(), kind=asked["kind"] or None, cursor=asked["cursor"] or None, limit=asked["size"]
        )
        counts = count_proposals(session, reader())
        return {"items": [serialize_proposal(one) for one in page.items], "cursor": page.cursor, "counts": counts}


@blueprint.route("/proposals/<int:proposal_id>/accept", methods=["POST"])
@blueprint.body(AcceptSchema)
@blueprint.response(200, EntrySchema)
def accept(given: dict[str, Any], proposal_id: int) -> Any:
    """Merge the two. Answers with the one that stays."""
    with services().registry.write() as session:
        act = accept_proposal(session, proposal_id, into_id=given["into"], reader=reader(), user_id=staff().id)
        return _answer(session, get_named(session, NAMED[act.kind], act.target_id))


@blueprint.route("/proposals/<int:proposal_id>/refuse", methods=["POST"])
@blueprint.response(204)
def refuse(proposal_id: int) -> None:
    """Say that the two are not one; the proposal does not come back."""
    with services().registry.write() as session:
        refuse_proposal(session, proposal_id, reader=reader(), user_id=staff().id)
