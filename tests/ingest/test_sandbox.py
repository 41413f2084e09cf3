"""A file in a process of its own: what comes back, and every named way in which it can end."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest import isolation, sandbox
from ingest.errors import (
    EmptyDocument,
    EncryptedDocument,
    IngestError,
    OutOfMemory,
    OutOfTime,
    ParserCrashed,
    TooLarge,
    UnsupportedFormat,
)
from ingest.fork_server import Ending
from ingest.formats import parse_bytes
from ingest.frames import ANSWER, Frames, frame
from ingest.sandbox import Limits, parse_file, run_task
from ingest.tasks import TASKS, Task

ROOT = Path(__file__).parents[2]
TRIALS = Path(__file__).parent / "trials"
TEXT = "KẾ HOẠCH\nPhát động phong trào thi đua\nI. MỤC ĐÍCH\n1. Yêu cầu\n"
SLOW = b"<html><body>" + b"".join(b"<b a=%d>" % number for number in range(1_900)) + b"<p>x" * 60_000
"""Every paragraph opens again all the elements that were left open: seconds of work in 250 kB."""

SLOWER = SLOW + b"<p>x" * 240_000


@pytest.fixture(params=["as it is", "limits alone"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of keeping a parser apart: the one that works here, and the one without bubblewrap."""
    if request.param == "limits alone":
        monkeypatch.setattr(isolation, "bubblewrap_works", lambda: False)


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str, bytes], Path]:
    def write(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return write


Save = Callable[[str, bytes], Path]


@pytest.mark.usefixtures("way")
def test_the_child_gives_what_the_parser_gives(save: Save) -> None:
    path = save("ke-hoach.txt", TEXT.encode())
    assert parse_file(path) == parse_bytes(TEXT.encode(), name="ke-hoach.txt")


@pytest.mark.usefixtures("way")
def test_every_kind_is_read_in_the_child(corpus: Path) -> None:
    paths = [next(iter(sorted((corpus / "demo").glob(f"*.{ending}")))) for ending in ("txt", "html", "docx", "pdf")]
    assert [parse_file(path).kind for path in paths] == ["text", "html", "docx", "pdf"]


def test_a_given_name_is_kept(save: Save) -> None:
    assert parse_file(save("x", TEXT.encode()), name="kế hoạch.txt").source_name == "kế hoạch.txt"


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b" \n", EmptyDocument),
        (b"7z\xbc\xaf\x27\x1c" + bytes(40), UnsupportedFormat),
        ((Path(__file__).parent / "files" / "encrypted.pdf").read_bytes(), EncryptedDocument),
    ],
)
def test_the_childs_refusal_is_raised_here(save: Save, data: bytes, error: type[IngestError]) -> None:
    with pytest.raises(error):
        parse_file(save("x.pdf", data), limits=Limits(memory=256 << 20))


def test_a_file_over_the_limit_is_not_even_read(save: Save) -> None:
    with pytest.raises(TooLarge) as refused:
        parse_file(save("x.txt", b"a" * 2_000), limits=Limits(file_size=1_000))
    assert refused.value.params == {"limit": 1_000, "size": 2_000}


@pytest.fixture
def trials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of the tests' own, under the names of their functions."""
    monkeypatch.setattr(isolation, "FOLDERS", (*isolation.FOLDERS, TRIALS))
    for name in ("copies", "faulty"):
        monkeypatch.setitem(TASKS, name, Task(f"trials.tasks:{name}"))


@pytest.mark.usefixtures("way", "trials")
def test_a_task_gets_its_settings_and_sends_files(save: Save) -> None:
    with run_task("copies", save("x", b"abc"), settings={"times": 2}, limits=Limits(files=100)) as answer:
        assert answer.value == [0, 1]
        assert [file.read() for file in answer.files] == [b"abc", b"abc"]


@pytest.mark.usefixtures("way", "trials")
def test_files_over_the_limit_are_refused(save: Save) -> None:
    with pytest.raises(ParserCrashed):
        run_task("copies", save("x", b"abc"), settings={"times": 40}, limits=Limits(files=100))


@pytest.mark.usefixtures("trials")
def test_a_descriptor_is_read_from_its_start_and_keeps_its_place(save: Save) -> None:
    with save("x", b"abc").open("rb") as file:
        file.read(2)
        with run_task("copies", file.fileno(), settings={"times": 1}, limits=Limits(files=100)) as answer:
            assert answer.files[0].read() == b"abc"
        assert file.read() == b"c"


@pytest.mark.usefixtures("trials")
def test_a_fault_of_a_task_is_a_crash_that_names_the_line(save: Save) -> None:
    with pytest.raises(ParserCrashed) as refused:
        run_task("faulty", save("x", b"abc"))
    assert str(refused.value.params["detail"]).startswith("KeyError at tasks.py:")


def test_a_folder_and_a_missing_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnsupportedFormat):
        parse_file(tmp_path)
    with pytest.raises(FileNotFoundError):
        parse_file(tmp_path / "khong-co.txt")


@pytest.mark.usefixtures("way")
def test_the_wall_clock_ends_a_parser(save: Save) -> None:
    with pytest.raises(OutOfTime) as refused:
        parse_file(save("x.html", SLOW), limits=Limits(wall_seconds=0.4))
    assert refused.value.params["limit"] == pytest.approx(0.4)


@pytest.mark.usefixtures("way")
def test_the_cpu_limit_ends_a_parser(save: Save) -> None:
    with pytest.raises((OutOfTime, OutOfMemory, ParserCrashed)) as refused:
        parse_file(save("x.html", SLOWER), limits=Limits(cpu_seconds=1, wall_seconds=60))
    assert refused.value.code in ("time", "memory", "crash")


@pytest.mark.usefixtures("way")
def test_the_memory_limit_ends_a_parser(save: Save) -> None:
    with pytest.raises((OutOfMemory, ParserCrashed)):
        parse_file(save("x.txt", b"thi dua " * 2_000_000), limits=Limits(memory=60 << 20))


@pytest.mark.usefixtures("way")
def test_an_abort_of_the_parser_is_a_crash(save: Save, pdf: Callable[..., bytes]) -> None:
    twice = zlib.compress(zlib.compress(bytes(1 << 28), 9), 9)
    data = pdf(twice, filters=b"/Filter[/FlateDecode/FlateDecode]")
    with pytest.raises((ParserCrashed, OutOfMemory, UnsupportedFormat)):
        parse_file(save("x.pdf", data), limits=Limits(memory=256 << 20))
    assert parse_file(save("y.txt", TEXT.encode())).kind == "text"


def test_an_answer_longer_than_allowed_is_refused(save: Save) -> None:
    with pytest.raises(ParserCrashed):
        parse_file(save("x.txt", ("thi đua\n" * 5_000).encode()), limits=Limits(answer=1_000))


@pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b"not json", b'{"error":"no such code","params":{}}'])
def test_an_answer_of_another_shape_is_a_crash(answer: bytes) -> None:
    frames = Frames(Limits())
    frames.feed(frame(ANSWER, answer))
    with pytest.raises(ParserCrashed):
        sandbox._read_answer(frames, Ending(0))


@pytest.mark.parametrize(
    ("code", "error"),
    [
        (-signal.SIGXCPU, OutOfTime),
        (-signal.SIGKILL, OutOfMemory),
        (-signal.SIGSEGV, ParserCrashed),
        (1, ParserCrashed),
    ],
)
def test_exit_statuses_have_names(code: int, error: type[IngestError]) -> None:
    with pytest.raises(error):
        sandbox._read_answer(Frames(Limits()), Ending(code))


@pytest.mark.usefixtures("way")
def test_it_works_from_threads(save: Save) -> None:
    paths = [save(f"{number}.txt", f"{TEXT}{number}".encode()) for number in range(6)]
    with ThreadPoolExecutor(3) as pool:
        bodies = [document.body for document in pool.map(parse_file, paths)]
    assert [body[-1] for body in bodies] == list("012345")


def test_the_child_imports_no_language_model_and_no_web() -> None:
    parsers = "ingest.formats, ingest.parsers.pdf, ingest.parsers.html, ingest.parsers.office, ingest.parsers.text"
    program = f"import json, sys, {parsers}; print(json.dumps(sorted(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True)
    loaded = {name.partition(".")[0] for name in json.loads(shown.stdout)}
    assert not loaded & {"underthesea", "flask", "sqlalchemy", "nlp", "biennien", "search"}
