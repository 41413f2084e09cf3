"""Files inside files: documents of their own with jobs of their own, kept once, going where their container goes."""

from __future__ import annotations

import io
from collections.abc import Callable
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from biennien.index_keeper import IndexKeeper
from biennien.indexing import differences, index_documents, open_search
from biennien.intake import Accepted, accept_upload
from biennien.originals import Originals
from biennien.registry import documents as store
from biennien.registry import jobs
from biennien.registry.database import Registry
from biennien.registry.export import export_documents
from biennien.registry.members import children_of, parents_of
from biennien.registry.readers import ANYONE, KEEPER
from biennien.registry.tables import Document, Job, Member
from biennien.settings import Settings
from biennien.worker import Worker
from ingest.member import MOST_MEMBERS
from tests.biennien.containers import archive, children, count, document, plan, told

PutIn = Callable[..., Accepted]


@pytest.fixture
def put_in(registry: Registry, originals: Originals) -> PutIn:
    """Hand in bytes as a file."""

    def hand_in(data: bytes, name: str = "kho.zip", **options: object) -> Accepted:
        return accept_upload(registry, originals, io.BytesIO(data), name=name, **options)  # type: ignore[arg-type]

    return hand_in


@pytest.fixture
def work(settings: Settings, registry: Registry) -> Callable[[], None]:
    """Do all that waits."""
    worker = Worker(settings, registry)

    def work_all() -> None:
        while worker.work_once():
            pass

    return work_all


def test_files_of_an_archive_become_documents_with_jobs_of_their_own(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    accepted = put_in(archive(("năm 2019/một.txt", plan("Một")), ("rỗng.txt", b""), ("hai.txt", plan("Hai"))))
    work()
    assert told(registry, accepted.document_id) == [
        ("năm 2019/một.txt", "done"), ("rỗng.txt", "empty"), ("hai.txt", "done"),
    ]  # fmt: skip
    whole = document(registry, accepted.document_id)
    assert (whole.kind, whole.state, whole.text_id, whole.handed_in) == ("zip", "done", None, True)
    first = children(registry, accepted.document_id)[0].document
    assert first is not None
    assert (first.source_file, first.title, first.handed_in) == (
        "kho.zip/năm 2019/một.txt", "Phát động thi đua", False,
    )  # fmt: skip
    with registry.read() as session:
        assert [(one.name, one.document.id) for one in parents_of(session, first, KEEPER)] == [
            ("năm 2019/một.txt", accepted.document_id)
        ]
        job = jobs.latest_job(session, first.id)
        assert job is not None
        assert (job.root_id, job.depth) == (accepted.job_id, 1)


def test_archive_is_no_document_of_lists_exports_and_the_index(
    settings: Settings, registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    accepted = put_in(archive(("a.txt", plan("Một"))))
    work()
    IndexKeeper(settings, registry).catch_up()
    (child,) = children(registry, accepted.document_id)
    assert child.document is not None
    with registry.read() as session:
        listed = store.list_documents(session, KEEPER).items
        assert [row.id for row in listed] == [row["id"] for row in export_documents(session, KEEPER)]
        assert [row.id for row in listed] == [child.document.id]
        assert store.count_texts(session) == 1
        assert index_documents(session, [accepted.document_id]) == ([], [accepted.document_id])
    engine = open_search(settings, registry)
    assert differences(registry, engine) == (set(), set())
    engine.close()


def test_mail_is_a_document_and_its_attachments_are_too(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "Trần Văn Đạt <a@vi-du.vn>", "b@vi-du.vn", "Gửi kế hoạch"
    mail.set_content("Xin gửi kế hoạch thi đua.")
    mail.add_attachment(plan("Một").decode(), filename="kế hoạch.txt")
    mail.add_attachment(archive(("trong.txt", plan("Hai"))), maintype="application", subtype="zip", filename="k.zip")
    accepted = put_in(bytes(mail), "thư.eml")
    work()
    whole = document(registry, accepted.document_id)
    assert (whole.kind, whole.title, whole.state) == ("mail", "Gửi kế hoạch", "done")
    assert told(registry, accepted.document_id) == [("kế hoạch.txt", "done"), ("k.zip", "done")]
    inner = children(registry, accepted.document_id)[1].document
    assert inner is not None
    assert told(registry, inner.id) == [("trong.txt", "done")]


def test_same_bytes_in_two_places_are_one_document(registry: Registry, put_in: PutIn, work: Callable[[], None]) -> None:
    first = put_in(archive(("a.txt", plan("Một")), ("bản sao.txt", plan("Một"))))
    second = put_in(archive(("b.txt", plan("Một"))), "kho 2.zip")
    alone = put_in(plan("Một"), "một.txt")
    work()
    ids = {one.document.id for id_ in (first, second) for one in children(registry, id_.document_id) if one.document}
    assert ids == {alone.document_id}
    assert count(registry, Document) == count(registry, Job) == 3
    with registry.read() as session:
        parents = parents_of(session, session.get_one(Document, alone.document_id), KEEPER)
    assert sorted(one.name for one in parents) == ["a.txt", "b.txt", "bản sao.txt"]


def test_container_worked_on_again_makes_nothing_twice(
    settings: Settings, registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    """The worker dies with the files kept and nothing committed; another does the job anew."""
    accepted = put_in(archive(("a.txt", plan("Một")), ("b.txt", plan("Hai"))))
    lease = jobs.take_job(registry, "dead", is_gone=lambda _worker: False)
    assert lease is not None
    from biennien.pipeline import find_members
    from biennien.registry.members import allowance_of

    with registry.read() as session:
        allowance = allowance_of(session, session.get_one(Job, lease.job_id), largest=1 << 20)
    find_members(Originals(settings.originals_folder), document(registry, accepted.document_id).sha256, allowance)
    with registry.write() as session:
        jobs.try_again(session, lease)
    work()
    assert told(registry, accepted.document_id) == [("a.txt", "done"), ("b.txt", "done")]
    assert (count(registry, Document), count(registry, Job), count(registry, Member)) == (3, 3, 2)
    with registry.read() as session:
        root = session.get_one(Job, accepted.job_id)
    assert (root.unpacked_members, root.unpacked_bytes) == (2, len(plan("Một")) + len(plan("Hai")))


def test_archive_again_is_a_duplicate_and_reads_again_what_failed(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    data = archive(("rỗng.txt", b""), ("a.txt", plan("Một")))
    put_in(data)
    work()
    again = put_in(data)
    assert again.state == "duplicate"
    states = sorted(one.document.state for one in children(registry, again.document_id) if one.document)
    assert states == ["done", "waiting"]
    work()
    assert told(registry, again.document_id) == [("rỗng.txt", "empty"), ("a.txt", "done")]
    assert count(registry, Job) == 3


def test_archive_that_holds_itself_ends(registry: Registry, put_in: PutIn, work: Callable[[], None]) -> None:
    """A stands for an archive that holds its own bytes: its member is put in its place by hand."""
    from biennien.registry.members import Found, keep_members

    accepted = put_in(archive(("a.txt", plan("Một"))))
    work()
    with registry.write() as session:
        whole = session.get_one(Document, accepted.document_id)
        inner = session.scalars(select(Document).where(Document.id != whole.id)).one()
        found = [Found("r.zip", whole.sha256, whole.size), Found("a.txt", inner.sha256, inner.size)]
        keep_members(session, whole, session.get_one(Job, accepted.job_id), found)
        job = session.scalars(select(Job).where(Job.document_id == inner.id)).one()
        keep_members(session, inner, job, [Found("r.zip", whole.sha256, whole.size)])
    assert told(registry, accepted.document_id) == [("r.zip", "too_long"), ("a.txt", "done")]
    assert told(registry, inner.id) == [("r.zip", "too_long")]


def test_archives_inside_archives_end_at_their_depth(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    data = archive(("a.txt", plan("Một")))
    for _ in range(3):
        data = archive(("trong.zip", data))
    accepted = put_in(data)
    work()
    seen = []
    inside = accepted.document_id
    while found := children(registry, inside):
        child = found[0].document
        assert child is not None
        seen.append(child.error_code or child.state)
        inside = child.id
    assert seen == ["done", "done", "too_long"]
    assert put_in(archive(("a.txt", plan("Một"))), "nông.zip").state == "queued"
    work()
    assert told(registry, inside) == [("a.txt", "done")]


def test_files_of_all_inner_archives_are_counted_together(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    """Three archives of 200 empty files in one: the third one is over what may be taken out of the whole."""
    files = [(str(number), b"") for number in range((MOST_MEMBERS - 3) // 2 - 40)]
    inner = [archive((f"{number}.txt", plan(str(number))), *files) for number in range(3)]
    accepted = put_in(archive(*((f"{number}.zip", data) for number, data in enumerate(inner))))
    work()
    assert [state for _, state in told(registry, accepted.document_id)] == ["done", "done", "too_long"]
    with registry.read() as session:
        assert session.get_one(Job, accepted.job_id).unpacked_members == 3 + 2 * (len(files) + 1)


def test_files_follow_the_visibility_of_what_they_lie_in(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    secret = put_in(archive(("a.txt", plan("Một")), ("chung.txt", plan("Chung"))), visibility="staff")
    work()
    shared = put_in(archive(("b.txt", plan("Hai")), ("chung.txt", plan("Chung"))), "công khai.zip")
    work()
    with registry.write() as session:
        store.set_visibility(session, session.get_one(Document, shared.document_id), "staff", user_id=None)
        store.set_visibility(session, session.get_one(Document, secret.document_id), "public", user_id=None)
    seen = {one.name: one.document.visibility for one in children(registry, secret.document_id) if one.document}
    assert seen == {"a.txt": "public", "chung.txt": "staff"}
    with registry.read() as session:
        whole = session.get_one(Document, secret.document_id)
        assert [one.name for one in children_of(session, whole, ANYONE)] == ["a.txt"]


def test_files_are_withdrawn_and_come_back_with_what_they_lie_in(
    registry: Registry, put_in: PutIn, work: Callable[[], None]
) -> None:
    inner = archive(("sâu.txt", plan("Sâu")))
    accepted = put_in(
        archive(("a.txt", plan("Một")), ("riêng.txt", plan("Riêng")), ("rút.txt", plan("Rút")), ("trong.zip", inner))
    )
    alone = put_in(plan("Riêng"), "riêng.txt")
    work()
    by_name = {one.name: one.document for one in children(registry, accepted.document_id) if one.document}
    with registry.write() as session:
        store.withdraw(session, session.get_one(Document, by_name["rút.txt"].id), reason="nhầm", user_id=None)
        store.withdraw(session, session.get_one(Document, accepted.document_id), reason="trùng", user_id=None)
    withdrawn = {name: document(registry, one.id).withdrawn_reason for name, one in by_name.items()}
    assert withdrawn == {"a.txt": "trùng", "riêng.txt": None, "rút.txt": "nhầm", "trong.zip": "trùng"}
    (deep,) = children(registry, by_name["trong.zip"].id)
    assert deep.document is not None
    assert deep.document.withdrawn
    assert not document(registry, alone.document_id).withdrawn
    with registry.write() as session:
        store.reinstate(session, session.get_one(Document, accepted.document_id), user_id=None)
    left = [name for name, one in by_name.items() if document(registry, one.id).withdrawn]
    assert left == ["rút.txt"]
    assert not document(registry, deep.document.id).withdrawn


def test_archive_that_fails_leaves_nothing_of_itself(
    registry: Registry, originals: Originals, put_in: PutIn, work: Callable[[], None]
) -> None:
    accepted = put_in(archive(*((f"{number}", b"") for number in range(MOST_MEMBERS + 1))))
    work()
    whole = document(registry, accepted.document_id)
    assert (whole.state, whole.error_code) == ("failed", "too_long")
    assert children(registry, accepted.document_id) == []
    assert len(list(originals.all())) == 1
