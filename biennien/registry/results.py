"""Keeping what was read and understood: texts, runs, mentions, links; and putting corrections on top."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, cast

from sqlalchemy import Row, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from biennien.registry import outbox
from biennien.registry.anchors import anchor
from biennien.registry.corrected import PERSON, Corrected, Marked, Names, called_now, correct, give_ids, renamed
from biennien.registry.corrections import clear_review, corrections_of, in_force, send_to_review
from biennien.registry.database import chunks, now
from biennien.registry.days import days_of, document_days
from biennien.registry.keys import identity_key, made_id, random_id, surface_key
from biennien.registry.locks import NAMES, hold_document, share_lock
from biennien.registry.name_leads import current_ids
from biennien.registry.name_making import add_unit_names, ensure_named, ensure_native
from biennien.registry.near_copies import group_anew, keep_likeness
from biennien.registry.questions import ask, ask_about_number
from biennien.registry.tables import (
    Campaign,
    CampaignDocument,
    Document,
    DocumentCampaign,
    DocumentSlogan,
    DocumentUnit,
    ExtractionRun,
    Mention,
    Slogan,
    TextVersion,
    Unit,
)
from biennien.registry.told_campaigns import told_campaigns
from biennien.registry.understood import Understood, analysis_from_json, campaigns_from_json
from ingest.document import Document as Reading
from ingest.retyping import TYPED
from nlp.mention import Analysis
from nlp.mention import Campaign as CampaignRecord
from nlp.mention import Mention as FoundMention

EXTRACTOR = "extractor"
"""Who proposed a campaign record that no person made."""

MENTIONS = cast(Table, Mention.__table__)
"""Written and read by its columns: for the mentions of a whole book that takes half as long as by their class."""


def keep_results(session: Session, document: Document, whole: Understood, *, extractor_version: str) -> None:
    """Keep a document's text and what was understood of it, corrections on top, and tell the index.

    Done again with the same text and analysis it changes nothing but times.
    """
    text = keep_text(session, document, whole.reading, whole.sections, whole.layout)
    run = ExtractionRun(
        id=random_id("r"), document_id=document.id, text_id=text.id, extractor_version=extractor_version,
        created_at=now(session), analysis=whole.found,
    )  # fmt: skip
    session.execute(update(ExtractionRun).where(ExtractionRun.document_id == document.id).values(analysis=None))
    session.add(run)
    document.kind, document.text_id, document.run_id = whole.reading.kind, text.id, run.id
    _apply(session, document, text, whole.reading.body, whole.analysis, whole)


def reapply(session: Session, document: Document) -> None:
    """Put the corrections in force on top of what the extractors said last; to be called after each new correction."""
    hold_document(session, document.id)
    if document.run_id is None:
        return
    run = session.get_one(ExtractionRun, document.run_id)
    text = session.get_one(TextVersion, run.text_id)
    _apply(session, document, text, text.body, analysis_from_json(run.analysis or {}))


def relink(session: Session, document: Document) -> None:
    """Lead what a document names anew, after people decided on names: cheaper than `reapply`, with the same end."""
    run = session.get(ExtractionRun, document.run_id) if document.run_id else None
    if run is None or not run.analysis:
        return
    if corrections_of(session, document.id):
        reapply(session, document)
        return
    rows = session.scalars(select(Mention).where(Mention.document_id == document.id)).all()
    found = {
        row.id: FoundMention(row.start, row.end, row.label, row.surface, row.value, row.attributes) for row in rows
    }
    records = campaigns_from_json(run.analysis)
    links = _Links(session, document, list(found.values()), records)
    for row in rows:
        for column, row_id in links.of(found[row.id]).items():
            setattr(row, column, row_id)
    links.keep()
    document.updated_at = now(session)
    outbox.touch(session, document.id)


def reading_of(text: TextVersion) -> Reading:
    """The kept text as the reader gave it, so that it can be understood anew without its original."""
    return Reading.from_json(text.reading | {"body": text.body, "sections": text.sections})


def keep_text(
    session: Session, document: Document, reading: Reading, sections: list[dict[str, Any]], layout: dict[str, Any]
) -> TextVersion:
    """The version that this text is, made where it is new; `sections` and `layout` are its `reading_parts`."""
    statement = select(TextVersion).where(
        TextVersion.document_id == document.id, TextVersion.sha256 == reading.text_sha256
    )
    text = session.scalars(statement).first()
    if text is None:
        text = TextVersion(
            id=made_id("x", document.id, reading.text_sha256), document_id=document.id, sha256=reading.text_sha256,
            created_at=now(session), length=len(reading.body), body=reading.body,
        )  # fmt: skip
        session.add(text)
    text.sections, text.reading = sections, layout
    text.made_by, text.parser = _maker(reading), reading.parser
    session.flush()
    return text


def _maker(reading: Reading) -> str:
    if reading.parser.endswith(TYPED):
        return "person"
    return "ocr" if any(page.text_from == "ocr" for page in reading.pages) else "parser"


def _apply(
    session: Session, document: Document, text: TextVersion, body: str, analysis: Analysis,
    whole: Understood | None = None,
) -> None:  # fmt: skip
    """Put corrections on top of an analysis and keep all of it; `whole` is what was read just now."""
    known = session.execute(select(MENTIONS).where(MENTIONS.c.document_id == document.id)).all()
    anchored = anchor(in_force(corrections_of(session, document.id)), body, text.sha256)
    marked = give_ids(
        analysis.mentions, known, anchored, original_sha256=document.sha256, text_sha256=text.sha256, text_id=text.id
    )
    corrected = correct(analysis, marked, anchored, body=body)
    names, number = renamed(marked, corrected.marked), document.doc_number
    _call_anew(corrected, names)
    _keep_metadata(document, corrected)
    records = told_campaigns(analysis, corrected, names, body=body)
    for entry, reason in corrected.misfits:
        send_to_review(session, entry, reason)
    clear_review(session, document.id, corrected.fitting)
    _keep_mentions(session, document, text, corrected, records, known)
    document.updated_at = now(session)
    outbox.touch(session, document.id)
    ask(session, document, corrected)
    grouped = whole is not None and keep_likeness(session, document, text, whole.signature)
    if document.doc_number != number and not grouped:
        group_anew(session, document)
    ask_about_number(session, document)


def _call_anew(corrected: Corrected, names: Names) -> None:
    """Give the issuer the name that people gave to its mentions, unless they said who it is."""
    issuer = corrected.metadata.get("issuer")
    evidence = corrected.evidence.get("issuer")
    if issuer and not (evidence and evidence.method == PERSON):
        corrected.metadata["issuer"] = called_now(names, "UNIT", issuer)


def _keep_metadata(document: Document, corrected: Corrected) -> None:
    metadata = corrected.metadata
    document.metadata_values = metadata
    document.evidence = {name: asdict(evidence) for name, evidence in corrected.evidence.items()}
    for name in ("title", "published", "doc_type", "doc_number", "issuer", "place", "event_date"):
        setattr(document, name, metadata.get(name))
    document.from_day, document.to_day = document_days(metadata)


def _keep_mentions(
    session: Session, document: Document, text: TextVersion, corrected: Corrected, records: Sequence[CampaignRecord],
    known: Sequence[Row[Any]],
) -> None:  # fmt: skip
    """Keep the mentions; of those that were `known` before only what changed is written, for a book has many."""
    links = _Links(session, document, [one.mention for one in corrected.marked if not one.rejected], records)
    rows = [_mention_row(document, text, one) | links.of(one.mention) for one in corrected.marked]
    before = {row.id: row._asdict() for row in known}
    same = {row["id"] for row in rows if before.get(row["id"]) == row}
    if before and not same:  # as in each new reading
        session.execute(delete(Mention).where(Mention.document_id == document.id))
    else:
        for some in chunks([row_id for row_id in before if row_id not in same]):
            session.execute(delete(Mention).where(Mention.id.in_(some)))
    if fresh := [row for row in rows if row["id"] not in same]:
        session.execute(insert(MENTIONS), fresh)
    links.keep()


def _mention_row(document: Document, text: TextVersion, one: Marked) -> dict[str, Any]:
    mention = one.mention
    return {
        "id": one.id, "document_id": document.id, "text_id": text.id, "run_id": document.run_id,
        "label": mention.label, "start_offset": mention.start, "end_offset": mention.end, "surface": mention.text,
        "surface_key": surface_key(mention.text),
        "value": mention.value, "attributes": mention.attributes, "confidence": mention.confidence,
        "source": mention.source, "origin": one.origin, "rejected": one.rejected,
    }  # fmt: skip


class _Links:
    """The units, slogans and campaigns of one document, made where they are new."""

    def __init__(
        self, session: Session, document: Document, mentions: Sequence[FoundMention], records: Sequence[CampaignRecord]
    ) -> None:
        share_lock(session, NAMES)
        self.session, self.document, self.records = session, document, records
        self.mentions = mentions
        told_units = [name for record in records for name in (record.launched_by, *record.participants) if name]
        issuer = [document.issuer] if document.issuer else []
        units = [*self._named("UNIT"), *((name, None) for name in told_units + issuer)]
        self.native_units = ensure_native(session, Unit, units, document_id=document.id)
        leads = current_ids(session, self.native_units.values())
        self.units = {key: leads[unit_id] for key, unit_id in self.native_units.items()}
        told_slogans = [(slogan, None) for record in records for slogan in record.slogans]
        slogans = [*self._named("SLOGAN"), *told_slogans]
        self.slogans = ensure_named(session, Slogan, slogans, document_id=document.id)
        campaigns = [*self._named("CAMPAIGN"), *((record.name, None) for record in records)]
        self.campaigns = ensure_named(session, Campaign, campaigns, document_id=document.id)

    def of(self, mention: FoundMention) -> dict[str, str | None]:
        """The ids that a mention leads to."""
        key = identity_key(_name(mention))
        return {
            "unit_id": self.units.get(key) if mention.label == "UNIT" else None,
            "slogan_id": self.slogans.get(key) if mention.label == "SLOGAN" else None,
            "campaign_id": self.campaigns.get(key) if mention.label == "CAMPAIGN" else None,
        }

    def keep(self) -> None:
        """Write the links of the document, and the names its units go by in it."""
        self._keep_links(DocumentUnit, "unit_id", "UNIT", self.units)
        self._keep_links(DocumentSlogan, "slogan_id", "SLOGAN", self.slogans)
        self._keep_links(DocumentCampaign, "campaign_id", "CAMPAIGN", self.campaigns)
        self._keep_records()
        names = {(self.native_units[identity_key(_name(one))], one.text) for one in self._of("UNIT")}
        add_unit_names(self.session, dict.fromkeys(names, "alias"))

    def _of(self, label: str) -> Iterable[FoundMention]:
        return (mention for mention in self.mentions if mention.label == label and identity_key(_name(mention)))

    def _named(self, label: str) -> list[tuple[str, str | None]]:
        return [(_name(mention), mention.attributes.get("kind")) for mention in self._of(label)]

    def _keep_links(self, table: type[Any], column: str, label: str, ids: dict[str, str]) -> None:
        counted = Counter(ids[identity_key(_name(mention))] for mention in self._of(label))
        self.session.execute(delete(table).where(table.document_id == self.document.id))
        rows = [
            {"document_id": self.document.id, column: row_id, "count": counted[row_id]}
            for row_id in sorted(set(ids.values()))
        ]
        if rows:
            self.session.execute(insert(table), rows)

    def _keep_records(self) -> None:
        """The proposals of the extractor anew; what a person proposed or confirmed stays."""
        table = CampaignDocument
        mine = table.document_id == self.document.id
        self.session.execute(delete(table).where(mine, table.proposed_by == EXTRACTOR, table.confirmed_by.is_(None)))
        taken = set(self.session.scalars(select(table.campaign_id).where(mine)))
        for position, record in enumerate(self.records):
            campaign_id = self.campaigns.get(identity_key(record.name))
            if campaign_id is None or campaign_id in taken:
                continue
            taken.add(campaign_id)
            first, last = days_of(record.period)
            self.session.add(
                table(
                    campaign_id=campaign_id, document_id=self.document.id, position=position, stage=record.stage,
                    period=record.period, from_day=first, to_day=last, launched_by=record.launched_by,
                    launched_by_id=self.units.get(identity_key(record.launched_by or "")),
                    record=asdict(record), proposed_by=EXTRACTOR,
                )
            )  # fmt: skip


def _name(mention: FoundMention) -> str:
    """What a mention is called: its canonical name, else its words."""
    return mention.value if isinstance(mention.value, str) and mention.value else mention.text
