"""Commands that run until they are stopped: serve, worker."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from types import FrameType

import click

from biennien.cli.opening import opened
from biennien.cli.output import say
from biennien.settings import load_settings

LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(0, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 256))
@click.option("--no-worker", is_flag=True, help="Start no worker beside the service; another process must run one.")
@click.pass_context
def serve_command(ctx: click.Context, host: str, port: int, threads: int, no_worker: bool) -> None:
    """Serve the web pages and the API, with a worker beside them.

    \b
    biennien serve --port 8080
    """
    from waitress.server import create_server

    from biennien.supervisor import Supervisor

    _log_to_stderr()
    create_app = (ctx.obj or {}).get("create_app")
    if create_app is None:
        raise click.ClickException(
            "`python -m biennien` has no web service. Run `biennien serve` (in .venv/bin after `make install`), or "
            "`python -m service serve` in the source folder."
        )
    settings = load_settings()
    app = create_app(settings)
    # waitress takes the headers of proxies away unless told; those that are believed are read by the application
    options = {"threads": threads, "ident": None, "clear_untrusted_proxy_headers": not settings.proxies}
    try:
        server = create_server(app, host=host, port=port, **options)
    except OSError as error:
        raise click.ClickException(
            f"Port {port} on {host} cannot be used ({error}); choose another with --port."
        ) from error
    supervisor = None if no_worker else Supervisor()
    signal.signal(signal.SIGTERM, _stop_serving)
    if supervisor is not None:
        supervisor.start()
    say(f"biennien serves http://{host}:{server.effective_port}/ (stop with Ctrl-C)")
    try:
        server.run()
    finally:
        server.close()
        if supervisor is not None:
            supervisor.stop()


def _stop_serving(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


@click.command("worker")
@click.option("--until-stdin-closes", is_flag=True, hidden=True)
def worker_command(until_stdin_closes: bool) -> None:
    """Take jobs and keep the index up to date until stopped (SIGTERM or Ctrl-C); the job in hand is ended first.

    \b
    biennien worker
    """
    from biennien.indexing import open_search
    from biennien.worker import Worker

    _log_to_stderr()
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    if until_stdin_closes:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        threading.Thread(target=_wait_for_stdin, args=(stop,), daemon=True).start()
    with opened() as (settings, registry):
        open_search(settings, registry).close()
        Worker(settings, registry).run(stop)


def _wait_for_stdin(stop: threading.Event) -> None:
    """Set `stop` when whoever started us is gone."""
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.INFO, format=LOG_FORMAT, force=True)
    for noisy in ("alembic", "pdfminer", "waitress.queue"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
