"""Who signed a document, with the post: from the signature's zones, else from a line that says who spoke or signed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.document import Clue, Document
from ingest.names import is_post
from ingest.orthography import fold
from nlp.fields.acting_unit import HEAD, speaks
from nlp.fields.authors import signing_speaker
from nlp.fields.letterhead_issuer import OF_SEVERAL, is_joint
from nlp.fields.listed_signers import listed_signers
from nlp.fields.signatures import SIDE, signers_with_posts
from nlp.fields.signed_lines import FOR_BODY, signed_post
from nlp.mention import Evidence, Mention
from nlp.text.clue_fields import clues_of, name_in_usual_letters, one_line, post_in_usual_letters

CLERK = re.compile(r"(?:thư k[ýí]|người (?:lập|ghi|viết)|kế toán|thủ quỹ|văn thư)(?!\w)", re.IGNORECASE)
"""Posts of those who sign beside the one who answers for a document."""

FOR_HEAD = re.compile(r"^(?:K\s?[./]?\s?T|T\s?[./]?\s?L)[\s.]{1,3}\S.*?\s(?P<post>PHÓ\s.+)$", re.IGNORECASE)
DEPUTY = re.compile(r"(?:[^\W\d_]+\s)?phó(?!\w)", re.IGNORECASE)
"""`PHÓ CHỦ TỊCH`, `CỤM PHÓ`; no `Chủ tịch kiêm Phó Bí thư`."""

OF_SIDES = re.compile(r"giao ước|cam kết|ký kết|thỏa thuận|thoả thuận", re.IGNORECASE)
"""Papers that sides sign beside each other."""
SHORT_POSTS = {
    "TT": "Thứ trưởng",
    "PCT": "Phó Chủ tịch",
    "PGĐ": "Phó Giám đốc",
    "PHT": "Phó Hiệu trưởng",
    "PTB": "Phó Trưởng ban",
    "PTTg": "Phó Thủ tướng",
}
FOR_SHORT = re.compile(
    rf"(?<!\w)KT[./]?\s?(?:BT|CT|GĐ|HT|TB|TTg)[.,;\s]{{1,3}}(?P<post>{'|'.join(SHORT_POSTS)})[.,:]?\s{{1,2}}$"
)
"""What stands before a name for whom one signs and as what, in letters: `KTBT, TT`."""
LISTED = re.compile(r"(?P<name>[^()]{4,40}?)(?:\s?\(|\s[-–]\s|,\s)(?P<post>[^(),]{4,60})\)?")
"""How a list or the box of a site has a paper's signer: `Bùi Quang Huy (Phó Bí thư)`."""
SIGNED_BY = re.compile(r"(?:(?<!\w)người ký\s?:|(?:^|\n)[^\w\n]*người ký(?: duyệt)?(?:\s|\s*\|))\s*$", re.IGNORECASE)
"""How the box of a site with papers tells of the signer."""
BY = re.compile(r"(?<!\w)do\s(?:(?:đồng chí|ông|bà|đ/c)\s)?$", re.IGNORECASE)
SIGNS = re.compile(
    r"(?:(?!\s(?:trình bày|phát biểu|báo cáo|đọc)(?!\w))[^.;\n]){0,90}?,?\s(?:đã |vừa )?ký(?: thay| ban hành| ngày)?"
    r"(?!\s(?:kết|giao ước|cam kết)(?!\w))(?=[\s,.;])",
    re.IGNORECASE,
)
"""What a page says of who signed the paper that it makes known: `do bà …, Phó Chủ tịch, ký`."""

BESIDE = 200
"""Characters within which several heads sign beside each other, in columns that are read one after the other."""

Decision = tuple[str, Evidence]


def find_signer(document: Document, mentions: Sequence[Mention]) -> Decision | None:
    """Who answers for a document, `name, post`; of several who sign it together each, parted by semicolons."""
    signers = _signers(document)
    listed = [] if signers else listed_signers(document.body)
    if listed:
        told_by = (", ".join(filter(None, (name_in_usual_letters(name), post))) for _, _, name, post in listed)
        return "; ".join(told_by), Evidence("signature", *listed[0][:2])
    if not signers:
        is_speech = bool(clues_of(document, "doc_type")) and signing_speaker(document, mentions) is None
        return _told(document.body, mentions, is_speech=is_speech)
    told = {fold(signer.text): _named(document, mentions, signer, post) for signer, post in signers}
    return "; ".join(told.values()), Evidence.of(signers[0][0])


def _named(document: Document, mentions: Sequence[Mention], signer: Clue, post: str) -> str:
    """`name, post` of one who signed."""
    listed = LISTED.fullmatch(signer.text)
    name, told = (listed["name"], listed["post"]) if listed else (signer.text, "")
    if "(" not in signer.text and not is_post(told):  # `Trưởng phòng - Phạm Văn Hà`, or a name with a dash in it
        name, told = (told, name) if listed and is_post(name) else (signer.text, "")
    own = "" if SIDE.match(post) else post_in_usual_letters(post or _for_head(document))
    role = told or _role(mentions, signer, post) or own
    return ", ".join(filter(None, (name_in_usual_letters(name), role[:1].upper() + role[1:])))


def _for_head(document: Document) -> str:
    """The deputy's post in the line that tells for whom is signed: `KT. THỦ TƯỚNG PHÓ THỦ TƯỚNG`."""
    found = [one["post"] for clue in clues_of(document, "authority") if (one := FOR_HEAD.search(one_line(clue.text)))]
    return found[-1] if found else ""


def _told(body: str, mentions: Sequence[Mention], *, is_speech: bool) -> Decision | None:
    """The speaker that a speech names below its title, or who signed by a line `Hiệu trưởng (đã ký): …` at the end."""
    for person in mentions:
        if person.label != "PERSON":
            continue
        before = body[max(0, person.start - 120) : person.start]
        role = person.attributes.get("role", "")
        if is_speech and person.end < HEAD and role and speaks(body, person):
            return f"{person.value}, {role}", Evidence("lead", person.start, person.end)
        short = FOR_SHORT.search(before)
        if short is not None:
            return f"{person.value}, {SHORT_POSTS[short['post']]}", Evidence("lead", person.start, person.end)
        if SIGNED_BY.search(before):
            return ", ".join(filter(None, (str(person.value), role))), Evidence("lead", person.start, person.end)
        if role and BY.search(before) and SIGNS.match(body, person.end):
            return f"{person.value}, {role}", Evidence("lead", person.start, person.end)
        post = signed_post(body, person)
        if post is not None:
            told = ", ".join(filter(None, (str(person.value), post_in_usual_letters(post))))
            return told, Evidence("signature", person.start, person.end)
    return None


def _role(mentions: Sequence[Mention], signer: Clue, post: str) -> str:
    """The signer's post as the text has it at the name; one who signs for a side has it where the sides are named."""
    people = [m for m in mentions if m.label == "PERSON" and m.attributes.get("role")]
    own = next((m.attributes["role"] for m in people if m.start == signer.start), "")
    if own or not SIDE.match(post):
        return own
    return next((m.attributes["role"] for m in people if fold(m.text) == fold(signer.text)), "")


def _is_joint(document: Document) -> bool:
    """Whether several bodies issued the document: the first of their signers is meant."""
    kinds = [kind.text for kind in clues_of(document, "doc_type")]
    if any(OF_SEVERAL.search(kind) or OF_SIDES.search(kind) for kind in kinds):
        return True
    if sum(FOR_BODY.match(clue.text) is not None for clue in clues_of(document, "authority")) > 1:
        return True
    issuers = clues_of(document, "issuer")
    return len(clues_of(document, "doc_number")) > 1 or any(is_joint(clue.text) for clue in issuers)


def _signers(document: Document) -> list[tuple[Clue, str]]:
    """Those who signed, each with the post: all of a joint paper, else the heads beside each other at its foot.

    Clerks and deputies count only where nobody else signed; whoever confirms a paper, apart from it, is last.
    """
    found = signers_with_posts(document)
    if _is_joint(document):
        return found
    first = [one for one in found if not CLERK.match(one[1])] or found
    heads = [one for one in first if one[1] and not DEPUTY.match(one[1])] or first
    return [one for one in heads if (heads[-1][0].start or 0) - (one[0].start or 0) < BESIDE]
