"""What each error is over HTTP: its status, and the sentence that says what to do."""

from __future__ import annotations

from flask_babel import lazy_gettext

from biennien.registry.errors import (
    AccountClosed,
    BadCorrection,
    BadName,
    BadScope,
    BadWord,
    BatchOver,
    DocumentChanged,
    EntryChanged,
    JobChanged,
    LastAdmin,
    LaterActs,
    MentionChanged,
    MergeItself,
    NameInUse,
    NameKnown,
    NameTaken,
    NameUnusable,
    NotFound,
    NothingBefore,
    NothingChanged,
    NothingToSplit,
    NothingToUndo,
    NotReplaceable,
    NotRetriable,
    ReasonMissing,
    SameBytes,
    StillAtWork,
    SweepOver,
    TextChanged,
    TextEmpty,
    UploadKeyReused,
    UploadStillRunning,
    WeakPassword,
    WebhookKnown,
    WordKnown,
)
from biennien.registry.paging import BadCursor
from search.errors import EngineUnavailable, IndexDamaged, IndexOutdated, QueryError, WriterBusy

STATUS: dict[type[Exception], int] = {
    NotFound: 404,
    BadCursor: 422,
    NotRetriable: 409,
    TextChanged: 409,
    NothingBefore: 409,
    NothingChanged: 409,
    NothingToUndo: 409,
    SweepOver: 409,
    MentionChanged: 412,
    DocumentChanged: 412,
    JobChanged: 412,
    BadCorrection: 422,
    BadWord: 422,
    NameUnusable: 422,
    NameInUse: 409,
    NameKnown: 409,
    MergeItself: 409,
    NothingToSplit: 422,
    EntryChanged: 412,
    LaterActs: 409,
    WordKnown: 409,
    WebhookKnown: 409,
    SameBytes: 409,
    BatchOver: 409,
    ReasonMissing: 422,
    NotReplaceable: 409,
    NameTaken: 409,
    LastAdmin: 409,
    AccountClosed: 409,
    BadName: 422,
    BadScope: 422,
    WeakPassword: 422,
    StillAtWork: 409,
    TextEmpty: 422,
    UploadKeyReused: 422,
    UploadStillRunning: 409,
    QueryError: 422,
    EngineUnavailable: 503,
    IndexOutdated: 503,
    IndexDamaged: 503,
    WriterBusy: 503,
}
"""Errors of the packages below; what is not here is a 500."""

OWN_CODES = {
    400: "bad_request", 401: "sign_in_needed", 403: "forbidden", 404: "no_such_address", 405: "method_not_allowed",
    415: "media_type", 422: "parameters_invalid", 429: "too_many_attempts",
    500: "internal", 503: "unavailable",
}  # fmt: skip

SENTENCES = {
    "bad_request": lazy_gettext("The request cannot be understood. Check its form against /api/v1/openapi.json."),
    "sign_in_needed": lazy_gettext(
        "This needs an account. Sign in at /login, or send a token in the header “Authorization: Bearer …”."
    ),
    "token_unknown": lazy_gettext(
        "This token is unknown or was revoked. Ask an administrator for a new one (biennien token add)."
    ),
    "forbidden": lazy_gettext("Your account may not do this. Ask an administrator."),
    "role_needed": lazy_gettext(
        "This needs the role “%(role)s”, which your account has not. Ask an administrator for it."
    ),
    "password_wrong": lazy_gettext("This is not your password, so it was not changed. Type it again."),
    "not_yours": lazy_gettext(
        "Only who handed the document in may do this, or somebody with the role “%(role)s”. Ask one of them."
    ),
    "insufficient_scope": lazy_gettext(
        "The token was not made for this. Have one made with the scope “%(needed_scope)s”."
    ),
    "csrf": lazy_gettext("The form has expired or came from another site. Load the page again and send it once more."),
    "no_such_address": lazy_gettext("There is no page at this address. Check it, or begin at the search page."),
    "no_such_address:api": lazy_gettext(
        "The API has nothing at this address. See /api/v1/openapi.json for what there is."
    ),
    "method_not_allowed": lazy_gettext("This address does not take that method. See /api/v1/openapi.json."),
    "upload_too_large": lazy_gettext(
        "The upload is larger than %(limit)s, the most that is accepted at once. Send fewer files, or split the file."
    ),
    "form_too_large": lazy_gettext(
        "The form has more than %(parts)s parts, or more than %(text)s beside its files, the most that is accepted at "
        "once. Nothing was taken in. Send fewer files or shorter values at once."
    ),
    "media_type": lazy_gettext("Send the body in another form. See /api/v1/openapi.json."),
    "parameters_invalid": lazy_gettext("Part of what was asked for cannot be used."),
    "parameters_invalid:api": lazy_gettext("Some parameters cannot be used; “errors” tells which and why."),
    "window": lazy_gettext("Pages reach %(value)s hits; go on from there with “cursor” of the answer before."),
    "if_match_missing": lazy_gettext(
        "Say in the header If-Match which state you mean: the ETag of the document, entity or job as you got it."
    ),
    "text_changed:typed": lazy_gettext(
        "Somebody gave the document another text while you typed. Yours was not kept yet and stands below, beside the "
        "text of now: take over what you want of that, then keep yours in its place; or leave the text of now."
    ),
    "form_not_utf8": lazy_gettext(
        "Nothing was taken in: the name of a file, or another part of the form, is not written in UTF-8. Rename the "
        "file in plain letters, or have the program send names in UTF-8."
    ),
    "form_broken": lazy_gettext(
        "Nothing was taken in: the form is cut off or put together wrongly. Send it once more, as multipart/form-data."
    ),
    "file_missing": lazy_gettext("No file was sent. Send one or more parts named “file” as multipart/form-data."),
    "webhook_address": lazy_gettext(
        "A webhook's address begins with https://, has no user in it and leads out of the network. Others have to be "
        "allowed by the setting BIENNIEN_WEBHOOK_ALLOW, by the name of their host."
    ),
    "upload_key_invalid": lazy_gettext(
        "An Idempotency-Key has 1 to 255 letters of ASCII and no blanks; a UUID is a good one."
    ),
    "reason_missing": lazy_gettext("Say why in “reason”; it is kept with the document."),
    "target_missing": lazy_gettext(
        "It is not said what to merge with. On the page of its names choose another one and look at the merger."
    ),
    "target_missing:api": lazy_gettext(
        "It is not said what to merge with. Give the id of the one that stays in “into”."
    ),
    "control_character": lazy_gettext("The address holds a control character. Take it out and try again."),
    "original_missing": lazy_gettext("The original is not where it should be. Tell the administrator."),
    "too_many_attempts": lazy_gettext("Too many failed attempts. Wait %(minutes)s minutes, then try again."),
    "internal": lazy_gettext(
        "The program failed; the fault is ours. Try again, and tell the administrator if it stays."
    ),
    "search_unavailable": lazy_gettext(
        "Search cannot be reached at the moment. Files can still be handed in and documents read; what comes in is "
        "found as soon as search is back. /readyz tells when that is."
    ),
    "unavailable": lazy_gettext("A part of the service cannot be reached. Try again in a moment; /readyz tells which."),
}
