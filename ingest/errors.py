"""Why a file could not be read: codes with parameters; sentences are made where a person reads them."""

from __future__ import annotations


class IngestError(Exception):
    """A file that gave no document; `code` is lasting, `params` fill the sentence made from it.

    Codes: `empty unsupported damaged encrypted too_large too_long memory time crash not_a_document`.
    """

    code = "damaged"

    def __init__(self, **params: str | int | float) -> None:
        super().__init__(self.code, params)
        self.params = params


class EmptyDocument(IngestError):
    """No bytes, or no text in them."""

    code = "empty"


class UnsupportedFormat(IngestError):
    """A kind of file that no parser reads; `kind` says what it looks like."""

    code = "unsupported"


class DamagedDocument(IngestError):
    """The bytes begin like a known kind and then break its rules; `kind`, `detail`."""

    code = "damaged"


class EncryptedDocument(IngestError):
    """A password is needed."""

    code = "encrypted"


class TooLarge(IngestError):
    """More bytes (or more once unpacked) than are read; `limit`, `size` in bytes."""

    code = "too_large"


class TooLong(IngestError):
    """More text, pages or depth than are read; `limit`, `what`."""

    code = "too_long"


class OutOfMemory(IngestError):
    """The parser's memory limit was reached; `limit` in bytes."""

    code = "memory"


class OutOfTime(IngestError):
    """The parser's time limit was reached; `limit` in seconds."""

    code = "time"


class ParserCrashed(IngestError):
    """The parser's process ended without an answer; `detail`: the signal or exit code."""

    code = "crash"


class NotADocument(IngestError):
    """Readable, but not a document: an error page of a portal, say; `detail`."""

    code = "not_a_document"


ERRORS: dict[str, type[IngestError]] = {
    error.code: error
    for error in (
        EmptyDocument, UnsupportedFormat, DamagedDocument, EncryptedDocument, TooLarge,
        TooLong, OutOfMemory, OutOfTime, ParserCrashed, NotADocument,
    )
}  # fmt: skip
