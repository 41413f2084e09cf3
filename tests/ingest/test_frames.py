"""What comes back over a child's pipe, from one that keeps to the form and from one that does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import ParserCrashed
from ingest.frames import ANSWER, FILE, FILES, HEADER, MORE, PAGES, Frames, frame
from ingest.limits import Limits

SENT = (
    frame(PAGES, b"3") + frame(FILE, b"") + frame(FILE, b"one") + frame(MORE, b", two") + frame(PAGES, b"4")
) + frame(ANSWER, b'{"value": 1}')


@given(st.integers(1, len(SENT)))
def test_frames_are_the_same_however_the_pipe_cuts_them(size: int) -> None:
    frames = Frames(Limits(files=100))
    for start in range(0, len(SENT), size):
        assert not frames.complete
        frames.feed(SENT[start : start + size])
    assert frames.complete
    assert (frames.answer, frames.pages) == (b'{"value": 1}', 7)
    for file in frames.files:
        file.seek(0)
    assert [file.read() for file in frames.files] == [b"", b"one, two"]
    frames.close()


@pytest.mark.parametrize(
    "sent",
    [
        b"garbage that is longer than a header",
        HEADER.pack(ANSWER, 1 << 60),
        HEADER.pack(PAGES, 1 << 30),
        frame(PAGES, b"-1"),
        HEADER.pack(FILE, 101),
        frame(FILE, bytes(60)) + HEADER.pack(MORE, 60),
        frame(FILE, b"") * (FILES + 1),
        frame(MORE, b"of no file"),
        frame(ANSWER, b"{}") + frame(ANSWER, b"{}"),
    ],
)
def test_frames_out_of_form_are_refused_before_they_are_kept(sent: bytes) -> None:
    frames = Frames(Limits(files=100))
    with pytest.raises(ParserCrashed):
        frames.feed(sent)
    assert frames.answer is None or len(frames.answer) <= 2
    frames.close()


def test_pages_count_up_to_their_limit() -> None:
    frames = Frames(Limits(pages=10))
    frames.feed(frame(PAGES, b"9") + frame(PAGES, b"9"))
    assert frames.pages == 10


def test_half_an_answer_is_none() -> None:
    frames = Frames(Limits())
    frames.feed(frame(ANSWER, b"{}")[:-1])
    assert not frames.complete
