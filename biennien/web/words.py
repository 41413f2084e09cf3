"""Codes as people read them, in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

DOC_TYPES = {
    "launch": _("launch"), "plan": _("plan"), "agreement": _("pledge signing"), "review": _("interim review"),
    "summary": _("final summary"), "decision": _("decision"), "notice": _("notice"), "directive": _("directive"),
    "resolution": _("resolution"), "guidance": _("guidance"), "report": _("report"), "news": _("news"),
    "other": _("other document"),
}  # fmt: skip
LABELS = {
    "UNIT": _("Unit"), "PERSON": _("Person"), "PLACE": _("Place"), "DATE": _("Date"), "SLOGAN": _("Slogan"),
    "CAMPAIGN": _("Campaign"), "EVENT": _("Event"), "LEGAL": _("Citation"), "TARGET": _("Target"), "AWARD": _("Award"),
}  # fmt: skip
STAGES = {
    "launch": _("Launch"), "agreement": _("Pledges signed"), "under way": _("Under way"),
    "interim review": _("Interim review"), "final summary": _("Final summary"),
}  # fmt: skip
FACETS = {
    "unit": _("Unit"), "type": _("Type"), "year": _("Year"), "slogan": _("Slogan"), "campaign": _("Campaign"),
    "place": _("Place"), "under": _("Unit and all under it"),
}  # fmt: skip
UNIT_KINDS = {
    "party": _("Party"), "council": _("elected council"), "government": _("administration"), "front": _("Front"),
    "union": _("trade union"), "youth": _("youth"), "women": _("women's union"), "farmers": _("farmers' union"),
    "veterans": _("veterans"), "association": _("association"), "army": _("army"), "border_guard": _("border guard"),
    "police": _("police"), "court": _("court"), "procuracy": _("procuracy"), "ministry": _("ministry"),
    "department": _("department"), "committee": _("committee"), "head_of_state": _("head of state"),
    "treasury": _("treasury"), "tax": _("tax office"), "customs": _("customs"), "statistics": _("statistics office"),
    "insurance": _("social insurance"), "civil_enforcement": _("civil enforcement"), "school": _("school"),
    "hospital": _("health care"), "enterprise": _("enterprise"), "cooperative": _("cooperative"), "bank": _("bank"),
    "media": _("press and radio"), "culture": _("culture"), "institute": _("institute"),
    "cluster": _("emulation cluster"),
}  # fmt: skip
FIELDS = {
    "title": _("Title"), "published": _("Published"), "authors": _("Authors"), "source": _("Source"),
    "doc_type": _("Type"), "doc_number": _("Number"), "issuer": _("Issuer"), "place": _("Place"),
    "event_date": _("Day of the event"), "signer": _("Signed by"), "attachments": _("Attachments"),
}  # fmt: skip
RECORD_WORDS = {
    "stage": _("Stage"), "period": _("Period"), "launched_by": _("Launched by"), "participants": _("Taking part"),
    "slogans": _("Slogans"), "targets": _("Targets"), "legal_basis": _("Legal basis"), "awards": _("Awards"),
}  # fmt: skip
"""The fields of a campaign record."""
ZONES = {
    "superior": _("Superior"), "date": _("Published"), "subject": _("Subject"), "recipients": _("Recipients"),
    "addressee": _("Addressed to"), "basis": _("Legal basis"), "authority": _("Authority"),
    "signer_post": _("Post of the signer"), "stamp": _("Receiver's stamp"), "urgency": _("Urgency"),
    "secrecy": _("Secrecy"),
}  # fmt: skip
"""Zones of the official page that are called otherwise than the metadata."""
METHODS = {
    "person": _("A member of staff entered it."),
    "letterhead": _("It stands in the letterhead."),
    "signature": _("It stands at the signature."),
    "html-meta": _("The web page says so about itself."),
    "html-title": _("It is the title of the web page."),
    "html-heading": _("It is the main heading of the web page."),
    "html-time": _("The web page gives it as its time."),
    "furniture": _("It stands in the frame of the web page, outside the text."),
    "footer": _("It stands at the foot of the page."),
    "dateline": _("It stands in the line of place and date."),
    "byline": _("It stands in the line that names the author."),
    "source": _("It stands in the line that names the source."),
    "properties": _("The properties of the file say so."),
    "mail-header": _("It stands in the head of the mail."),
    "heading": _("It is the heading of the text."),
    "lead": _("It stands in the opening sentences."),
    "title": _("It follows from the title."),
    "number": _("It follows from the number of the document."),
    "issuer": _("It follows from the issuer."),
    "unit": _("It follows from the units that the text names."),
    "learned": _("Of the units that the text names, it is the likeliest."),
}
ATTRIBUTES = {
    "role": _("role"), "kind": _("kind"), "type": _("type"), "number": _("number"), "date": _("date"),
    "issuer": _("issuer"), "quantity": _("quantity"), "what": _("of what"),
}  # fmt: skip
ATTRIBUTE_VALUES = {
    "issued": _("issued"), "event": _("day of an event"), "start": _("start"), "end": _("end"),
    "anniversary": _("anniversary"), "cited": _("of a cited document"), "other": _("other"),
    "slogan": _("slogan"), "theme": _("theme"), "motto": _("motto"),
}  # fmt: skip
WORD_KINDS = {
    "alias": _("another name of a unit"), "unit": _("a unit"), "place": _("a place"), "slogan": _("a slogan"),
    "stop": _("never a mention of this label"),
}  # fmt: skip
JOB_STATES = {
    "queued": _("waiting"), "running": _("at work"), "done": _("done"), "failed": _("failed"),
    "stopped": _("stopped"),
}  # fmt: skip
DOC_STATES = {
    "done": _("read"), "waiting": _("waits to be read"), "failed": _("failed"), "withdrawn": _("withdrawn"),
}  # fmt: skip
BATCH_ACTIONS = {
    "read_again": _("read again"), "withdraw": _("withdraw"), "restore": _("bring back"),
    "public": _("open to everybody"), "staff": _("keep for staff"), "retry": _("try again"),
}  # fmt: skip
BATCH_STATES = {
    "proposed": _("not done yet"), "running": _("at work"), "stopped": _("stopped"), "done": _("done"),
    "undoing": _("being taken back"), "undone": _("taken back"),
    "queued": _("waits to be read"), "reading": _("being read"),
}  # fmt: skip
BATCH_ITEM_STATES = {
    "waiting": _("waiting"), "done": _("done"), "changed": _("left alone"), "undone": _("taken back"),
}  # fmt: skip
REVIEW_KINDS = {
    "field": _("fields not read"), "conflict": _("contradictions"), "misfit": _("corrections that no longer fit"),
    "merge": _("names likely of one thing"), "mention": _("marks held with doubt"),
}  # fmt: skip
QUESTIONS = {
    "unread": _("It stands on the page but could not be read."),
    "doubtful": _("It was read with doubt."),
    "future": _("This day has not come yet."),
    "cited_later": _("The document cites one that is later than itself."),
    "same_number": _("Two documents have this number, issuer and year, and their texts differ."),
}
NAME_KINDS = {"unit": _("unit"), "slogan": _("slogan"), "campaign": _("campaign")}
FAILURES = {
    "empty": _("no text in the file"), "unsupported": _("a kind of file that is not read here"),
    "damaged": _("damaged or cut off"), "encrypted": _("has a password"), "too_large": _("too large"),
    "too_long": _("too long"), "memory": _("took too much memory"), "time": _("took too long"),
    "crash": _("the program failed on it"), "not_a_document": _("no document, an error page for instance"),
}  # fmt: skip
FILE_STATES = {
    "waiting": _("waits to be read"), "current": _("in force"), "earlier": _("earlier copy"),
    "taken_back": _("taken back"), "failed": _("could not be read"),
}  # fmt: skip
STEPS = {
    "waiting": _("waiting"), "reading": _("reading the file"),
    "recognising": _("recognising the pages"), "understanding": _("finding names, dates, campaigns"),
    "keeping": _("keeping the result"), "ended": _("ended"),
}  # fmt: skip
SWEEP_STATES = {
    "proposed": _("proposed"), "running": _("at work"), "stopped": _("stopped"), "done": _("done"),
    "undoing": _("being taken back"), "undone": _("taken back"),
}  # fmt: skip
NAME_ACTS = {
    "rename": _("renamed"), "alias": _("other name added"), "unalias": _("other name taken off"),
    "merge": _("merged"), "split": _("parted"), "confirm": _("confirmed"), "refuse": _("told apart"),
    "undo": _("taken back"),
}  # fmt: skip
NAME_REASONS = {
    "same_parent": _("same name, part of the same unit"), "same_period": _("same name, at the same time"),
    "same_words": _("same words"), "no_level": _("only the level of the place is left out"),
    "other_order": _("same words in another order"), "variant": _("one word differs"),
    "one_letter": _("one letter differs"),
}  # fmt: skip
NAME_CONFLICTS = {
    "told_apart": _("somebody said before that the two are not one"),
    "parted": _("one was parted from the other before"),
    "part_of": _("one is part of the other"), "kind": _("they are of different kinds"),
    "place": _("they are of different places"), "times": _("their times do not meet"),
    "records": _("documents tell of both; what each tells first stays"),
}  # fmt: skip
NAME_ORIGINS = {"given": _("given by"), "merged": _("of what was merged"), "made": _("read by the program")}
UPLOAD_STATES = {"queued": _("taken in"), "duplicate": _("already in the archive"), "failed": _("not taken in")}
SCOPES = {
    "read": _("to read"), "upload": _("to upload"), "correct": _("to correct"), "admin": _("to look after accounts"),
}  # fmt: skip
ACTS = {
    "upload": _("handed in"), "withdraw": _("withdrawn"), "reinstate": _("brought back"),
    "set_visibility": _("readers changed"), "read_again": _("read again"), "replace": _("better copy handed in"),
    "take_back_file": _("better copy taken back"), "file_in_force": _("better copy in force"),
    "correct_add": _("mention added"), "correct_change": _("mention changed"), "correct_reject": _("mention rejected"),
    "correct_metadata": _("field put right"),
    "correct_record": _("campaign of a document put right"), "correct_text": _("text put right"),
    "undo": _("correction undone"),
    "add": _("made"), "set_role": _("role changed"), "set_password": _("new password"), "disable": _("closed"),
    "enable": _("opened"), "revoke": _("revoked"), "rotate": _("new secret"), "remove": _("taken away"),
    "retry": _("tried again"), "settle": _("settled: right as it is"), "unsettle": _("asked once more"),
    "teach": _("word taught"), "unteach": _("word taken back"),
    "name_rename": _("renamed"), "name_alias": _("other name added"), "name_unalias": _("other name taken away"),
    "name_merge": _("merged"), "name_split": _("parted"), "name_confirm": _("name confirmed"),
    "name_refuse": _("merge refused"), "name_undo": _("act on a name undone"),
    "batch_running": _("many documents: begun"), "batch_stopped": _("many documents: stopped"),
    "batch_undoing": _("many documents: being taken back"),
    "sweep_running": _("correction of all: begun"), "sweep_stopped": _("correction of all: stopped"),
    "sweep_undoing": _("correction of all: being taken back"),
}  # fmt: skip
ROLES = {
    "reader": _("reader"), "uploader": _("uploader"), "corrector": _("corrector"), "admin": _("admin"),
}  # fmt: skip
EVENTS = {
    "job.done": _("job done"), "job.failed": _("job failed"), "webhook.test": _("test message"),
}  # fmt: skip
DELIVERY_STATES = {"waiting": _("waiting"), "delivered": _("delivered"), "given_up": _("given up")}
DELIVERY_ERRORS = {
    "inside": _("inside the network: name the host in the setting BIENNIEN_WEBHOOK_ALLOW of service and workers"),
    "unknown_host": _("no such host: look whether its name is right"),
    "scheme": _("without https: name the host in the setting BIENNIEN_WEBHOOK_ALLOW of service and workers"),
    "form": _("the address is none: remove the webhook and add the right one"),
    "NewConnectionError": _("no connection: look whether the receiver runs"),
    "ConnectTimeoutError": _("no connection in time: look whether the receiver runs"),
    "SSLError": _("no trusted certificate: look at that of the receiver"),
    "TimeoutError": _("no answer in time: the receiver has to answer first and work afterwards"),
    "ReadTimeoutError": _("no answer in time: the receiver has to answer first and work afterwards"),
}
VISIBILITIES = {"public": _("public"), "staff": _("for staff only")}
STANDINGS = VISIBILITIES | {"withdrawn": _("withdrawn"), "open": _("to be looked at"), "settled": _("right as it is")}
"""How a document stands before and after an act."""
THINGS = NAME_KINDS | {
    "document": _("document"), "user": _("account"), "token": _("access token"), "webhook": _("webhook"),
    "batch": _("act on many documents"), "sweep": _("correction in all documents"), "own_word": _("taught word"),
}  # fmt: skip
"""What acts are done to."""
OPENNESS = {"open": _("opened"), "closed": _("closed")}
"""How an account stands before and after it is closed or opened."""
DETAILS = {
    "act": _("act"), "batch": _("act on many documents"), "correction": _("correction"),
    "corrections": _("corrections"), "documents": _("documents"), "entry": _("act on a name"), "file": _("file"),
    "form": _("word"), "into": _("into"), "job": _("job"), "label": _("label"), "led": _("documents led anew"),
    "mentions": _("mentions"), "name": _("name"), "other": _("other entry"), "question": _("question"),
    "reason": _("reason"), "said": _("what was said"), "source_file": _("file"),
    "sweep": _("correction in all documents"), "text": _("words"), "undoes": _("act taken back"),
    "unlike": _("told apart from"), "url": _("address"), "user": _("account"), "value": _("stands for"),
    "was": _("name before"), "why": _("why"), "word": _("kind of word"),
}  # fmt: skip
"""What else an act tells, by the name under which the log keeps it."""
STEPS_OF_TIME = {"month": _("months"), "quarter": _("quarters"), "year": _("years"), "decade": _("decades")}
SORTS = {
    "relevance": _("best match"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "added": _("last added first"),
}
MAKERS = {"parser": _("read from the file"), "ocr": _("recognised from a picture"), "person": _("typed by a person")}


def word(table: Mapping[str, Any], code: str | None) -> str:
    """What people read for `code`; a code without a word of its own stands for itself, None for nothing."""
    if code is None:
        return ""
    return str(table.get(code, code))
