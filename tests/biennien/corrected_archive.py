"""Documents that are corrected at random, read again by other extractors and in other texts."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from biennien.indexing import index_documents
from biennien.registry import desk, sweeps
from biennien.registry.anchors import added_id
from biennien.registry.corrections import METADATA, corrections_of, in_force
from biennien.registry.database import Registry
from biennien.registry.readers import KEEPER
from biennien.registry.results import keep_results
from biennien.registry.sweeping import advance_some
from biennien.registry.tables import Document, Mention, Sweep, TextVersion
from biennien.registry.understood import understood
from ingest.document import Document as Reading
from nlp.mention import METADATA_FIELDS, Analysis, Evidence
from nlp.mention import Mention as Found
from tests.biennien.states import open_reviews

SENTENCES = (
    "UBND xã Tân Lập phát động phong trào “Sạch nhà, đẹp ngõ”.", "Hội Nông dân xã hưởng ứng, cùng UBND xã Tân Lập.",
    "Trường Tiểu học Na Hang trồng cây xanh.", "Cây xanh đẹp ngõ, cây xanh đẹp làng.", "Ngày 5/3/2024 họp ở bản Hạ.",
    "UBND xã Tân Lập tổng kết phong trào tại bản Hạ.",
)  # fmt: skip
WORDS = {
    "UBND xã Tân Lập": "UNIT", "Hội Nông dân xã": "UNIT", "Trường Tiểu học Na Hang": "UNIT", "bản Hạ": "PLACE",
    "Sạch nhà, đẹp ngõ": "SLOGAN", "đẹp ngõ": "SLOGAN", "5/3/2024": "DATE",
}  # fmt: skip
MISSED = ("cây xanh", "đẹp làng", "Na Hang", "họp")
LABELS = ("UNIT", "PLACE", "SLOGAN", "EVENT")


def body_of(chooser: random.Random, number: int) -> str:
    """A text of its own: some of the sentences, in an order of its own, each perhaps twice."""
    return f"Văn bản số {number}.\n" + "\n".join(chooser.choices(SENTENCES, k=6))


def other_text(body: str, chooser: random.Random) -> str:
    """The same text read otherwise: words before and between, some letters wrong, as another recogniser would."""
    lines = body.split("\n")
    lines.insert(
        chooser.randrange(len(lines)), chooser.choice(["Trang 2", "UBND xã Tân Lập kính gửi bản Hạ", "cây xanh"])
    )
    at = chooser.randrange(len(lines))
    lines[at] = lines[at].replace("phong trào", "phong trảo").replace("họp", "hợp")
    return "\n".join(lines)


def extract(body: str, chooser: random.Random, version: int) -> Analysis:
    """What one version of an extractor says: each misses some words and calls others otherwise."""
    mentions = []
    for surface, label in sorted(WORDS.items()):
        if chooser.random() < 0.2 * (version > 0):
            continue
        said = label if version == 0 or chooser.random() < 0.8 else "EVENT"
        at = body.find(surface)
        while at >= 0:
            value = None if said != "UNIT" else f"{surface} ({version % 2})"
            mentions.append(Found(at, at + len(surface), said, surface, value, {}, 0.7, f"version {version}"))
            at = body.find(surface, at + 1)
    extra = ("đẹp làng", "SLOGAN") if version % 2 else ("cây xanh", "PLACE")
    if (at := body.find(extra[0])) >= 0:
        mentions.append(Found(at, at + len(extra[0]), extra[1], extra[0], None, {}, 0.6, f"version {version}"))
    found = dict.fromkeys(METADATA_FIELDS) | {"title": f"Tên {version}", "authors": [], "attachments": []}
    unique = {(one.label, one.start, one.end): one for one in mentions}
    return Analysis(
        tuple(sorted(unique.values(), key=lambda one: (one.start, -one.end))),
        found,
        {"title": Evidence("heading", 0, 4)},
    )


class Archive:
    """Some documents that are corrected at random; `read` reads one of them, in another text or by another version."""

    def __init__(self, registry: Registry, ids: list[str], seed: int) -> None:
        self.registry, self.ids, self.chooser, self.version = registry, ids, random.Random(seed), 0
        self.bodies = {one: body_of(self.chooser, number) for number, one in enumerate(ids)}
        self.done: list[Callable[[], None]] = []
        for one in ids:
            self.read(one)

    def read(self, document_id: str) -> None:
        body, dice = self.bodies[document_id], random.Random(f"{document_id} {self.version}")
        with self.registry.write() as session:
            row = session.get_one(Document, document_id)
            row.state = "done"
            analysis = extract(body, dice, self.version)
            keep_results(
                session, row, understood(Reading(body, "text", "t"), analysis), extractor_version=f"v{self.version}"
            )

    def state(self) -> bytes:
        """All that readers and the index get, to the byte."""
        told: dict[str, Any] = {}
        with self.registry.read() as session:
            for one in self.ids:
                row = session.get_one(Document, one)
                found = session.scalars(select(Mention).where(Mention.document_id == one).order_by(Mention.id))
                told[one] = [
                    [[m.id, m.label, m.start, m.end, m.surface, m.value, m.attributes, m.confidence, m.source, m.origin,
                      m.rejected, m.unit_id, m.slogan_id] for m in found],
                    row.metadata_values, row.evidence, row.title, row.from_day, row.to_day,
                ]  # fmt: skip
            indexed, gone = index_documents(session, self.ids)
        return json.dumps([told, [repr(one) for one in indexed], gone], ensure_ascii=False, sort_keys=True).encode()

    def rows(self, document_id: str) -> list[Mention]:
        with self.registry.read() as session:
            kept = select(Mention).where(Mention.document_id == document_id, ~Mention.rejected)
            return list(session.scalars(kept.order_by(Mention.start, Mention.end, Mention.label)))

    def correct(self) -> None:
        """One correction of any kind; `done` knows how it is taken back."""
        document_id = self.chooser.choice(self.ids)
        rows = self.rows(document_id)
        kind = self.chooser.choice(["accept", "label", "value", "span", "reject", "add", "field", "sweep"])
        if kind == "sweep" and rows:
            self._sweep(document_id, self.chooser.choice(rows))
            return
        with self.registry.write() as session:
            row = session.get_one(Document, document_id)
            before = len(corrections_of(session, document_id))
            if kind == "field" or not rows:
                desk.correct_fields(session, row, {"title": f"Tên mới {self.chooser.random()}"}, user_id=None)
            elif kind == "add":
                self._add(session, row, rows)
            else:
                self._say(session, row, self.chooser.choice(rows), kind)
            if len(corrections_of(session, document_id)) > before:
                self.done.append(lambda: self._undo(document_id))

    def _add(self, session: Any, row: Document, rows: list[Mention]) -> None:
        surface, label = self.chooser.choice(MISSED), self.chooser.choice(LABELS)
        body = self.bodies[row.id]
        places = [at for at in range(len(body)) if body.startswith(surface, at)]
        if not places:
            return
        at = self.chooser.choice(places)
        if not any((one.label, one.start, one.end) == (label, at, at + len(surface)) for one in rows):
            desk.add_mention(session, row, desk.Said(label=label, start=at, end=at + len(surface)), user_id=None)

    def _say(self, session: Any, row: Document, one: Mention, kind: str) -> None:
        mention = desk.get_mention(session, row, one.id)
        if kind == "reject":
            desk.reject_mention(session, row, mention, user_id=None)
            return
        shorter = one.start + one.surface.rindex(" ") if " " in one.surface else one.end
        said = {
            "accept": desk.Said(), "label": desk.Said(label=self.chooser.choice(LABELS)),
            "value": desk.Said(value="2024" if one.label == "DATE" else "Tên khác"), "span": desk.Said(end=shorter),
        }  # fmt: skip
        desk.change_mention(session, row, mention, said[kind], user_id=None)

    def _sweep(self, document_id: str, one: Mention) -> None:
        said = self.chooser.choice([None, desk.Said(), desk.Said(label="EVENT"), desk.Said(value="2025")])
        with self.registry.write() as session:
            row = session.get_one(Document, document_id)
            mention = desk.get_mention(session, row, one.id)
            sweep = sweeps.propose(session, row, mention, said, KEEPER, user_id=None)
            sweeps.start(session, sweep, user_id=None)
            sweep_id = sweep.id
        self._work()
        self.done.append(lambda: self._undo_sweep(sweep_id))

    def _undo(self, document_id: str) -> None:
        with self.registry.write() as session:
            desk.undo_last(session, session.get_one(Document, document_id), user_id=None)

    def _undo_sweep(self, sweep_id: str) -> None:
        with self.registry.write() as session:
            sweeps.undo(session, session.get_one(Sweep, sweep_id), user_id=None)
        self._work()

    def _work(self) -> None:
        while advance_some(self.registry):
            pass

    def check(self) -> None:
        """Each correction in force is either seen once, or waits for a person; no mention stands twice."""
        with self.registry.read() as session:
            waiting = {review.correction_id for review in open_reviews(session)}
            for document_id in self.ids:
                row = session.get_one(Document, document_id)
                found = session.scalars(select(Mention).where(Mention.document_id == document_id)).all()
                text = session.get_one(TextVersion, row.text_id)
                assert all(text.body[one.start : one.end] == one.surface for one in found)
                places = Counter((one.label, one.start, one.end) for one in found if not one.rejected)
                entries = in_force(corrections_of(session, document_id))
                persons = [one for one in found if one.origin == "person"]
                holding = [one for one in entries if one.id not in waiting]
                last = {entry.mention_id or f"+{entry.id}": entry for entry in holding if entry.kind != METADATA}
                said = {name for entry in holding if entry.kind == METADATA for name in [entry.payload["field"]]}
                assert {name for name, proof in (row.evidence or {}).items() if proof["method"] == "person"} == said
                assert not [place for place, count in places.items() if count > 1 and not self._twice(place, persons)]
                for entry in last.values():
                    self._check_entry(entry, found)

    def _twice(self, place: tuple[str, int, int], persons: list[Mention]) -> bool:
        """People may give two mentions of one place the same label."""
        return sum((one.label, one.start, one.end) == place for one in persons) > 1

    def _check_entry(self, entry: Any, found: Any) -> None:
        if entry.kind == "reject":
            mine = [one for one in found if one.id == entry.mention_id]
            assert all(one.rejected for one in mine)
            return
        mine = [one for one in found if one.id == added_id(entry) and one.origin == "person"]
        assert mine, (entry.kind, entry.surface, entry.payload)
        if entry.mention_id:
            (one,) = mine
            for name in ("label", "value"):
                assert getattr(one, name) == entry.payload.get(name, getattr(one, name))
            assert entry.payload.get("surface", entry.surface) == one.surface
