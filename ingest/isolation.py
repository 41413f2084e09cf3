"""Bubblewrap in front of a child: no network, no other process, no file but the system's and ours."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
FOLDERS: tuple[Path, ...] = (PACKAGE,)
"""What the child may import, beside the interpreter's own folders."""

SCRATCH = "/tmp"  # noqa: S108 - a file system of the child's own is mounted there
READ_ONLY = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/libreoffice", "/etc/alternatives")
"""Files of the system that external programs read; where one is missing, it is missing."""


@cache
def bubblewrap_works() -> bool:
    """Whether bubblewrap can start the interpreter here; it is there but forbidden in many containers."""
    program = shutil.which("bwrap")
    if not program:
        return False
    try:
        probe = subprocess.run(  # noqa: S603 - a fixed command
            [*bubblewrap(), sys.executable, "-I", "-c", f"import lxml, os; os.stat({str(PACKAGE)!r})"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=10,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return probe.returncode == 0


def bubblewrap() -> list[str]:
    """The command that closes everything off, to be put before the child's own."""
    shown = {Path("/usr"), Path(sys.base_prefix), Path(sys.prefix), *FOLDERS}
    shown |= {Path(sys.executable).resolve().parent.parent}
    shown |= {Path(sysconfig.get_path(kind)) for kind in ("stdlib", "purelib", "platlib")}
    command = [shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session"]
    command += ["--cap-drop", "ALL", "--clearenv"]
    for folder in ("/bin", "/lib", "/lib64", "/lib32"):
        if Path(folder).is_symlink():
            command += ["--symlink", str(Path(folder).readlink()), folder]
        elif Path(folder).is_dir():
            command += ["--ro-bind", folder, folder]
    # before the folders that are shown: one of them may lie under /tmp
    command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", SCRATCH]
    for path in sorted(shown, key=lambda path: len(path.parts)):
        if path != Path("/"):
            command += ["--ro-bind", str(path), str(path)]
    for path in map(Path, READ_ONLY):
        command += ["--ro-bind-try", str(path), str(path)]
    return [*command, "--chdir", SCRATCH]
