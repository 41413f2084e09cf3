"""`python -m biennien`: the command without the web service, for processes that the command itself starts."""

from __future__ import annotations

from biennien.cli import run

if __name__ == "__main__":
    run()
