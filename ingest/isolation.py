"""How children are kept apart here: bubblewrap where it works, namespaces of their own where they are allowed.

Behind bubblewrap a child sees no network, no process of the system, and no file but the system's programs, the
interpreter and this package. It is there but forbidden in many containers: what works is told by probes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

PACKAGE = Path(__file__).resolve().parent
FENCES = PACKAGE / "fences.py"
FOLDERS: tuple[Path, ...] = (PACKAGE,)
"""What children may import, beside the interpreter's own folders."""

SCRATCH = Path("/tmp")  # noqa: S108 - a file system of the child's own is mounted there
OTHER_SCRATCH = Path("/var/tmp")  # noqa: S108
"""Where scratch files go behind bubblewrap, and where when this program itself lies in the first.

LibreOffice makes its socket in one of these two, whatever it is told.
"""

READ_ONLY = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives")
"""Files of the system that external programs read; where one is missing, it is missing."""

ENVIRONMENT = {
    "PATH": os.defpath,
    "LC_ALL": "C.UTF-8",
    # a process that forks has one thread; numerical libraries start more when they are imported
    "OMP_NUM_THREADS": "1",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
NOBODY = "65534"
"""The user's and group's id behind bubblewrap: the kernel lets no child of root's number make namespaces there."""

PROBE_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Isolation:
    """What keeps a child in: bubblewrap around all of them, namespaces around each; and what they may import."""

    bubblewrap: bool
    namespaces: bool
    folders: tuple[Path, ...]


def isolation() -> Isolation:
    """What works here."""
    wrapped = bubblewrap_works()
    return Isolation(wrapped, namespaces_work(wrapped), FOLDERS)


@cache
def bubblewrap_works() -> bool:
    """Whether bubblewrap can start the interpreter here."""
    if not shutil.which("bwrap"):
        return False
    return _succeeds([*bubblewrap(), sys.executable, "-I", "-c", f"import lxml, os; os.stat({str(PACKAGE)!r})"])


@cache
def namespaces_work(wrapped: bool) -> bool:
    """Whether a child can have namespaces of its own, inside bubblewrap or without it."""
    with TemporaryDirectory(prefix="biennien-") as folder:
        scratch = str(scratch_folder()) if wrapped else folder
        return _succeeds([*(bubblewrap() if wrapped else ()), sys.executable, "-I", "-S", str(FENCES), scratch])


def _succeeds(command: list[str]) -> bool:
    try:
        probe = subprocess.run(  # noqa: S603 - a fixed command
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=ENVIRONMENT,
            timeout=PROBE_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def _shown() -> set[Path]:
    """The folders of programs, interpreter and packages."""
    shown = {Path("/usr"), Path(sys.base_prefix), Path(sys.prefix), Path(sys.executable).resolve().parent.parent}
    shown |= {Path(sysconfig.get_path(kind)) for kind in ("stdlib", "purelib", "platlib")}
    return (shown | set(FOLDERS)) - {Path("/")}


def scratch_folder() -> Path:
    """Where a child behind bubblewrap may write; it hides nothing that a child needs."""
    return OTHER_SCRATCH if any(path.is_relative_to(SCRATCH) for path in _shown()) else SCRATCH


def bubblewrap(*, scratch: int = 0) -> list[str]:
    """The command that closes everything off, to be put before the child's own.

    Behind it nothing can be written but so many bytes of `scratch`, in the folder of that name.

    The child's end is the caller's affair: what bubblewrap offers for it follows a thread of the caller's, which may
    end long before the caller.
    """
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--new-session", "--cap-drop", "ALL"]
    command += ["--uid", NOBODY, "--gid", NOBODY]
    for folder in ("/bin", "/lib", "/lib64", "/lib32"):
        if Path(folder).is_symlink():
            command += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).is_dir():
            command += ["--ro-bind", folder, folder]
    # before the folders that are shown: one of them may lie under /tmp
    command += ["--proc", "/proc", "--dev", "/dev", "--dir", str(SCRATCH), "--dir", str(OTHER_SCRATCH)]
    for path in sorted(_shown(), key=lambda path: len(path.parts)):
        command += ["--ro-bind", str(path), str(path)]
    for path in map(Path, READ_ONLY):
        command += ["--ro-bind-try", str(path), str(path)]
    if scratch:
        command += ["--size", str(scratch), "--tmpfs", str(scratch_folder())]
    return [*command, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]
