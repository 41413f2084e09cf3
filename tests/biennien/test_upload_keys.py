"""Uploads that have a name: one process at a time works on one, and what a killed one did is not done again."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from biennien.identity import is_gone, this_process
from biennien.registry import upload_keys
from biennien.registry.accounts import add_user
from biennien.registry.database import Registry, now
from biennien.registry.errors import LeaseLost, UploadKeyReused, UploadStillRunning
from biennien.registry.tables import UploadKey
from biennien.registry.upload_keys import NamedUpload, claim_upload, note_file, release_upload

KILLED = """
import sys
from biennien.identity import is_gone, this_process
from biennien.registry.database import open_registry
from biennien.registry.upload_keys import NamedUpload, claim_upload, note_file

url, user_id = sys.argv[1:]
registry = open_registry(url)
upload = NamedUpload(user_id=user_id, key="k", digest="d", files=2, holder=this_process())
claim_upload(registry, upload, is_gone=is_gone)
with registry.write() as session:
    note_file(session, upload, {"n": 1})
print("noted", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def upload(registry: Registry) -> NamedUpload:
    with registry.write() as session:
        user = add_user(session, "lan", "suoi-trong-veo")
    return NamedUpload(user_id=user.id, key="k", digest="d", files=2, holder=this_process())


def claim(registry: Registry, upload: NamedUpload) -> list[dict[str, int]]:
    return claim_upload(registry, upload, is_gone=is_gone)


def note(registry: Registry, upload: NamedUpload, number: int) -> None:
    with registry.write() as session:
        note_file(session, upload, {"n": number})


def test_done_upload_gives_its_first_answer_again(registry: Registry, upload: NamedUpload) -> None:
    assert claim(registry, upload) == []
    note(registry, upload, 1)
    note(registry, upload, 2)
    other = replace(upload, holder=this_process())
    assert claim(registry, other) == [{"n": 1}, {"n": 2}]


def test_other_payload_is_refused(registry: Registry, upload: NamedUpload) -> None:
    claim(registry, upload)
    with pytest.raises(UploadKeyReused):
        claim(registry, replace(upload, digest="e"))


def test_key_of_another_account_is_another_key(registry: Registry, upload: NamedUpload) -> None:
    claim(registry, upload)
    with registry.write() as session:
        minh = add_user(session, "minh", "suoi-trong-veo")
    assert claim(registry, replace(upload, user_id=minh.id, digest="e")) == []


def test_only_one_of_many_at_once_works_on_it(registry: Registry, upload: NamedUpload) -> None:
    def attempt(_: int) -> bool:
        try:
            claim(registry, replace(upload, holder=this_process()))
        except UploadStillRunning:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 1


def test_released_upload_goes_on_where_it_broke_off(registry: Registry, upload: NamedUpload) -> None:
    claim(registry, upload)
    note(registry, upload, 1)
    release_upload(registry, upload)
    other = replace(upload, holder=this_process())
    assert claim(registry, other) == [{"n": 1}]
    with pytest.raises(LeaseLost):
        note(registry, upload, 2)


def test_upload_of_a_killed_process_goes_on_at_once(registry: Registry, upload: NamedUpload) -> None:
    url = registry.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", KILLED, url, upload.user_id]
    root = Path(__file__).parents[2]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "noted\n"
        with pytest.raises(UploadStillRunning):
            claim(registry, upload)
        process.kill()
        process.wait()
    assert claim(registry, upload) == [{"n": 1}]


def test_upload_on_a_machine_that_is_silent_goes_on(
    registry: Registry, upload: NamedUpload, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = replace(upload, holder="other-machine|1|1|x")
    claim(registry, elsewhere)
    with pytest.raises(UploadStillRunning):
        claim(registry, upload)
    monkeypatch.setattr(upload_keys, "HELD_SECONDS", -1.0)
    note(registry, elsewhere, 1)
    assert claim(registry, upload) == [{"n": 1}]


def test_key_is_forgotten_after_a_day(registry: Registry, upload: NamedUpload) -> None:
    claim(registry, upload)
    with registry.write() as session:
        session.execute(update(UploadKey).values(created_at=now(session) - timedelta(hours=24, seconds=1)))
    assert claim(registry, replace(upload, digest="e")) == []
