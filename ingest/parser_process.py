"""The fork server: imports what tasks need once, then forks a keeper and its child for each job that comes.

Started by `ingest.fork_server` as a script in an isolated interpreter, with the socket of jobs as standard input. It
has one thread, looks into no file and no answer, and ends when the socket's other end is closed.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

DESCRIPTORS = 4
"""What comes with a job: its description, the file, the pipe and the control socket."""


def warm_up() -> None:
    """Import the modules of all tasks and parsers, and let them load their lists."""
    from ingest.formats import PARSERS, read_sample
    from ingest.tasks import TASKS

    for function in (*(task.function for task in TASKS.values()), *PARSERS.values()):
        with contextlib.suppress(ImportError):  # said by the child, to whoever asks for it
            importlib.import_module(function.partition(":")[0])
    read_sample()


def serve(jobs: socket.socket) -> None:
    """Fork for every job until the socket is closed."""
    from ingest.keeper import keep

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    jobs.send(str(len(list(Path("/proc/self/task").iterdir()))).encode())
    while True:
        message, descriptors, _, _ = socket.recv_fds(jobs, 16, DESCRIPTORS)
        if not message:
            return
        with contextlib.suppress(OSError):  # no process to be had: the caller sees the control socket closed
            if not os.fork():
                try:
                    jobs.close()
                    os.dup2(1, 0)
                    keep(*descriptors)
                finally:  # whatever failed, this process is no server
                    os._exit(1)
        for descriptor in descriptors:
            os.close(descriptor)


def main() -> None:
    """Prepare as the command line says, and serve."""
    setup = json.loads(sys.argv[1])
    sys.path[:0] = setup["path"]
    jobs = socket.socket(fileno=os.dup(0))
    os.dup2(1, 0)
    from ingest.fences import set_dumpable

    set_dumpable(False)
    if setup["warm"]:
        warm_up()
    gc.collect()
    gc.freeze()
    serve(jobs)
    shutil.rmtree(setup["folder"], ignore_errors=True)  # the caller may have ended without doing that


if __name__ == "__main__":
    main()
