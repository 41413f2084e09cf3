"""Whether the time of extraction grows with the length alone, up to a megabyte; its memory and its start.

    python -m benchmarks.extraction_length [PIECE…]

Texts of one million characters: the demo corpus end to end, and runs of one piece of each lexicon's kind, made to be
slow. Each row prints the seconds for a million characters and for half of them: twice as long is linear.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

LENGTH = 1_000_000

PIECES = (
    "phong trào thi đua “", '"thi đua ', "chủ đề “", "5 rõ: ", "THI ĐUA YÊU NƯỚC! ",
    "ngày 1/1/2018 ", "từ ngày 1 đến ngày 2, ", "1234567890 ", "12, ", "95% ", "năm ",
    "ỦY BAN NHÂN DÂN TỈNH ", "Hội Nông dân ", "Khối Sở Nội vụ ", "(UBND tỉnh ", "Ban ", "Cụm ",
    "Nguyễn Văn A, ", "đồng chí Nguyễn Văn An, Bí thư ", "Lê Quý - ",
    "tỉnh ", "Hà Nội, ", "xã Cư M'", "phường 1, ",
    "Chỉ thị số 05-CT/TW, ", "VKSND-", "Luật ", "Đại hội ", "kỷ niệm ", "Bằng khen của ",
    "100% hộ gia đình và ", "ít nhất 5 ", "Thi đua\n", "(", "“", "- ",
)  # fmt: skip
"""Runs of words that open a name, a quotation, a figure or a citation and never close it."""


def seconds(text: str) -> float:
    """The processor time of reading and understanding a text."""
    from ingest.formats import read_text
    from nlp.pipeline import analyse

    began = time.process_time()
    analyse(read_text(text, strict=False))
    return time.process_time() - began


def texts(chosen: list[str]) -> Iterator[tuple[str, str]]:
    """Yield a name and a text of LENGTH characters each."""
    demo = Path(__file__).parents[1] / "corpora" / "demo"
    whole = "\n".join(path.read_text(encoding="utf-8") for path in sorted(demo.glob("*.txt")))
    if not chosen:
        yield "demo corpus", (whole * (LENGTH // len(whole) + 1))[:LENGTH]
    for piece in chosen or PIECES:
        yield repr(piece), (piece * (LENGTH // len(piece) + 1))[:LENGTH]


def start_seconds() -> float:
    """The wall time of a new process up to its first document."""
    code = (
        "from ingest.formats import read_text; from nlp.pipeline import analyse;"
        "analyse(read_text('UBND tỉnh phát động thi đua năm 2020.', strict=False))"
    )
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def main() -> None:
    """Print a row for each text, then start and memory."""
    print(f"start up to the first document  {min(start_seconds() for _ in range(3)):6.2f} s")
    seconds("UBND tỉnh phát động thi đua năm 2020.")
    from benchmarks.extraction import load_texts

    for text in load_texts(Path(__file__).parents[1] / "corpora" / "demo"):
        seconds(text)
    print(f"memory after the demo corpus    {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MiB")
    print(f"{'text of 1,000,000 characters':<40}{'half, s':>9}{'whole, s':>9}{'growth':>8}")
    for name, text in texts(sys.argv[1:]):
        half, whole = seconds(text[: LENGTH // 2]), seconds(text)
        print(f"{name:<40}{half:>9.2f}{whole:>9.2f}{whole / half:>8.2f}", flush=True)
    print(f"most memory                     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:6.0f} MiB")


if __name__ == "__main__":
    main()
