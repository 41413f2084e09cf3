"""Files inside a file: the members of an archive, what is attached to a mail, all of them counted.

Nothing is ever written under a member's own name: that name is text for people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from ingest.errors import TooLarge, TooLong, UnsupportedFormat
from ingest.formats import sniff
from ingest.frames import Channel
from ingest.member import DEEPEST, LARGEST_IN_ALL, MOST_MEMBERS, Allowance, Member, readable_path, unlike


def take_out(data: bytes, *, allowance: Allowance) -> Iterator[Member]:
    """The files inside a container, in its own order, each under a name that no other one has.

    A member that cannot be had is there with its error; where no member of an archive can, that error is raised.
    Raises: TooLong with `what` `depth` or `members`, TooLarge with `what` `unpacked`, UnsupportedFormat for what is no
    container, DamagedDocument, EncryptedDocument. Hostile bytes can take all memory or time: see `ingest.sandbox`.
    """
    kind = sniff(data)
    had, held = False, list[Member]()
    for member in _counted(_open(data, kind, allowance), allowance):
        if member.error is not None and not had:
            held.append(member)
            continue
        if not had:
            yield from held
        had = True
        yield member
    if held and not had:
        if kind == "zip" and held[0].error is not None:
            raise held[0].error
        yield from held


def unpack_task(source: BinaryIO, settings: Mapping[str, Any], channel: Channel) -> list[dict[str, Any]]:
    """Sends the bytes of each member and tells `name` and `file` (its number), or `name`, `error` and `params`.

    Settings: those of an Allowance.
    """
    return [_told(member, channel) for member in take_out(source.read(), allowance=Allowance(**settings))]


def _told(member: Member, channel: Channel) -> dict[str, Any]:
    if member.error is not None:
        return {"name": member.name, "error": member.error.code, "params": member.error.params}
    return {"name": member.name, "file": channel.send(member.data)}


def _open(data: bytes, kind: str, allowance: Allowance) -> Iterator[Member]:
    """The members as they stand in a container; its reader is imported when it is needed. Raises: IngestError."""
    if kind == "zip":
        from ingest.parsers.archive import open_archive

        return open_archive(data, allowance)
    if kind == "mail":
        from ingest.parsers.mail import open_mail

        return open_mail(data)
    if kind == "msg":
        from ingest.parsers.msg import open_msg

        return open_msg(data)
    raise UnsupportedFormat(kind=kind)


def _counted(members: Iterator[Member], allowance: Allowance) -> Iterator[Member]:
    """The members under names of their own, as far as the allowance reaches. Raises: TooLong, TooLarge."""
    names: set[str] = set()
    size = 0
    for member in members:
        size += len(member.data)
        if len(names) == allowance.members:
            raise TooLong(kind="archive", what="members", limit=MOST_MEMBERS)
        if size > allowance.size:
            raise TooLarge(kind="archive", what="unpacked", limit=LARGEST_IN_ALL, size=size)
        name = unlike(readable_path(member.name), names)
        names.add(name)
        if allowance.layers < 1 and member.error is None:
            yield Member(name, error=TooLong(kind="nested", what="depth", limit=DEEPEST))
        else:
            yield Member(name, member.data, member.error)
