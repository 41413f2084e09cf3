"""Who may do what: the roles, the scopes of tokens, and the table that says which of them everything needs.

The table is `rights.tsv`; what is not in it may not be done by anybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.tables import read_table

TABLE = Path(__file__).with_name("rights.tsv")

READER, UPLOADER, CORRECTOR, ADMIN = "reader", "uploader", "corrector", "admin"
ROLES = (READER, UPLOADER, CORRECTOR, ADMIN)
"""What an account may be, in rising order: each may do what those before it may."""

ALL, PUBLIC = "all", "public"
"""What needs no account; and what needs one only where reading does (BIENNIEN_READING=signed-in)."""

READ, UPLOAD, CORRECT, ADMINISTER = "read", "upload", "correct", "admin"
SCOPES = (READ, UPLOAD, CORRECT, ADMINISTER)
"""What a token may be made for. None holds another: one that uploads does not read."""

EVERYDAY_SCOPES = (READ, UPLOAD, CORRECT)
"""What a token is for unless its maker says: the work of staff as the API always had it, and nothing of accounts."""

SCOPES_OF_ROLE: Mapping[str, tuple[str, ...]] = {role: SCOPES[: place + 1] for place, role in enumerate(ROLES)}
"""What the tokens of an account may be for: never more than the account itself may."""

OWNER = ADMIN
"""What whoever may use the command line is: the registry's file is theirs."""

NO_SCOPE = "-"
KINDS = ("page", "api", "service", "command")


class RightsError(Exception):
    """The table has a line that means nothing; the message names it."""


@dataclass(frozen=True, slots=True)
class Right:
    """What one endpoint or command needs: the least role, and the scope of a token (None where none counts)."""

    kind: str
    name: str
    role: str
    scope: str | None


@cache
def load_rights() -> Mapping[str, Right]:
    """The table, by endpoint or command. Raises: RightsError."""
    rights: dict[str, Right] = {}
    for row in read_table(TABLE):
        right = _read(**row)
        if right.name in rights:
            raise RightsError(f"{TABLE.name} has {right.name} twice")
        rights[right.name] = right
    return rights


def right_of(name: str) -> Right | None:
    """What the endpoint or command of that name needs; None when the table has none, and then nobody may."""
    return load_rights().get(name)


def may(role: str | None, needed: str) -> bool:
    """Whether somebody of `role` (None without an account) may do what needs the role `needed`.

    What needs `public` is another question where reading wants an account: see `biennien.web.identity`.
    """
    if needed in (ALL, PUBLIC):
        return True
    return role is not None and ROLES.index(role) >= ROLES.index(needed)


def _read(*, kind: str, name: str, role: str, scope: str) -> Right:
    known = kind in KINDS and role in (ALL, PUBLIC, *ROLES)
    if not known or scope not in (SCOPES if kind == "api" else (NO_SCOPE,)):
        raise RightsError(f"{TABLE.name}: {kind} {name!r} with {role!r} and {scope!r} means nothing")
    return Right(kind, name, role, None if scope == NO_SCOPE else scope)
