"""Files that hold files: letters with attachments, archives. Their children are files of this corpus."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from corpora.reading.builder.made import Made, Options
from corpora.reading.builder.plain import plain_text
from corpora.reading.builder.programs import LONG_AGO
from corpora.reading.builder.source import Source

FILES = Path(__file__).parents[1] / "files"
TYPES = {"pdf": "application/pdf", "doc": "application/msword", "txt": "text/plain", "png": "image/png"}


def _children(source: Source, options: Options) -> Iterator[tuple[str, bytes]]:
    """The named files of this split: `with=a.pdf,b.docx`."""
    for name in options["with"].split(","):
        yield name, (FILES / source.split / name).read_bytes()


def letter(source: Source, options: Options) -> Made:
    """An EML whose text is the document and which bears attachments; `html` sends the text as a page too."""
    message = EmailMessage(policy=SMTP)
    message["From"] = "Văn thư <vanthu@coquan.example.vn>"
    message["To"] = "Phòng Nội vụ <noivu@huyen.example.vn>"
    message["Subject"] = " ".join(source.subject or source.about)
    message["Date"] = "Mon, 22 Nov 2021 08:15:00 +0700"
    message["Message-ID"] = f"<{source.name}@coquan.example.vn>"
    text = plain_text(source)
    message.set_content(text, cte="base64")
    if "html" in options:
        message.add_alternative("".join(f"<p>{line}</p>" for line in text.splitlines()), subtype="html", cte="base64")
    children = dict(_children(source, options))
    for name, data in children.items():
        main, _, sub = TYPES.get(name.rpartition(".")[2], "application/octet-stream").partition("/")
        message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    data = message.as_bytes()
    if boundary := message.get_boundary():
        data = data.replace(boundary.encode("ascii"), b"=_thu-dinh-kem")
    return Made(_fixed_boundaries(data), source, children={name: name for name in children})


def _fixed_boundaries(data: bytes) -> bytes:
    """The letter with the boundaries that Python drew by lot replaced."""
    for at, line in enumerate({line for line in data.splitlines() if line.startswith(b"--===============")}):
        drawn = line[2:].removesuffix(b"--")
        data = data.replace(drawn, b"=_phan-%d" % at)
    return data


def archive(source: Source, options: Options) -> Made:
    """A ZIP of files, one of them in a folder; its own text is empty, its children count."""
    out = io.BytesIO()
    names = {}
    with zipfile.ZipFile(out, "w") as whole:
        for at, (name, data) in enumerate(_children(source, options)):
            inside = f"Tài liệu họp/{name}" if at == 1 else name
            whole.writestr(zipfile.ZipInfo(inside, LONG_AGO), data, compress_type=zipfile.ZIP_DEFLATED)
            names[inside] = name
    return Made(out.getvalue(), source, text="", zones={}, children=names)
