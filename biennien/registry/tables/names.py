"""What documents speak of: units, slogans, campaigns, and which document names which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from biennien.registry.tables.base import LATER, Base, Id


class Unit(Base):
    """An organisation. `key` is its canonical name folded for comparison; `valid_*` are EDTF points.

    `facts_from` says who filled `kind` to `successor_id`: the version of the authority file, or `person`; None: nobody.
    A unit that no document names is there because others are part of it, or became it. `confirmed_by` is the person
    who said, last, that it is one and is called so; None while only the program says so.
    """

    __tablename__ = "units"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(40))
    place: Mapped[str | None] = mapped_column(Text, index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("units.id", **LATER), index=True)
    valid_from: Mapped[str | None] = mapped_column(String(64))
    valid_to: Mapped[str | None] = mapped_column(String(64))
    successor_id: Mapped[str | None] = mapped_column(ForeignKey("units.id", **LATER), index=True)
    facts_from: Mapped[str | None] = mapped_column(String(40))
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class UnitName(Base):
    """A name a unit goes by; `kind` is `canonical`, `alias` (as written in a text) or `former`.

    `removed` is a name that a person took off: it stays, so that no further reading brings it back.
    """

    __tablename__ = "unit_names"

    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Text, primary_key=True, index=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(10))


class Slogan(Base):
    """A slogan, theme or motto; `kind` says which, `folded` is what it is looked up by. For the rest see Unit."""

    __tablename__ = "slogans"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    text: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    kind: Mapped[str | None] = mapped_column(String(20))
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class Campaign(Base):
    """A campaign that documents tell of or name; `folded` is what it is looked up by. For the rest see Unit."""

    __tablename__ = "campaigns"

    id: Mapped[str] = mapped_column(Id, primary_key=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    folded: Mapped[str] = mapped_column(Text, index=True)
    confirmed_by: Mapped[str | None] = mapped_column(Id)
    confirmed_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime] = mapped_column(index=True)


class CampaignDocument(Base):
    """What one document tells of one campaign: the record of `nlp.mention.Campaign`, who proposed it, who confirmed it.

    `proposed_by` is `extractor` or a user's id. `period` is EDTF, `from_day` and `to_day` its `YYYYMMDD` ends.
    `launched_by_id` is the unit that `launched_by` names.
    """

    __tablename__ = "campaign_documents"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True, index=True)
    position: Mapped[int] = mapped_column(Integer)
    stage: Mapped[str | None] = mapped_column(String(20))
    period: Mapped[str | None] = mapped_column(String(64))
    from_day: Mapped[int | None] = mapped_column(Integer)
    to_day: Mapped[int | None] = mapped_column(Integer)
    launched_by: Mapped[str | None] = mapped_column(Text)
    launched_by_id: Mapped[str | None] = mapped_column(ForeignKey("units.id"), index=True)
    record: Mapped[dict[str, Any]]
    proposed_by: Mapped[str] = mapped_column(Id)
    confirmed_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
    confirmed_at: Mapped[datetime | None]


class DocumentUnit(Base):
    """That a document names a unit, and how often."""

    __tablename__ = "document_units"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(ForeignKey("units.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class DocumentSlogan(Base):
    """That a document holds a slogan, and how often."""

    __tablename__ = "document_slogans"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    slogan_id: Mapped[str] = mapped_column(ForeignKey("slogans.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class DocumentCampaign(Base):
    """That a document names a campaign (`count` times) or tells of it (there is a row in `campaign_documents` too)."""

    __tablename__ = "document_campaigns"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True, index=True)
    count: Mapped[int] = mapped_column(Integer)


class Redirect(Base):
    """Where an id leads after two things were found to be one; `kind` is `unit`, `slogan` or `campaign`.

    `new_id` is always the last one of a chain of mergers.
    """

    __tablename__ = "redirects"

    old_id: Mapped[str] = mapped_column(Id, primary_key=True)
    new_id: Mapped[str] = mapped_column(Id, index=True)
    kind: Mapped[str] = mapped_column(String(10))
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(ForeignKey("users.id"))
