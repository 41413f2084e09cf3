"""Mails: what they say about themselves, their text in any encoding, what is attached."""

from __future__ import annotations

import io
from email.message import EmailMessage
from email.mime.image import MIMEImage

import pytest
from PIL import Image

from ingest.children import take_out
from ingest.document import Document
from ingest.errors import IngestError
from ingest.formats import parse_bytes, sniff
from ingest.member import Allowance
from nlp.pipeline import analyse

HEAD = (
    b"From: =?utf-8?B?VHLhuqduIFbEg24gxJDhuqF0?= <dat@vi-du.vn>\r\nTo: ha@vi-du.vn\r\n"
    b"Date: Tue, 05 Mar 2019 08:30:00 +0700\r\nMIME-Version: 1.0\r\n"
)


def mail(
    subject: str = "Gửi kế hoạch thi đua", text: str = "Kính gửi các đồng chí.\n\nXin gửi kế hoạch."
) -> EmailMessage:
    """A mail with a text and nothing attached."""
    made = EmailMessage()
    made["From"] = '"Trần, Văn Đạt" <dat@vi-du.vn>'
    made["To"] = "Lê Thị Hà <ha@vi-du.vn>, phong@vi-du.vn"
    made["Subject"] = subject
    made["Date"] = "Tue, 05 Mar 2019 08:30:00 +0700"
    made.set_content(text)
    return made


def clue(document: Document, field: str) -> str:
    return next((one.text for one in document.clues if one.field == field and one.method == "mail-header"), "")


def names(data: bytes) -> list[str]:
    return [member.name for member in take_out(data, allowance=Allowance())]


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    made = io.BytesIO()
    Image.new("L", (width, height)).save(made, kind)
    return made.getvalue()


def test_mail_is_a_document_with_what_its_head_says() -> None:
    document = parse_bytes(bytes(mail()))
    assert (document.kind, document.body) == ("mail", "Kính gửi các đồng chí.\n\nXin gửi kế hoạch.")
    assert clue(document, "title") == "Gửi kế hoạch thi đua"
    assert clue(document, "author") == "Trần, Văn Đạt"
    assert clue(document, "recipients") == "Lê Thị Hà; phong@vi-du.vn"
    assert clue(document, "published") == "05/03/2019 08:30"


def test_head_of_a_mail_becomes_metadata_with_its_evidence() -> None:
    analysis = analyse(parse_bytes(bytes(mail())))
    assert analysis.metadata["title"] == "Gửi kế hoạch thi đua"
    assert analysis.metadata["published"] == "2019-03-05T08:30"
    assert analysis.metadata["authors"] == ["Trần, Văn Đạt"]
    assert analysis.evidence["title"].method == "mail-header"


def test_day_is_that_of_the_senders_clock_and_of_viet_nam_where_it_is_kept_in_utc() -> None:
    for zone, day in (("+0700", "05/03/2019 23:30"), ("-0500", "05/03/2019 23:30"), ("+0000", "06/03/2019 06:30")):
        message = mail()
        message.replace_header("Date", f"Tue, 05 Mar 2019 23:30:00 {zone}")
        assert clue(parse_bytes(bytes(message)), "published") == day


@pytest.mark.parametrize("date", ["", "hôm qua", "Tue, 99 Mar 2019 99:30:00 +0700"])
def test_date_that_is_none_stays_empty(date: str) -> None:
    data = HEAD.replace(b"Tue, 05 Mar 2019 08:30:00 +0700", date.encode()) + b"Subject: a\r\n\r\nb"
    assert clue(parse_bytes(data), "published") == ""


@pytest.mark.parametrize(
    ("subject", "shown"),
    [
        (b"=?utf-8?Q?K=E1=BA=BF_ho=E1=BA=A1ch?=", "Kế hoạch"),
        (b"=?utf-8?B?S+G6?=\r\n =?utf-8?B?vyBob+G6oWNo?= 2019", "Kế hoạch 2019"),
        ("Kế hoạch năm 2019".encode(), "Kế hoạch năm 2019"),
        (b"=?windows-1258?Q?K=EA=EC_hoa=F2ch?=", "Kế hoạch"),
        (b"=?iso-8859-1?Q?Ren=E9?=", "René"),
        (b"=?no-such-thing?Q?K=EA=EC_hoa=F2ch?=", "Kế hoạch"),
        (b"=?utf-8?B?!!!?= a", "a"),
        ("TCVN3: kÕ ho¹ch n¨m".encode("latin-1"), "TCVN3: kế hoạch năm"),
    ],
)
def test_subject_is_read_in_any_encoding(subject: bytes, shown: str) -> None:
    assert clue(parse_bytes(HEAD + b"Subject: " + subject + b"\r\n\r\nchao"), "title").endswith(shown)


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Ủy ban nhân dân phát động".encode()),
        ("windows-1258", b"U\xd2y ban nh\xe2n d\xe2n ph\xe1t \xf0\xf4\xf2ng"),
        ("us-ascii", "Ủy ban nhân dân phát động".encode()),
        ("x-unknown", "Ủy ban nhân dân phát động".encode()),
        ("iso-8859-1", "Ủy ban nhân dân phát động".encode()),
    ],
)
def test_text_is_read_in_any_encoding(charset: str, data: bytes) -> None:
    head = HEAD + f'Content-Type: text/plain; charset="{charset}"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n'.encode()
    assert parse_bytes(head + data).body == "Ủy ban nhân dân phát động"


def test_html_keeps_its_tables_and_is_taken_before_plain_text() -> None:
    message = mail(text="Bảng bị vỡ")
    message.add_alternative(
        "<html><head><style>p {}</style></head><body><p>Kính gửi</p><table><tr><td>Xã</td><td>Điểm</td></tr>"
        "<tr><td>Tân Lập</td><td>9</td></tr></table></body></html>",
        subtype="html",
    )
    assert parse_bytes(bytes(message)).body == "Kính gửi\nXã | Điểm\nTân Lập | 9"


def test_plain_text_is_taken_where_html_says_nothing() -> None:
    message = mail(text="Chỉ có ở đây")
    message.add_alternative("<html><body><img src='https://vi-du.vn/1.png'></body></html>", subtype="html")
    assert parse_bytes(bytes(message)).body == "Chỉ có ở đây"


def test_folded_lines_are_joined_where_the_mail_says_that_they_were_folded() -> None:
    data = HEAD + b"Content-Type: text/plain; format=flowed\r\n\r\nmot hai \r\nba\r\nbon\r\n-- \r\nnam"
    assert parse_bytes(data).body == "mot hai ba\nbon\n--\nnam"


def test_attachments_and_attached_mails_are_files_of_their_own() -> None:
    message = mail()
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="kế hoạch 05.pdf")
    message.add_attachment("chữ", filename="ghi chú.txt")
    message.add_attachment(mail("Thư bên trong"))
    data = bytes(message)
    members = list(take_out(data, allowance=Allowance()))
    assert [member.name for member in members] == ["kế hoạch 05.pdf", "ghi chú.txt", "Thư bên trong.eml"]
    assert members[0].data == b"%PDF-1.4"
    assert clue(parse_bytes(members[2].data), "title") == "Thư bên trong"
    assert [one.text for one in parse_bytes(data).clues if one.field == "attachment"] == [one.name for one in members]


def test_attached_mail_is_known_as_one_however_little_its_head_says() -> None:
    outer = mail()
    inner = EmailMessage()
    inner["Subject"] = "Một dòng"
    inner.set_content("chữ")
    del inner["MIME-Version"], inner["Content-Type"]
    outer.add_attachment(inner)
    (member,) = take_out(bytes(outer), allowance=Allowance())
    assert sniff(member.data) == "mail"


def test_name_of_an_attachment_is_read_in_every_form() -> None:
    for form in (
        b"attachment; filename*=utf-8''k%E1%BA%BF%20ho%E1%BA%A1ch.pdf",
        b'attachment; filename="=?utf-8?B?a+G6vyBob+G6oWNo?=.pdf"',
        b"attachment;\r\n filename*0*=utf-8''k%E1%BA%BF%20;\r\n filename*1*=ho%E1%BA%A1ch.pdf",
        'attachment; filename="kế hoạch.pdf"'.encode(),
    ):
        data = HEAD + b"Content-Type: application/pdf\r\nContent-Disposition: " + form + b"\r\n\r\n%PDF"
        assert names(data) == ["kế hoạch.pdf"], form


def test_pictures_of_the_mails_looks_are_left_out_and_scanned_pages_are_not() -> None:
    message = mail()
    message.add_alternative('<html><body><p>Chào</p><img src="cid:bieu-ngu"></body></html>', subtype="html")
    shown = MIMEImage(picture(1600, 900), "png")
    shown.add_header("Content-ID", "<bieu-ngu>")
    shown.add_header("Content-Disposition", "inline", filename="biểu ngữ.png")
    message.make_mixed()
    message.attach(shown)
    message.add_attachment(picture(120, 60), maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(picture(1240, 1754, "JPEG"), maintype="image", subtype="jpeg", filename="trang 1.jpg")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="hỏng.png")
    assert names(bytes(message)) == ["trang 1.jpg", "hỏng.png"]


def test_signature_of_the_transport_is_no_file() -> None:
    message = mail()
    message.add_attachment(b"1", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    assert names(bytes(message)) == []


def test_mail_without_text_has_its_subject_and_one_without_both_only_holds_files() -> None:
    assert parse_bytes(bytes(mail(text=""))).body == "Gửi kế hoạch thi đua"
    nothing = mail(subject="", text="")
    with pytest.raises(IngestError) as caught:
        parse_bytes(bytes(nothing))
    assert caught.value.code == "empty"
    nothing.add_attachment(b"1", maintype="application", subtype="pdf", filename="a.pdf")
    document = parse_bytes(bytes(nothing))
    assert (document.kind, document.body) == ("mail", "")


def test_files_of_a_mail_too_deep_inside_others_are_named_only() -> None:
    message = mail()
    message.add_attachment(b"1", maintype="application", subtype="pdf", filename="a.pdf")
    (member,) = take_out(bytes(message), allowance=Allowance(layers=0))
    assert member.error is not None
    assert (member.name, member.error.code, member.data) == ("a.pdf", "too_long", b"")


def nested(depth: int) -> bytes:
    """A mail of so many parts inside one another."""
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (number, number) for number in range(depth)
    )
    return HEAD + opened + b"Content-Type: text/plain\r\n\r\na"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (nested(60), "too_long"),
        (nested(10_000), "too_long"),
        (HEAD + b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n' + b"--b\r\n\r\na\r\n" * 3_000, "too_long"),
        (HEAD + b"X: a\r\n" * 200_000 + b"\r\nchu", None),
        (HEAD + b"Subject: " + b"=?utf-8?Q?a?= " * 20_000 + b"\r\n\r\nchu", None),
        (HEAD.replace(b"ha@vi-du.vn", b'"a" <a@b>, ' * 20_000) + b"\r\nchu", None),
        (HEAD + b"Subject: " + b"(" * 50_000 + b"\r\nTo: " + b"(" * 50_000 + b"\r\n\r\nchu", None),
        (HEAD + b"Content-Transfer-Encoding: base64\r\n\r\n" + b"!?*" * 100 + b"Y2h1", None),
        (HEAD + b"Content-Type: multipart/mixed\r\n\r\nchu", None),
        (HEAD + b"Content-Type: message/rfc822\r\n\r\n", None),
        (HEAD + b'Content-Type: text/plain; charset="\xff"; name*0*=%FF\r\n\r\nchu', None),
    ],
)  # fmt: skip
def test_hostile_mail_is_read_or_refused_by_name(data: bytes, code: str | None) -> None:
    try:
        assert parse_bytes(data).kind == "mail"
        ended = None
        list(take_out(data, allowance=Allowance()))
    except IngestError as error:
        ended = error.code
    assert ended == code
