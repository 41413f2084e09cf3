"""Pictures of the pages of originals, made when they are first looked at and kept for the next reader."""

from __future__ import annotations

import os
import secrets
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from biennien.originals import OriginalMissing, Originals
from ingest.document import Page
from ingest.sandbox import run_task

WIDTHS = {"small": 180, "large": 1400}
"""Pixels: twice what a small picture is shown at, and what a page needs to be read on a screen."""

AT_ONCE = 2
"""Pages drawn at the same time, so that readers leave the machine to the worker."""

KEPT_BYTES = 500_000_000
"""What the kept pictures may take; beyond it those not looked at for longest go."""


PRUNED_EVERY = 64
"""New pictures after which the folder is looked through."""


@dataclass(slots=True)
class PagePictures:
    """The pictures of the pages of `originals`, kept in `folder`, which may be emptied at any time."""

    folder: Path
    originals: Originals
    _drawing: threading.BoundedSemaphore = field(default_factory=lambda: threading.BoundedSemaphore(AT_ONCE))
    _drawn: int = 0

    def of(self, sha256: str, page: Page, size: str) -> Path:
        """The PNG of a page in one of WIDTHS. Raises: IngestError, OriginalMissing."""
        kept = self.folder / sha256[:2] / f"{sha256}-{page.number}-{page.turned}-{size}.png"
        with suppress(FileNotFoundError):
            os.utime(kept)
            return kept
        original = self.originals.path(sha256)
        if not original.is_file():
            raise OriginalMissing(str(original))
        with self._drawing:
            settings = {"page": page.number, "width": WIDTHS[size], "turned": page.turned}
            with run_task("render", original, settings=settings) as answer:
                self._keep(kept, answer.files[0].read())
        return kept

    def _keep(self, path: Path, picture: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = path.with_name(f".{secrets.token_hex(8)}")
        made.write_bytes(picture)
        made.replace(path)
        self._drawn += 1
        if self._drawn % PRUNED_EVERY == 0:
            prune(self.folder, KEPT_BYTES)


def prune(folder: Path, most: int) -> None:
    """Take away the pictures not looked at for longest until the rest have `most` bytes or fewer."""
    found = [(status.st_mtime, status.st_size, path) for path in folder.glob("*/*") if (status := _status(path))]
    left = sum(size for _, size, _ in found)
    for _, size, path in sorted(found):
        if left <= most:
            return
        path.unlink(missing_ok=True)
        left -= size


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None
