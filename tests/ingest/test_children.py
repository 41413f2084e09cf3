"""Files inside archives: what is taken out, under which name, and where it ends."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from ingest.children import take_out
from ingest.errors import IngestError
from ingest.formats import parse_bytes
from ingest.member import DEEPEST, MOST_MEMBERS, Allowance
from ingest.unpacking import unpacked

MIB = 1 << 20


def archive(*members: tuple[str | zipfile.ZipInfo, bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", packed) as file:
        for name, data in members:
            file.writestr(name, data)
    return made.getvalue()


def named(raw: bytes, *, flags: int = 0) -> bytes:
    """An archive whose only member is called by these bytes."""
    data = archive(("x" * len(raw), b"a"), packed=zipfile.ZIP_STORED).replace(b"x" * len(raw), raw)
    return data if not flags else with_flag(data, flags)


def with_flag(data: bytes, flags: int) -> bytes:
    """The archive with flags set on its first member."""
    changed = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.index(signature) + offset
        changed[at : at + 2] = struct.pack("<H", struct.unpack_from("<H", changed, at)[0] | flags)
    return bytes(changed)


def names(data: bytes, allowance: Allowance | None = None) -> list[str]:
    return [member.name for member in take_out(data, allowance=allowance or Allowance())]


def codes(data: bytes, allowance: Allowance | None = None) -> list[str | None]:
    """The error of each member, None for one that was taken out."""
    members = take_out(data, allowance=allowance or Allowance())
    return [member.error.code if member.error else None for member in members]


def refusal(data: bytes, allowance: Allowance | None = None) -> tuple[str, object]:
    """The code with which the whole is refused, and what about it."""
    with pytest.raises(IngestError) as caught:
        list(take_out(data, allowance=allowance or Allowance()))
    return caught.value.code, caught.value.params.get("what")


def test_members_come_in_their_order_with_their_bytes() -> None:
    data = archive(("thư mục/hai.txt", b"2"), ("thư mục/", b""), ("một.txt", b"1"))
    members = list(take_out(data, allowance=Allowance()))
    assert [(member.name, member.data) for member in members] == [("thư mục/hai.txt", b"2"), ("một.txt", b"1")]


def test_archive_is_a_document_without_text() -> None:
    document = parse_bytes(archive(("a.txt", b"1")))
    assert (document.kind, document.body) == ("zip", "")


def test_archive_with_nothing_of_somebody_in_it_is_empty() -> None:
    with pytest.raises(IngestError) as caught:
        parse_bytes(archive(("__MACOSX/._a.txt", b"1")))
    assert (caught.value.code, caught.value.params) == ("empty", {"kind": "zip"})


@pytest.mark.parametrize(
    "name", ["__MACOSX/._a.doc", ".git/config", "a/.DS_Store", "a/Thumbs.db", "Desktop.ini", "~$kế hoạch.docx"]
)
def test_what_systems_leave_behind_is_left_out(name: str) -> None:
    assert names(archive((name, b"1"), ("a.txt", b"2"))) == ["a.txt"]


@pytest.mark.parametrize(
    ("raw", "flags", "shown"),
    [
        ("Kế hoạch số 5.doc".encode(), 0x800, "Kế hoạch số 5.doc"),
        ("Kế hoạch số 5.doc".encode(), 0, "Kế hoạch số 5.doc"),
        ("Kế hoạch 12 KH-UBND.docx".encode(), 0, "Kế hoạch 12 KH-UBND.docx"),
        (b"K\xea\xec hoa\xf2ch 12 KH-UBND.docx", 0, "Kế hoạch 12 KH-UBND.docx"),
        ("Résumé.doc".encode("cp437"), 0, "Résumé.doc"),
        (b"../../etc/passwd", 0, "etc/passwd"),
        (b"/etc/passwd", 0, "etc/passwd"),
        (b"C:\\thi dua\\..\\ke hoach.doc", 0, "thi dua/ke hoach.doc"),
        (b"a\x1b[2Jb\x07.txt", 0, "a[2Jb.txt"),
        (b"x" * 300 + b".doc", 0, "x" * 236 + ".doc"),
        (b"..", 0, "?"),
    ],
)
def test_name_is_text_that_leads_nowhere(raw: bytes, flags: int, shown: str) -> None:
    assert names(named(raw, flags=flags)) == [shown]


def test_name_in_its_extra_field_is_taken() -> None:
    info = zipfile.ZipInfo("K_ ho_ch.doc")
    told = "Kế hoạch.doc".encode()
    info.extra = struct.pack("<HHBL", 0x7075, 5 + len(told), 1, 0) + told
    assert names(archive((info, b"1"))) == ["Kế hoạch.doc"]


def test_equal_names_are_told_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = archive(("a.doc", b"1"), ("a.doc", b"2"), ("./a.doc", b"3"), (".doc", b"4"))
    assert names(data) == ["a.doc", "a (2).doc", "a (3).doc"]


def test_member_with_a_password_is_named_and_the_others_are_taken() -> None:
    locked = with_flag(archive(("a.txt", b"1"), ("b.txt", b"2")), 0x1)
    assert codes(locked) == ["encrypted", None]
    assert refusal(with_flag(archive(("a.txt", b"1")), 0x1))[0] == "encrypted"


def test_link_is_no_file() -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = 0o120777 << 16
    assert codes(archive((link, b"/etc/passwd"), ("a.txt", b"1"))) == ["unsupported", None]


def test_member_that_was_changed_is_damaged_and_the_others_are_taken() -> None:
    data = archive(("a.txt", b"unmistakable"), ("b.txt", b"1"), packed=zipfile.ZIP_STORED)
    assert codes(data.replace(b"unmistakable", b"unmistakably")) == ["damaged", None]


def test_half_an_archive_is_damaged() -> None:
    data = archive(("a.txt", b"1" * 100))
    for reader in (lambda: parse_bytes(data[:60]), lambda: list(take_out(data[:60], allowance=Allowance()))):
        with pytest.raises(IngestError) as caught:
            reader()
        assert caught.value.code == "damaged"


def test_flat_bomb_is_refused_and_the_others_are_taken() -> None:
    data = archive(("bomb", bytes(20 * MIB)), ("a.txt", b"1"))
    assert len(data) < 100_000
    assert codes(data) == ["too_large", None]
    assert refusal(archive(("bomb", bytes(20 * MIB)))) == ("too_large", "unpacked")


def test_member_larger_than_a_file_may_be_is_refused_by_its_own_word() -> None:
    data = archive(("a", b"1" * 2000), ("b", b"2"), packed=zipfile.ZIP_STORED)
    assert codes(data, Allowance(largest=1000)) == ["too_large", None]


def test_what_unpacks_to_too_much_in_all_is_refused_before_it_is_unpacked() -> None:
    data = archive(*((str(number), bytes(1000)) for number in range(10)))
    assert refusal(data, Allowance(size=9_999)) == ("too_large", "unpacked")
    assert len(names(data, Allowance(size=10_000))) == 10


def test_overlapping_members_are_counted_each(tmp_path: Path) -> None:
    """One packed stretch of bytes that two hundred entries of the directory point to: 4 GB out of 200 kB."""
    inner = archive(("0" * 5, bytes(20 * MIB)))
    start, end = inner.index(b"PK\x01\x02"), inner.index(b"PK\x05\x06")
    entry, head = inner[start:end], inner[:start]
    directory = b"".join(entry.replace(b"0" * 5, b"%05d" % number) for number in range(200))
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 200, 200, len(directory), len(head), 0)
    assert refusal(head + directory + tail) == ("too_large", "unpacked")


@pytest.mark.parametrize("count", [MOST_MEMBERS + 1, 100_000])
def test_too_many_members_are_refused(count: int) -> None:
    data = archive(*((str(number), b"") for number in range(count)), packed=zipfile.ZIP_STORED)
    assert refusal(data) == ("too_long", "members")


def test_archive_too_deep_inside_others_is_not_opened() -> None:
    assert refusal(archive(("a", b"1")), Allowance(layers=0)) == ("too_long", "depth")


def all_the_way(data: bytes, layers: int = DEEPEST) -> Iterable[str]:
    """The codes met while everything is opened, as the program would."""
    try:
        for member in take_out(data, allowance=Allowance(layers=layers)):
            if member.error is not None:
                yield member.error.code
            elif member.data.startswith(b"PK"):
                yield from all_the_way(member.data, layers - 1)
            else:
                yield "text"
    except IngestError as error:
        yield error.code


def test_archives_inside_archives_are_opened_so_deep_and_no_deeper() -> None:
    data = archive(("a.txt", b"1"))
    seen = []
    for _ in range(DEEPEST + 1):
        seen.append(list(all_the_way(data)))
        data = archive(("inner.zip", data))
    assert seen == [["text"]] * DEEPEST + [["too_long"]]


def test_files_come_out_of_a_process_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(with_flag(archive(("a.txt", b"1"), ("b.txt", b"2" * (2 * MIB)), packed=zipfile.ZIP_STORED), 0x1))
    with unpacked(path, allowance=Allowance()) as (locked, whole):
        assert (locked.name, locked.error.code if locked.error else "") == ("a.txt", "encrypted")
        assert whole.file is not None
        assert (whole.name, len(whole.file.read())) == ("b.txt", 2 * MIB)


def test_what_is_no_container_holds_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("chữ")
    with pytest.raises(IngestError) as caught, unpacked(path, allowance=Allowance()):
        pass
    assert caught.value.code == "unsupported"
