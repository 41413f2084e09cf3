"""What can go wrong in the registry; messages are made from `code` and `params` at the edge."""

from __future__ import annotations


class RegistryError(Exception):
    """Base of the errors of this package; `code` is lasting, `params` fill the sentence made from it."""

    code = "registry_failed"

    def __init__(self, **params: str | int) -> None:
        super().__init__(self.code, params)
        self.params = params


class NotFound(RegistryError):
    """There is no such thing, or the reader may not know of it; `kind`, `id`."""

    code = "not_found"


class SchemaTooNew(RegistryError):
    """A later version of the program has been here; `revision`."""

    code = "schema_too_new"


class RegistryUnavailable(RegistryError):
    """The database cannot be reached; `url` without its password, `detail`."""

    code = "registry_unavailable"


class LeaseLost(RegistryError):
    """The job was given to another worker meanwhile; what was done for it is dropped; `job`."""

    code = "lease_lost"


class NotRetriable(RegistryError):
    """The job did not fail, so it cannot be tried again; `job`, `state`."""

    code = "not_retriable"


class TextChanged(RegistryError):
    """Somebody gave the document another text meanwhile; `document`, `text_sha256` of the text it has."""

    code = "text_changed"


class NothingBefore(RegistryError):
    """No text or copy before the one there is, to go back to; `document`."""

    code = "nothing_before"


class NothingChanged(RegistryError):
    """The text that was handed in is the one there is; `document`."""

    code = "nothing_changed"


class TextEmpty(RegistryError):
    """The text that was handed in holds nothing; `document`."""

    code = "text_empty"


class UploadKeyReused(RegistryError):
    """An `Idempotency-Key` that was given to another upload; `key`."""

    code = "upload_key_reused"


class UploadStillRunning(RegistryError):
    """The upload with this `Idempotency-Key` is still being taken in; `key`."""

    code = "upload_still_running"


class BadCorrection(RegistryError):
    """Something said of a mention or a field that cannot be kept; `field`, `why` in a word."""

    code = "bad_correction"


class MentionChanged(RegistryError):
    """Somebody said something else of the mention meanwhile; `entity`."""

    code = "mention_changed"


class DocumentChanged(RegistryError):
    """The document is not what it was when it was looked at; `document`."""

    code = "document_changed"


class JobChanged(RegistryError):
    """The job is not what it was when it was looked at; `job`."""

    code = "job_changed"


class SweepOver(RegistryError):
    """What is asked of a sweep cannot be done in the state it is in; `sweep`, `state`."""

    code = "sweep_over"


class NothingToUndo(RegistryError):
    """Nothing that one did to the document oneself can be taken back or put in force again; `document`.

    `kind` is `later` where somebody else said something of the same thing after it.
    """

    code = "nothing_to_undo"


class StillAtWork(RegistryError):
    """The document is being read, so its text cannot be put right yet; `document`, `job`."""

    code = "still_at_work"


class SameBytes(RegistryError):
    """The file that was handed in is a document of the archive already; `document`, `title`."""

    code = "same_bytes"


class NotReplaceable(RegistryError):
    """An archive is no document with a text, so no better copy takes its place; `document`."""

    code = "not_replaceable"


class BatchOver(RegistryError):
    """An act on many documents is in a state in which that cannot be done; `batch`, `state`."""

    code = "batch_over"


class ReasonMissing(RegistryError):
    """What hides or shows documents needs a reason; `action`."""

    code = "reason_missing"


class BadWord(RegistryError):
    """A word that cannot be taught; `kind`, `form`."""

    code = "bad_word"


class WordKnown(RegistryError):
    """The archive was taught this word already; `kind`, `form`."""

    code = "word_known"


class WebhookKnown(RegistryError):
    """A webhook has this address already; `url`."""

    code = "webhook_known"


class NameUnusable(RegistryError):
    """No unit, slogan or campaign can be called so; `name`."""

    code = "name_unusable"


class NameInUse(RegistryError):
    """Another unit, slogan or campaign goes by this name; `name`, its `id`."""

    code = "name_in_use"


class NameKnown(RegistryError):
    """It goes by this name already; `name`."""

    code = "name_known"


class MergeItself(RegistryError):
    """The two are one already; `id`."""

    code = "merge_itself"


class NothingToSplit(RegistryError):
    """None of what was chosen belongs to it, or it cannot go where it was to go; `id`."""

    code = "nothing_to_split"


class EntryChanged(RegistryError):
    """Somebody changed the unit, slogan or campaign meanwhile; `id`."""

    code = "entry_changed"


class LaterActs(RegistryError):
    """What was done later to the same entries must be taken back first; `act`, `later`."""

    code = "later_acts"


class NameTaken(RegistryError):
    """Another account has this name; `name`."""

    code = "name_taken"


class BadName(RegistryError):
    """A name that no account may have."""

    code = "bad_name"


class AccountClosed(RegistryError):
    """The account is closed, so it gets no token; `name`."""

    code = "account_closed"


class LastAdmin(RegistryError):
    """Without this account there would be no open one left that may look after accounts; `name`."""

    code = "last_admin"


class BadScope(RegistryError):
    """A token of this account cannot be for that, or is for nothing; `scope`, `role` of the account."""

    code = "bad_scope"


class WeakPassword(RegistryError):
    """A password shorter than is allowed; `least` characters."""

    code = "weak_password"


class IndexElsewhere(RegistryError):
    """Another machine holds the embedded index of this registry; `home`, `here`."""

    code = "index_elsewhere"


class IndexMoved(RegistryError):
    """The index of this registry is at another address than the settings name; `home`, `here`."""

    code = "index_moved"


class IndexIncomplete(RegistryError):
    """An index that was made anew lacks documents and was not put in use; `expected`, `found`."""

    code = "index_incomplete"


class NotEmpty(RegistryError):
    """A restore into a registry that holds documents; `documents`."""

    code = "not_empty"


class BadBackup(RegistryError):
    """A file that is no whole backup; `detail`."""

    code = "bad_backup"
