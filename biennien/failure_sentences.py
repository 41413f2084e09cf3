"""What is told of a failure, in English, by its code: one kind of it as `code:kind`, for a reason as `code:kind:why`.

The sentences say what happened and what to do next. They are translated in the catalogues
`translations/LANGUAGE/LC_MESSAGES/failures.po`.
"""

from __future__ import annotations

from collections.abc import Mapping


def _(sentence: str) -> str:
    """Mark a sentence for the catalogue."""
    return sentence


SENTENCES: Mapping[str, str] = {
    # reading a file
    "empty": _(
        "The file is empty: there is no text in it. Check that it was saved and copied whole, then upload it again."
    ),
    "empty:zip": _("There is no file in the archive. Check that it was packed whole, then upload it again."),
    "unsupported": _(
        "Files of this kind (%(kind)s) are not read. Save it as PDF, DOCX, HTML or plain text and upload that."
    ),
    "unsupported:picture": _(
        "The file is a picture of a kind that is not read (%(kind)s). Save it as PNG, JPEG, TIFF or PDF and upload "
        "that."
    ),
    "unsupported:scan": _(
        "The pages are pictures without text, and text recognition is not installed here. Have the administrator "
        "install Tesseract with Vietnamese (tesseract-ocr-vie), or upload the file they were printed from."
    ),
    "unsupported:scan:off": _(
        "The pages are pictures without text, and text recognition is switched off (BIENNIEN_OCR=off). Have the "
        "administrator switch it on, or upload the file they were printed from."
    ),
    "empty:picture": _(
        "There is no text in the picture. Scan the page again, straight and in 200 dots an inch or more."
    ),
    "not_a_document:picture": _(
        "There is no page of text in the picture, or it cannot be read. Scan the page again, straight and in 200 dots "
        "an inch or more."
    ),
    "too_large:pixels": _(
        "The picture has more dots than are read (%(limit)s). Scan it again in 300 dots an inch and upload that."
    ),
    "unsupported:legacy-font": _(
        "The text is in an old font (%(detail)s) that cannot be read. Convert it to Unicode, then upload it again."
    ),
    "unsupported:encoding": _(
        "The letters of the text cannot be read. Save it anew in the character set UTF-8 (Unicode) and upload that."
    ),
    "unsupported:doc": _(
        "Word files before 2007 (DOC) are read by LibreOffice or antiword, and neither is installed. Save the file as "
        "DOCX or PDF and upload that, or ask the administrator to install one of them."
    ),
    "unsupported:binary": _(
        "The file is no text and of no kind that is read. Save it as PDF, DOCX, HTML or plain text and upload that."
    ),
    "unsupported:ole": _(
        "The file is in the form that Excel, PowerPoint and others had before 2007, or a Word file that is cut off; "
        "neither is read. Save it as DOCX or PDF and upload that."
    ),
    "unsupported:program": _("The file is a program and no document. Upload the document itself."),
    "unsupported:database": _(
        "The file is a database and no document. Have its program write what you need as PDF, DOCX or plain text and "
        "upload that."
    ),
    "unsupported:audio": _("The file is a sound recording, which is not read. Upload what was said as a text."),
    "unsupported:no regular file": _("This is no file but a folder or a device. Name a file."),
    "damaged:jsonl": _('Line %(line)s is no JSON object with a "text" in it. Write {"id": …, "text": …} on each line.'),
    "damaged": _(
        "The file is damaged or cut off. Open it to see whether it is whole, save it anew and upload it again."
    ),
    "encrypted": _("The file has a password. Take the password off, then upload it again."),
    "too_large": _("The file is larger than is read (%(limit)s). Split it and upload the parts."),
    "too_large:unpacked": _(
        "Unpacked, the file is larger than is read (%(limit)s). Save it anew as PDF or DOCX and upload that."
    ),
    "too_large:archive": _(
        "Unpacked, the archive is larger than is taken in (%(limit)s, what lies in inner archives counted). Split it "
        "and upload the parts."
    ),
    "too_large:ratio": _(
        "Unpacked, the file is so many times larger than before that it may be a trap. Unpack it yourself, look at it, "
        "and upload what is worth it."
    ),
    "too_long": _("The document is longer than is read (%(limit)s characters). Split it and upload the parts."),
    "too_long:bytes": _("The text is longer than is read (%(limit)s). Split it and upload the parts."),
    "too_long:pages": _("The document has more than %(limit)s pages. Split it and upload the parts."),
    "too_long:lines": _("The document has more than %(limit)s lines. Split it and upload the parts."),
    "too_long:depth": _("The file is built in too complicated a way. Save it anew as PDF or DOCX and upload that."),
    "too_long:archive": _(
        "There are more than %(limit)s files in it, those in inner archives counted. Split it and upload the parts."
    ),
    "too_long:nested": _(
        "The file lies inside more than %(limit)s others. Unpack the outer ones and upload what is in them."
    ),
    "too_long:parts": _("The mail has more than %(limit)s parts. Save what is attached to it and upload that."),
    "memory": _("Reading the file took too much memory. Save it anew in a simpler form (PDF or DOCX) and upload that."),
    "time": _("Reading the file took too long. Save it anew in a simpler form (PDF or DOCX) and upload that."),
    "crash": _(
        "The program failed on this file; the fault is ours, not yours. Try again once; if it fails again, "
        "tell the administrator and name the file."
    ),
    "not_a_document": _(
        "The file is readable but is no document, an error page of a website for instance. Fetch the page anew."
    ),
    "unreadable": _("The file cannot be opened. Check that it exists and that you may read it."),
    # using the program
    "withdrawn": _(
        "The document is in the archive already but was withdrawn (%(at)s: %(reason)s), so nobody finds it. To bring "
        "it back, open it while signed in (/documents/%(id)s) and choose to restore it."
    ),
    "withdrawn:seen": _(
        "The document is in the archive already but was withdrawn (%(at)s: %(reason)s), so nobody finds it. Ask "
        "somebody with the role “corrector” whether it may come back."
    ),
    "withdrawn:hidden": _(
        "The document is in the archive already but was withdrawn (%(at)s), so nobody finds it. Somebody with the role "
        "“corrector” can tell why, and bring it back; name /documents/%(id)s."
    ),
    "stays:public": _(
        "The document is in the archive already and everybody may read it; that was not changed. Somebody with the "
        "role “corrector” keeps it for staff on its page (/documents/%(id)s), under “May be read by”."
    ),
    "stays:public:withdrawn": _("Once it is back everybody may read it, as before."),
    "stays:staff:withdrawn": _("Once it is back only staff may read it, as before."),
    "stays:staff": _(
        "The document is in the archive already and only staff may read it; that was not changed. Somebody with the "
        "role “corrector” opens it to everybody on its page (/documents/%(id)s), under “May be read by”."
    ),
    "data_unwritable": _(
        "The data folder cannot be written (%(folder)s): %(detail)s. Make room or give the rights, then try again; "
        "what was reported is kept."
    ),
    # what was read with faults
    "fault:doubtful": _(
        "The letters of this file make no Vietnamese: they were destroyed when the file was made, or it is in another "
        "language. The text that was read may be wrong, and searching finds little of it."
    ),
    "fault:off": _(
        "The text of some pages is missing or cannot be trusted; they have to be recognised from their pictures, which "
        "is switched off here (BIENNIEN_OCR). Pages: %(pages)s."
    ),
    "fault:missing": _(
        "The text of some pages is missing or cannot be trusted; they have to be recognised from their pictures, and "
        "the program for that (Tesseract with Vietnamese) is not installed here. Pages: %(pages)s."
    ),
    "fault:in_vain": _(
        "Some pages could not be recognised from their pictures, so their text is missing. Pages: %(pages)s."
    ),
    "fault:wordless": _("No text was found in the pictures of some pages. Pages: %(pages)s."),
    "fault:too_many": _(
        "The file has more pages to recognise than are done at once, so the text of these is missing: %(pages)s."
    ),
    "faults_mended": _(
        "On its page (/documents/%(id)s) somebody with the role “corrector” replaces the file by a better copy or puts "
        "the text right."
    ),
    # what cannot be done
    "bad_name": _("This is no name for an account. Use 1 to 64 letters, digits and the signs . _ - @."),
    "account_closed": _("The account %(name)s is closed. Open it first: biennien user disable --undo %(name)s"),
    "not_found": _("There is nothing here by the name of %(id)s."),
    "not_retriable": _("This job did not fail, so there is nothing to try again."),
    "text_changed": _(
        "Somebody put the text right meanwhile, so yours was not kept. Load the page anew and make your changes in the "
        "text that is there now."
    ),
    "bad_correction": _(
        "“%(field)s” cannot be so. Offsets must hold words of the text, labels and fields must be known, "
        "dates be EDTF, values texts of at most 1,000 characters."
    ),
    "mention_changed": _(
        "Somebody changed this entity meanwhile, so your correction was not kept. Look at it as it is now and correct "
        "that."
    ),
    "document_changed": _(
        "The document changed meanwhile, so nothing was done. Look at it as it is now, then decide anew."
    ),
    "job_changed": _("The job changed meanwhile, so nothing was done. Look at it as it is now, then decide anew."),
    "nothing_to_undo": _(
        "There is nothing of yours here to take back or to put in force again. What others corrected is put right by "
        "correcting it anew."
    ),
    "nothing_to_undo:later": _(
        "Somebody corrected the same thing after you, so yours is not taken back. Look at it as it is now and correct "
        "that."
    ),
    "sweep_over": _("That cannot be done with this correction any more. Load the page again and see how far it is."),
    "nothing_before": _("This is the first text and file of the document, so there is nothing to go back to."),
    "nothing_changed": _("The text is the same as before, so there is nothing to keep."),
    "text_empty": _("The text is empty. To hide a document, withdraw it; to undo, leave this page."),
    "still_at_work": _("The document is still being read. Wait until that has ended, then try again."),
    "upload_key_reused": _(
        "This Idempotency-Key was given to another upload within the last 24 hours. Send what was sent with it then, "
        "or give this upload a key of its own."
    ),
    "upload_still_running": _(
        "The upload with this Idempotency-Key is still being taken in. Send it again in a moment to get its answer."
    ),
    "batch_over": _("This cannot be done now: the act on these documents has gone on meanwhile. Load its page anew."),
    "reason_missing": _("Say why; the reason is kept with the documents."),
    "not_replaceable": _(
        "An archive is not replaced: its files are documents of their own. Replace those, or upload the other archive."
    ),
    "same_bytes": _(
        "These very bytes are in the archive already, as /documents/%(document)s (%(title)s). Choose another file, or "
        "look at that document."
    ),
    "bad_word": _(
        "This cannot be taught (%(kind)s “%(form)s”). A word has 2 to 300 letters; an alias needs the full "
        "name it stands for, a slogan and a stop word take none; only a stop word takes a label."
    ),
    "word_known": _("The archive knows “%(form)s” already."),
    "webhook_known": _("A webhook has the address %(url)s already. Remove that one first to add it anew."),
    "name_unusable": _("Nothing can be called so. A name has letters or figures, and at most 1,000 characters."),
    "name_in_use": _("Another one is called “%(name)s” (%(id)s). Where the two are one, merge them instead."),
    "name_known": _("It is called “%(name)s” already."),
    "merge_itself": _("The two are one already. Choose another one to merge with."),
    "nothing_to_split": _(
        "There is nothing here to part. Choose documents or entities that belong to it, and another one, or a name of "
        "their own, to go to."
    ),
    "entry_changed": _(
        "Somebody changed this meanwhile, so nothing was done. Look at it as it is now, then do it once more."
    ),
    "later_acts": _("More was done to it since. Take the later acts back first (number %(later)s)."),
    "name_taken": _("Another account is called %(name)s. Choose another name."),
    "last_admin": _(
        "%(name)s is the last open account that is an admin. Make another account admin first: "
        "biennien user role NAME admin"
    ),
    "bad_scope": _(
        "A token of an account with the role %(role)s cannot be for “%(scope)s”. Give one or more of the scopes that "
        "its role has: reader: read; uploader: upload too; corrector: correct too; admin: admin too."
    ),
    "weak_password": _("The password is too short. Use at least %(least)s characters."),
    "cursor_invalid": _("This list cannot go on from there. Begin again at its first page."),
    "search_failed": _("The search failed. Try again in a moment."),
    "search_unavailable": _("The search index cannot be reached (%(location)s): %(detail)s"),
    "search_outdated": _(
        "The search index was made by another version. A worker writes it anew from the registry; search comes back "
        "when that has ended."
    ),
    "search_damaged": _(
        "The search index at %(location)s is damaged (%(detail)s). A worker writes it anew from the registry, as "
        "`biennien reindex` does; search comes back when that has ended."
    ),
    "query_invalid": _("The search cannot be answered as asked. Change the words or the filters."),
    "query_invalid:cursor": _(
        "“cursor” is not from an answer to this search. Take the one that the answer before gave, or begin again "
        "without it."
    ),
    # how a query was read
    "query_quote_open": _("A quotation mark is not closed, so the plain words were searched for."),
    "query_bracket": _("A bracket has no partner, so the plain words were searched for."),
    "query_or": _("OR wants words on both sides, so the plain words were searched for."),
    "query_deep": _("There are more than %(limit)s brackets inside one another, so the plain words were searched for."),
    "query_prefix": _(
        "“%(word)s”: a star comes after %(least)s or more letters and nothing else. The plain words were searched for."
    ),
    "query_prefixes": _("More than %(limit)s words end with a star, so the plain words were searched for."),
    "query_field": _("Nothing to look for stands after “%(field)s”, so the plain words were searched for."),
    "query_value": _(
        '“%(field)s%(value)s” cannot be read: write for instance năm:2019, năm:2017..2020, loại:"kế hoạch" or '
        "số:12/KH-UBND. The plain words were searched for."
    ),
    "query_cut": _("Only the first %(limit)s words were searched for."),
    "index_refuses": _(
        "The search index does not take %(count)s documents, the first of them %(document)s: %(detail)s. They stay on "
        "the list of changes and are tried again; all others are in the index."
    ),
    "index_busy": _("Another process is writing to the index. Try again in a moment."),
    "index_elsewhere": _(
        "The embedded index of this registry lives in another data folder (%(home)s; this one is %(here)s). Several "
        "machines need Elasticsearch: set BIENNIEN_SEARCH_URL. If the other folder is gone, run "
        "`biennien reindex --take-over` here."
    ),
    "index_moved": _(
        "The index of this archive is at %(home)s, and the settings name %(here)s. Set BIENNIEN_SEARCH_URL to that "
        "(leave it out for “embedded”) and start again. To have the index here, run `biennien reindex --take-over`."
    ),
    "index_incomplete": _(
        "The new index holds %(found)s documents and should hold %(expected)s. It was not put in use; run "
        "`biennien reindex` again, which goes on from there."
    ),
    "registry_unavailable": _("The registry cannot be reached (%(url)s): %(detail)s"),
    "registry_failed": _("The registry could not do that."),
    "schema_too_new": _(
        "The registry was made by a later version of the program (revision %(revision)s; this one knows %(known)s). "
        "Install that version."
    ),
    "lease_lost": _("The work was given to another process meanwhile."),
    "not_empty": _("The registry here holds %(documents)s documents already. Restore into an empty data folder."),
    "bad_backup": _("The file is no whole backup: %(detail)s"),
}

UNNAMED = _("Something failed (%(code)s).")
