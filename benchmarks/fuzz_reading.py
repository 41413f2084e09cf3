"""Spoilt files read as the service reads them: how they end, how long they take, and whether this process grows.

    python -m benchmarks.fuzz_reading [NUMBER] [SEED]

Files of every kind that the repository holds, and an archive and a message made of some, are spoilt by flipped bits,
cuts, repeats and splices; in packed kinds also within a member, so that the package stays whole.
"""

from __future__ import annotations

import io
import os
import random
import resource
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from tempfile import NamedTemporaryFile

from ingest.errors import IngestError
from ingest.sandbox import parse_file

ROOT = Path(__file__).parents[1]
FOLDERS = ("corpora/reading/files", "corpora/demo", "tests/ingest/files")
NUMBER = 320
SEED = 4
LARGEST = 2 << 20
"""Bytes of a sample: larger ones take longer and show no more."""

WARM = 20
"""Files after which this process has all that it needs for more of them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A file that is whole."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a spoilt file ended (`ok` or a code, with what is said about it), and the seconds it took."""

    name: str
    code: str
    detail: str
    seconds: float


def load_samples() -> list[Sample]:
    """A few files of every ending that the repository holds, an archive and a message, in a fixed order."""
    by_ending: dict[str, list[Path]] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.stat().st_size <= LARGEST:
                by_ending.setdefault(path.suffix.lower(), []).append(path)
    samples = [
        Sample(path.name, path.read_bytes())
        for _, paths in sorted(by_ending.items())
        for path in paths[:: max(1, len(paths) // 6)]
    ]
    return [*samples, _archive(samples), _message(samples)]


def _archive(samples: list[Sample]) -> Sample:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for sample in samples[:4]:
            archive.writestr(zipfile.ZipInfo(sample.name), sample.data)
    return Sample("van-ban.zip", packed.getvalue())


def _message(samples: list[Sample]) -> Sample:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Gửi kế hoạch"
    message["Message-ID"] = "<1@example.vn>"
    message.set_content("Kính gửi kế hoạch thi đua năm 2020.")
    message.add_attachment(samples[0].data, maintype="application", subtype="octet-stream", filename=samples[0].name)
    return Sample("thu.eml", message.as_bytes())


def mutants(samples: list[Sample], number: int, seed: int) -> Iterator[Sample]:
    """`number` spoilt files, the same for the same samples and seed; every sample comes before one comes again."""
    chance = random.Random(seed)
    for at in range(number):
        sample = samples[at % len(samples)]
        other = chance.choice(samples).data
        packed = zipfile.is_zipfile(io.BytesIO(sample.data))
        data = _spoil_member(sample.data, other, chance) if packed and at % 2 else _spoil(sample.data, other, chance)
        yield Sample(f"{at}-{sample.name}", data)


def _spoil(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """Bytes spoilt in one of six ways; `other` is what is spliced in."""
    start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
    piece = data[start : min(end, start + 4096)]
    ways = (
        lambda: data[:start],
        lambda: data[start:],
        lambda: data[:start] + piece * chance.randrange(2, 200) + data[start:],
        lambda: data[:start] + other[: chance.randrange(len(other) + 1)] + data[end:],
        lambda: data[:start] + bytes(len(piece)) + data[start + len(piece) :],
        lambda: _flip(data, chance),
    )
    return chance.choice(ways)()


def _flip(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 8, 64, 512))):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _spoil_member(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A package with one member spoilt and packed anew."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        chosen = chance.choice([member.filename for member in old.infolist() if member.file_size])
        for member in old.infolist():
            content = old.read(member)
            new.writestr(member.filename, _spoil(content, other, chance) if member.filename == chosen else content)
    return packed.getvalue()


def read(sample: Sample) -> Outcome:
    """Read a file as the service does. Raises: whatever is no IngestError, which is what must not happen."""
    with NamedTemporaryFile() as file:
        file.write(sample.data)
        file.flush()
        began = time.perf_counter()
        try:
            parse_file(Path(file.name))
            code, detail = "ok", ""
        except IngestError as error:
            code, detail = error.code, str(error.params.get("detail") or error.params.get("kind") or "")
        return Outcome(sample.name, code, detail, time.perf_counter() - began)


def memory() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def main() -> None:
    """Print the codes, the slowest files, the faults and the memory before and after."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else SEED
    samples = load_samples()
    outcomes: list[Outcome] = []
    before = 0
    began = time.perf_counter()
    for at, sample in enumerate(mutants(samples, number, seed)):
        outcomes.append(read(sample))
        if at == WARM:
            before = memory()
    took = time.perf_counter() - began
    print(f"{number} files from {len(samples)} samples, seed {seed}, {took:.0f} s, load {os.getloadavg()[0]:.1f}")
    for code, count in Counter(outcome.code for outcome in outcomes).most_common():
        print(f"  {code:16}{count:5}")
    print("slowest")
    for outcome in sorted(outcomes, key=lambda outcome: -outcome.seconds)[:5]:
        print(f"  {outcome.seconds:7.2f} s  {outcome.code:12}{outcome.name}")
    print("crashes")
    for detail, count in Counter(outcome.detail for outcome in outcomes if outcome.code == "crash").most_common():
        print(f"  {count:5}  {detail}")
    print(f"memory of this process: {before >> 20} MiB after {WARM} files, {memory() >> 20} MiB at the end")


if __name__ == "__main__":
    main()
