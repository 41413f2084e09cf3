"""What a letterhead says: issuer and superior, number, place and date, type, subject, recipients.

Source: Nghị định 30/2020/NĐ-CP, Phụ lục I (state documents); Hướng dẫn 36-HD/VPTW (Party documents). The lines are
read in the order of the body, so a letterhead's columns must stand there one after another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Clue
from ingest.names import is_post, looks_like_organisation
from ingest.orthography import fold, is_capitals, loose
from ingest.rows import Row
from ingest.words import load_words

LETTERHEAD_LINES = 30
"""Lines with text among which a letterhead lies: two columns of six, a stamp, type and subject."""
NATIONAL_TITLE = re.compile(r"cong hoa xa hoi (?:chu )?nghia viet nam|viet nam dan chu cong hoa")
PARTY_TITLE = re.compile(r"dang (?:cong san|lao dong) viet nam")
DATED_WITHIN = 6
"""Lines with text within which place and day stand under the office of a letterhead without a title."""
BARE_TYPE_WITHIN = 8
"""Lines with text within which a type in capitals is the document's though its letterhead was left out."""
LONGEST_SUBJECT = 60
"""Words in a row of the subject; a longer one is the first paragraph."""
MOTTO = re.compile(r"doc lap\s*[-–—]?\s*tu do\s*[-–—]?\s*hanh phuc")
RULE = re.compile(r"[\W_]*")
STAMP = re.compile(r"(?:(?:cong van|van ban) )?den\b.{0,12}")
STAMPED = re.compile(r"(?:số|ngày|chuyển|lưu|giờ)\s*(?:[:.…]|\d)", re.I)
URGENCY = re.compile(
    r"(?:tuyet |toi )?mat|(?:thuong )?khan|hoa toc|(?:du thao.{0,15})|luu hanh noi bo|xem xong tra lai"
)
LETTER = "A-ZĐĂÂÊÔƠƯa-zđăâêôơưÀ-ỹ"
NUMBER = re.compile(
    rf"số\s*[:.]?\s*(?P<number>\d[\d\s]{{0,8}}(?:(?:\s?[/-]\s?(?:\d{{4}}\s?/\s?)?|\s(?=[A-ZĐ]+\s?/))[{LETTER}&.][{LETTER}\d&.]{{0,14}}"
    rf"(?:\s?[-–/.]\s?[{LETTER}\d&][{LETTER}\d&.]{{0,14}}){{0,4}}))",
    re.I,
)
BLANK_NUMBER = re.compile(r"số\s*[:.]?\s*[\W_]*/\s*[A-ZĐa-zđ]", re.I)
PLACE_DATE = re.compile(
    r"(?:(?P<place>[^\W\d_][^,;:()\d]{1,45}?),?\s+)?"
    r"(?P<date>(?:ngày\s*[.…\s]*(?P<day>\d{1,2})?[.…\s]*)?tháng\s*[.…\s]*\d{1,2}\s*năm\s*\d{4}"
    r"|ngày\s+\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4})\.?",
    re.I,
)
ABOUT = re.compile(r"(?:v/v|vv|về việc|về)[:\s]\s*(?P<subject>\S.*)", re.I)
TO = re.compile(r"kính gửi\s*:?\s*(?P<recipients>.*)", re.I)
OPENING = re.compile(
    r"(?:căn cứ|thực hiện|kính gửi|theo|nhằm|để|ngày\s+\d{1,2}|sáng|chiều|i\.|1\.|phần|điều|thi hành|hôm nay)\b", re.I
)
OF_LETTERHEAD = ("issuer", "superior", "doc_number", "place", "date", "doc_type", "subject")
CONNECTORS = ("va", "cua", "cac", "thuoc", "voi", "-", ",")


def has_letterhead(texts: Sequence[str]) -> bool:
    """Whether the first lines bear the national title, the Party's, or a number of their own."""
    head = [text for text in texts if text.strip()][:LETTERHEAD_LINES]
    return (
        any(NATIONAL_TITLE.search(fold(text)) or PARTY_TITLE.fullmatch(fold(text).strip()) for text in head)
        or any((NUMBER.fullmatch(text.strip()) or BLANK_NUMBER.match(text)) and "/" in text for text in head[:12])
        or _has_place_and_office(head[:DATED_WITHIN])
    )


def opens_like_a_letter(texts: Sequence[str]) -> bool:
    """Whether a text has a letterhead, or at least the heading of one: a type in capitals among its first lines."""
    head = [text for text in texts if text.strip()][:BARE_TYPE_WITHIN]
    return has_letterhead(texts) or any(map(is_type, head))


def _has_place_and_office(head: Sequence[str]) -> bool:
    """Whether a text opens with an office in capitals and a line of place and day: letters of the years before 1976."""
    dated = any((match := PLACE_DATE.fullmatch(text.strip())) and match["place"] for text in head)
    return dated and any(is_capitals(text) and looks_like_organisation(text) for text in head[:3])


def is_letterhead_line(text: str) -> bool:
    """Whether a line can only be a letterhead's: national title, Party title, or a number of its own at its head."""
    folded = fold(text).strip(" *-")
    if NATIONAL_TITLE.search(folded) or PARTY_TITLE.fullmatch(folded) or MOTTO.fullmatch(folded):
        return True
    return bool((NUMBER.match(text) and "/" in text) or BLANK_NUMBER.match(text))


def find_letterhead(rows: list[Row]) -> Iterator[Clue]:
    """The clues of the letterhead; none for a text without title, number and type."""
    head = _without_stamp(rows[:LETTERHEAD_LINES])
    type_at = next((at for at, row in enumerate(head) if _type_of(row.text)), None)
    if not has_letterhead([row.text for row in head]) and (type_at is None or type_at >= BARE_TYPE_WITHIN):
        return
    top = head[: _top_end(head, type_at)]
    yield from _organisations(top)
    yield from _number_place_date(top)
    if type_at is not None:
        yield from _type_and_subject(head, type_at)
    else:
        yield from _subject_of_letter(top)


def _without_stamp(head: list[Row]) -> list[Row]:
    """The rows without the receiver's stamp: `ĐẾN` and the number and date lines right after it."""
    kept: list[Row] = []
    stamped = 0
    for row in head:
        folded = fold(row.text).strip()
        if STAMP.fullmatch(folded) and len(folded) < 30 and is_capitals(row.text.split()[0]):
            stamped = 4
        elif stamped and STAMPED.match(row.text.strip()):
            stamped -= 1
        else:
            stamped = 0
            kept.append(row)
    return kept


def _top_end(head: list[Row], type_at: int | None) -> int:
    """Where the letterhead's own lines end: at the type, at `Kính gửi`, or at the first row of running text."""
    for at, row in enumerate(head):
        if at == type_at or TO.match(row.text) or len(row.text.split()) > 30:
            return at
    return len(head)


def is_type(text: str) -> bool:
    """Whether a line in capitals begins with the name of a type of document."""
    return _type_of(text) is not None


def _type_of(text: str) -> str | None:
    """The type that a heading line in capitals begins with, as written; None for another line."""
    if not is_capitals(text):
        return None
    plain = loose(text).strip(" .:*")
    for word in load_words("doc_types"):
        form = loose(word)
        if plain == form or plain.startswith(form + " "):
            return " ".join(text.split()[: len(form.split())]).rstrip(" .:*")
    return None


def _organisations(top: list[Row]) -> Iterator[Clue]:
    names: list[list[Row]] = []
    for row in top:
        folded = fold(row.text)
        if not is_capitals(row.text) or _is_title(folded) or URGENCY.fullmatch(folded.strip(" .:")):
            if not RULE.fullmatch(row.text) and names and NUMBER.match(row.text):
                break
            continue
        if (
            NUMBER.match(row.text)
            or PLACE_DATE.fullmatch(row.text)
            or ABOUT.match(row.text)
            or BLANK_NUMBER.match(row.text)
        ):
            continue
        if names and _continues(names[-1], row):
            names[-1].append(row)
        elif looks_like_organisation(row.text):
            names.append([row])
    for at, parts in enumerate(names):
        field = "issuer" if at == len(names) - 1 else "superior"
        text = " ".join(part.text for part in parts).strip(" *-")
        yield Clue(field, text, "letterhead", parts[0].start, parts[-1].end)


def _is_title(folded: str) -> bool:
    return bool(NATIONAL_TITLE.search(folded) or PARTY_TITLE.fullmatch(folded.strip(" *-")) or MOTTO.search(folded))


def _continues(parts: list[Row], row: Row) -> bool:
    """Whether a row goes on with the name begun: it names no organisation, or the one before it cannot end there."""
    before = fold(parts[-1].text).strip()
    if before.endswith(CONNECTORS) or fold(row.text).split()[0] in ("va", "cua", "thuoc", "-", "("):
        return True
    if not looks_like_organisation(row.text):
        return True
    return len(parts) == 1 and before in (
        "ban chap hanh",
        "ban thuong vu",
        "uy ban nhan dan",
        "hoi dong",
        "ban chi dao",
        "cum thi dua",
    )


def _number_place_date(top: list[Row]) -> Iterator[Clue]:
    seen: set[str] = set()
    for row in top:
        number = NUMBER.search(row.text)
        if number and "doc_number" not in seen and _opens_or_stands_alone(row.text, number):
            seen.add("doc_number")
            text = re.sub(r"\s*([/–-])\s*", r"\1", number["number"].strip()).replace("–", "-")
            start = row.start + number.start("number")
            yield Clue(
                "doc_number",
                text.rstrip("."),
                "letterhead",
                start,
                row.start + len(row.text[: number.end()].rstrip(" .")),
            )
        dated = PLACE_DATE.search(row.text)
        if dated and "date" not in seen and dated.end() >= len(row.text.rstrip(" .*")):
            seen.add("date")
            yield Clue(
                "date",
                dated["date"].rstrip("."),
                "letterhead",
                row.start + dated.start("date"),
                row.start + len(row.text[: dated.end("date")].rstrip(".")),
            )
            if dated["place"]:
                yield Clue(
                    "place",
                    dated["place"],
                    "letterhead",
                    row.start + dated.start("place"),
                    row.start + dated.end("place"),
                )


def _opens_or_stands_alone(text: str, number: re.Match[str]) -> bool:
    """Whether a number is the document's own: its line begins with it, or holds it after the type (`SẮC LỆNH SỐ …`)."""
    return number.start() == 0 or bool(_type_of(text))


def _type_and_subject(head: list[Row], at: int) -> Iterator[Clue]:
    """The type, and what stands behind it on its line and below it, up to the first row that begins something else."""
    row = head[at]
    kind = _type_of(row.text) or row.text
    start = row.start + row.text.index(kind)
    yield Clue("doc_type", kind, "letterhead", start, start + len(kind))
    rest = Row(start + len(kind), row.end, row.text[start - row.start + len(kind) :])
    own = re.match(r"\s*(?:của|số|tại|giữa)\b", rest.text, re.I)
    subject = [] if own or RULE.fullmatch(rest.text) else [Row(rest.start + 1, rest.end, rest.text.strip())]
    for following in head[at + 1 : at + 6]:
        if _ends_subject(following.text, bool(subject)):
            break
        subject.append(following)
    if subject and not subject[-1].text.rstrip().endswith((";", ":")):
        text = " ".join(part.text for part in subject).strip()
        yield Clue("subject", text, "letterhead", subject[0].start, subject[-1].end)


def _ends_subject(text: str, begun: bool) -> bool:
    """Whether a row under the type is no part of the subject: a rule, a basis, an authority, running text."""
    if RULE.fullmatch(text) or OPENING.match(text) or _type_of(text) or text.startswith(("(", "-")):
        return True
    if NUMBER.match(text) or PLACE_DATE.fullmatch(text) or len(text.split()) > LONGEST_SUBJECT:
        return True
    if begun and text.rstrip().endswith((".", ";", ":", ",")):
        return True
    return is_capitals(text) and (looks_like_organisation(text) or is_post(text))


def _subject_of_letter(top: list[Row]) -> Iterator[Clue]:
    """The `V/v …` of an official letter, over the lines that follow up to the next item of the letterhead."""
    for at, row in enumerate(top):
        about = ABOUT.match(row.text)
        if not about:
            continue
        parts = [row]
        for following in top[at + 1 : at + 5]:
            if is_capitals(following.text) or _is_title(fold(following.text)) or RULE.fullmatch(following.text):
                break
            if PLACE_DATE.fullmatch(following.text) or NUMBER.match(following.text):
                break
            parts.append(following)
        yield Clue("subject", " ".join(part.text for part in parts), "letterhead", parts[0].start, parts[-1].end)
        return


def find_recipients(rows: list[Row]) -> Iterator[Clue]:
    for at, row in enumerate(rows):
        to = TO.match(row.text)
        if to:
            parts = [to["recipients"]] if to["recipients"].strip() else []
            end = row.end
            for following in rows[at + 1 : at + 12]:
                if not following.text.lstrip().startswith(("-", "+", "–", "•")) and (
                    parts or len(following.text.split()) > 25
                ):
                    break
                parts.append(following.text.strip(" -+–•;"))
                end = following.end
            if parts:
                yield Clue("recipients", "; ".join(part.strip(" ;.") for part in parts), "letterhead", row.start, end)
            return
