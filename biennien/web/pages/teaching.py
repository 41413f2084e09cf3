"""`/words`: what the archive was taught, and taking it back; teaching from a mention, for all documents at once."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from biennien.pipeline import extractor_version
from biennien.registry import desk
from biennien.registry import documents as store
from biennien.registry.accounts import names_of
from biennien.registry.own_words import add_word, list_words, own_words, remove_word
from biennien.registry.relearning import last_relearning, relearn
from biennien.registry.tables import Mention
from biennien.web.forms import chosen
from biennien.web.identity import keeper, reader, staff
from biennien.web.serializers.batches import serialize_batch, state_for_people
from biennien.web.services import services
from biennien.web.words import WORD_KINDS
from nlp.own_words import LABEL_OF_KIND, STOP
from search.errors import SearchError
from search.query import Query

blueprint = Blueprint("words", __name__)


@blueprint.route("/words")
def page() -> str:
    """The words in force, the last one first."""
    with services().registry.read() as session:
        rows = list(reversed(list_words(session)))
        names = names_of(session, {row.created_by for row in rows if row.created_by})
        batch = last_relearning(session)
        reading = serialize_batch(session, batch) if batch else None
    shown = state_for_people(reading) if reading else None
    return render_template("words/page.html", rows=rows, names=names, kinds=WORD_KINDS, reading=reading, shown=shown)


@blueprint.route("/documents/<document_id>/entities/<entity_id>/teach")
def offer(document_id: str, entity_id: str) -> str:
    """What can be taught from a mention, and how many documents hold its words."""
    with services().registry.read() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        surface = " ".join(row.surface.split())
        return render_template(
            "words/teach.html", document=document, entity=row, surface=surface, kinds=kinds_for(row), names=WORD_KINDS,
            holding=_holding(surface),
        )  # fmt: skip


@blueprint.route("/documents/<document_id>/entities/<entity_id>/teach", methods=["POST"])
def teach(document_id: str, entity_id: str) -> Response:
    """Teach the archive, and have all documents understood with it."""
    with services().registry.write() as session:
        document = store.get_document(session, document_id, keeper())
        row = desk.get_mention(session, document, entity_id)
        kind = chosen("kind", kinds_for(row))
        value = request.form.get("value", "").strip() if kind in ("alias", "unit", "place") else ""
        label = row.label if kind == STOP else ""
        add_word(session, kind, row.surface, value, label, user_id=staff().id)
        relearn(session, extractor_version(own_words(session)), user_id=staff().id)
    return redirect(url_for(".page"))


@blueprint.route("/words/<int:word_id>/remove", methods=["POST"])
def remove(word_id: int) -> Response:
    """Take a word back, and have all documents understood without it."""
    with services().registry.write() as session:
        remove_word(session, word_id, user_id=staff().id)
        relearn(session, extractor_version(own_words(session)), user_id=staff().id)
    return redirect(url_for(".page"))


def kinds_for(row: Mention) -> list[str]:
    """What a mention's words can be taught as: names of its label, or that they are none."""
    return [*(kind for kind, label in LABEL_OF_KIND.items() if label == row.label), STOP]


def _holding(surface: str) -> int | None:
    """How many documents hold these very words; None while the index cannot be asked."""
    who = reader()
    words = surface.replace('"', " ")
    query = Query(text=f'"{words}"', visibilities=who.visibilities, withdrawn=who.withdrawn, facets=(), size=0)
    try:
        return services().engine.search(query).total
    except SearchError:
        return None
