"""Running the command in this process, and what it told."""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from biennien.cli import cli
from biennien.registry.database import Registry, open_registry

PLAN = """Phát động thi đua năm 2019

Ngày 12/3/2019, Ủy ban nhân dân huyện Mỹ Đức phát động phong trào “Mỗi xã một công trình”.
"""
REPORT = """Tổng kết thi đua năm 2020

Ngày 20/12/2020, Hội Nông dân tỉnh Lạng Sơn tổng kết phong trào thi đua lao động sản xuất.
"""


def biennien(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    """What the command does in this process."""
    return CliRunner().invoke(cli, [str(one) for one in arguments], input=given, prog_name="biennien")


def in_registry(folder: Path) -> closing[Registry]:
    return closing(open_registry(f"sqlite:///{folder.parent}/var/registry.sqlite"))


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def mail_with_archive(folder: Path) -> Path:
    """A mail to which a ZIP with a report, an empty file and one with a password hangs."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, text in (("mật.txt", "x"), ("tổng kết.txt", REPORT), ("rỗng.txt", "")):
            file.writestr(name, text)
    data = bytearray(packed.getvalue())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Lê Thị Hà <ha@vi-du.vn>", "b@vi-du.vn", "Gửi tổng kết"
    mail.set_content(PLAN)
    mail.add_attachment(bytes(data), maintype="application", subtype="zip", filename="kèm.zip")
    path = folder / "thư.eml"
    path.write_bytes(bytes(mail))
    return path
