"""What people choose in forms: one of what the form gives, or a refusal that names the field."""

from __future__ import annotations

from collections.abc import Collection

from flask import request
from flask_babel import gettext

from biennien.web.problems import Problem


def chosen(name: str, choices: Collection[str], *, usual: str = "") -> str:
    """What the form chooses, `usual` where it has no such field: a word for something else must not do that instead.

    Raises: Problem 422.
    """
    given = request.form.get(name, usual)
    if given not in choices:
        known = ", ".join(choices)
        detail = gettext("“%(given)s” is not known here. Write one of: %(known)s.", given=given, known=known)
        raise Problem(422, "parameters_invalid", errors=[{"parameter": name, "detail": detail}])
    return given
