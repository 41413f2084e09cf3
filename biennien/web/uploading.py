"""Taking files in, for the form and the API alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO, cast

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from biennien.intake import accept_upload
from biennien.registry.jobs import INTERACTIVE
from biennien.registry.readers import VISIBILITIES
from biennien.web.identity import staff
from biennien.web.problems import Problem
from biennien.web.serializers.jobs import serialize_accepted
from biennien.web.services import services


def take_files(files: Sequence[FileStorage], *, visibility: str) -> list[dict[str, Any]]:
    """What became of each file: kept and queued, or found to be here already. Raises: Problem 422."""
    given = [file for file in files if file.filename]
    if not given:
        raise Problem(422, "file_missing")
    if visibility not in VISIBILITIES:
        detail = gettext("Write one of: %(values)s.", values=", ".join(VISIBILITIES))
        raise Problem(422, "parameters_invalid", errors=[{"parameter": "visibility", "detail": detail}])
    user_id = staff().id
    return [
        serialize_accepted(
            str(file.filename),
            accept_upload(
                services().registry,
                services().originals,
                cast(BinaryIO, file.stream),
                name=str(file.filename),
                user_id=user_id,
                visibility=visibility,
                priority=INTERACTIVE,
            ),
        )
        for file in given
    ]
