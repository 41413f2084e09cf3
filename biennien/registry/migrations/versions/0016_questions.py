"""What is doubtful about documents as a whole; review counts from its indexes.

Revision: 0016, after 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

WITHDRAWN = sa.text("withdrawn")
SURENESS = {"unread": 0.0, "doubtful": 0.4}
AT_ONCE = 500


def upgrade() -> None:
    """Bring the tables up to this revision."""
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("sureness", sa.Float(), nullable=False),
        sa.Column("detail", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("other_id", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name=op.f("fk_questions_document_id_documents")),
        sa.ForeignKeyConstraint(["other_id"], ["documents.id"], name=op.f("fk_questions_other_id_documents")),
        sa.ForeignKeyConstraint(["settled_by"], ["users.id"], name=op.f("fk_questions_settled_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("document_id", "subject", name=op.f("uq_questions_document_id_subject")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_questions_other_id"), "questions", ["other_id"])
    op.create_index("ix_questions_kind_sureness_id", "questions", ["kind", "sureness", "id"])
    op.drop_index("ix_mentions_confidence_id", "mentions")
    op.create_index("ix_mentions_doubt", "mentions", ["confidence", "id", "label", "origin", "rejected"])
    op.create_index("ix_documents_withdrawn", "documents", ["id"], sqlite_where=WITHDRAWN, postgresql_where=WITHDRAWN)
    op.create_index("ix_documents_doc_number_issuer", "documents", ["doc_number", "issuer"])
    _ask(op.get_bind())


def _ask(connection: sa.Connection) -> None:
    """Ask after the fields of the documents there are that could not be read, or only with doubt."""
    documents = sa.table(
        "documents", sa.column("id", sa.String), sa.column("metadata", sa.JSON), sa.column("evidence", sa.JSON),
        sa.column("updated_at", sa.DateTime),
    )  # fmt: skip
    questions = sa.table(
        "questions", sa.column("document_id"), sa.column("kind"), sa.column("subject"), sa.column("why"),
        sa.column("sureness"), sa.column("detail", sa.JSON), sa.column("created_at", sa.DateTime),
    )  # fmt: skip
    last = ""
    while rows := connection.execute(
        sa.select(documents).where(documents.c.id > last).order_by(documents.c.id).limit(AT_ONCE)
    ).all():
        last = rows[-1].id
        asked = [
            {"document_id": row.id, "kind": "field", "subject": f"field:{name}", "why": proof["state"],
             "sureness": SURENESS[proof["state"]],
             "detail": {"field": name, "value": (row.metadata or {}).get(name)}, "created_at": row.updated_at}
            for row in rows for name, proof in (row.evidence or {}).items() if proof.get("state") in SURENESS
        ]  # fmt: skip
        if asked:
            connection.execute(sa.insert(questions), asked)
