"""Linux calls that part a process from its siblings: namespaces, capabilities, dumping; each by its number.

Run as a script it tries them all and tells by its exit status whether they are allowed here.
"""

from __future__ import annotations

import ctypes
import os
import signal
import struct
import sys

NEWNS, NEWIPC, NEWUSER, NEWPID, NEWNET = 0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000
EVERYTHING = NEWUSER | NEWPID | NEWNS | NEWIPC | NEWNET
MS_NOSUID, MS_NODEV, MS_REC, MS_PRIVATE = 2, 4, 16384, 1 << 18
PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_CAPBSET_DROP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 1, 4, 24, 36, 38
CAPABILITIES = 64
CAPABILITY_VERSION_3 = 0x20080522
SYS_CAPSET = {"x86_64": 126, "aarch64": 91}

_libc = ctypes.CDLL(None, use_errno=True)


def set_dumpable(allowed: bool) -> None:
    """Let other processes of the same user look into this one, or not; children inherit it until they exec."""
    _libc.prctl(PR_SET_DUMPABLE, int(allowed), 0, 0, 0)


def die_with(parent: int) -> None:
    """Tie this process's life to its parent's, whose id is given in case it is gone already."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def adopt_orphans() -> None:
    """Become the parent of all descendants whose own parent ends."""
    _libc.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def enter_namespaces() -> None:
    """Give this process's next children process ids, mounts, network and messages of their own.

    The user keeps its ids. Raises: OSError where the kernel or a container forbids it.
    """
    user, group = os.geteuid(), os.getegid()
    if _libc.unshare(EVERYTHING):
        raise _failure("unshare")
    set_dumpable(True)  # else the maps below belong to root; the fence around us is the new user namespace
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")
    set_dumpable(False)


def mount_scratch(folder: str, size: int) -> None:
    """Mount an empty file system in memory, of so many bytes at most, that only this mount namespace sees."""
    if _libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None):
        raise _failure("mount")
    options = f"size={size},mode=0700".encode()
    if _libc.mount(b"tmpfs", os.fsencode(folder), b"tmpfs", MS_NOSUID | MS_NODEV, options):
        raise _failure("mount")


def drop_capabilities() -> None:
    """Give up, for this process and all it starts, what the new user namespace granted."""
    _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for capability in range(CAPABILITIES):
        _libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    number = SYS_CAPSET.get(os.uname().machine)
    if number is None or _libc.syscall(number, struct.pack("Ii", CAPABILITY_VERSION_3, 0), bytes(24)):
        raise _failure("capset")


def prefer_to_lose() -> None:
    """Let the kernel, short of memory, kill this process and its children before any other."""
    try:
        _write("/proc/self/oom_score_adj", "1000")
    except OSError:
        return


def _write(path: str, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY)
    try:
        os.write(descriptor, text.encode())
    finally:
        os.close(descriptor)


def _failure(call: str) -> OSError:
    number = ctypes.get_errno()
    return OSError(number, f"{call}: {os.strerror(number)}")


def main() -> None:
    """Exit with 0 when a child can be parted from its siblings here; the argument is a folder for its files."""
    enter_namespaces()
    child = os.fork()
    if not child:
        mount_scratch(sys.argv[1], 1 << 20)
        drop_capabilities()
        os._exit(0 if os.getpid() == 1 else 1)
    os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)


if __name__ == "__main__":
    main()
