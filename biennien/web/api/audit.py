"""`/audit`: who did what, and when; for admins."""

from __future__ import annotations

from typing import Any

from biennien.registry.audit import list_entries
from biennien.web.api.description import LanguageArgs, Resource
from biennien.web.api.schemas.audit import AuditListSchema
from biennien.web.auditing import AuditArgs, rows
from biennien.web.services import services

blueprint = Resource("Audit", __name__, description="Who did what, and when")


class ApiAuditArgs(AuditArgs, LanguageArgs):
    """The parameters of the log."""


@blueprint.route("/audit")
@blueprint.query(ApiAuditArgs)
@blueprint.response(200, AuditListSchema)
def list_audit(asked: dict[str, Any]) -> dict[str, Any]:
    """List what was done, the last first: who, when, to what, and what it was before and after."""
    with services().registry.read() as session:
        page = list_entries(session, asked["wanted"], cursor=asked["cursor"], limit=asked["size"])
        return {"items": list(rows(session, page.items)), "cursor": page.cursor}
