"""OLE files made by hand for the tests, as no library at hand writes them. Source: [MS-CFB]."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

SECTOR, MINI, SMALL = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
Tree = Mapping[str, "bytes | Tree"]


@dataclass(slots=True)
class Entry:
    """A row of the directory."""

    name: str
    kind: int
    data: bytes = b""
    right: int = FREE
    child: int = FREE
    start: int = END


def ole_file(tree: Tree) -> bytes:
    """The bytes of an OLE file with these storages (dictionaries) and streams (bytes)."""
    entries = [Entry("Root Entry", 5)]
    _add(entries, 0, tree)
    mini = bytearray()
    minifat: list[int] = []
    for entry in entries[1:]:
        if entry.kind == 2 and len(entry.data) < SMALL:
            entry.start = len(minifat) if entry.data else END
            minifat += _chain(len(minifat), len(entry.data), MINI)
            mini += _padded(entry.data, MINI)
    entries[0].data = bytes(mini)
    fat: list[int] = []
    sectors = bytearray()

    def put(data: bytes) -> int:
        start = len(fat)
        fat.extend(_chain(start, len(data), SECTOR))
        sectors.extend(_padded(data, SECTOR))
        return start if data else END

    minifat_start = put(struct.pack(f"<{len(minifat)}I", *minifat))
    for entry in entries:
        if entry.kind == 5 or len(entry.data) >= SMALL:
            entry.start = put(entry.data)
    directory_start = put(b"".join(map(_row, entries)))
    needed = next(n for n in count(1) if n * 128 >= len(fat) + n)
    first = len(fat)
    fat += [FAT] * needed
    sectors += _padded(struct.pack(f"<{len(fat)}I", *fat), SECTOR, b"\xff")
    header = struct.pack(
        "<8s16x5H6x7I2I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, needed, directory_start, 0,
        SMALL, minifat_start, -(-len(minifat) * 4 // SECTOR), END, 0,
    )  # fmt: skip
    places = [*range(first, first + needed)] + [FREE] * (109 - needed)
    return header + struct.pack("<109I", *places) + bytes(sectors)


def _add(entries: list[Entry], parent: int, tree: Tree) -> None:
    last = None
    for name, content in tree.items():
        place = len(entries)
        entries.append(Entry(name, 2, content) if isinstance(content, bytes) else Entry(name, 1))
        if last is None:
            entries[parent].child = place
        else:
            entries[last].right = place
        last = place
        if not isinstance(content, bytes):
            _add(entries, place, content)


def _chain(start: int, size: int, unit: int) -> list[int]:
    sectors = -(-size // unit)
    return [*range(start + 1, start + sectors), END] if sectors else []


def _padded(data: bytes, unit: int, filling: bytes = b"\0") -> bytes:
    return data + filling * (-len(data) % unit)


def _row(entry: Entry) -> bytes:
    name = entry.name.encode("utf-16-le") + b"\0\0"
    return struct.pack(
        "<64sHBB3I16xI16xIQ", name, len(name), entry.kind, 1, FREE, entry.right, entry.child, 0, entry.start,
        len(entry.data),
    )  # fmt: skip
