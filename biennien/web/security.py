"""The lines of defence of every answer: what a browser may load, who may frame it, and that a form is ours."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect

from biennien.web.identity import API, account, has_token

POLICY = "; ".join(
    ("default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
     "font-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
)  # fmt: skip
ORIGINAL_POLICY = "sandbox; default-src 'none'; frame-ancestors 'none'"
"""For files as people handed them in: even one that a browser shows runs nothing and loads nothing."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
STATIC_SECONDS = 365 * 24 * 3600

csrf = CSRFProtect()


def set_up(app: Flask) -> None:
    """Guard every route of `app`."""
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=True)
    csrf.init_app(app)
    app.before_request(_check_form)
    app.after_request(_add_headers)
    digests = _digests(Path(app.static_folder or ""))
    app.url_defaults(lambda endpoint, values: _add_digest(digests, endpoint, values))


def _check_form() -> None:
    """Refuse a change asked for by another site. A token is proof enough: no browser sends it by itself."""
    anonymous_api = request.path.startswith(API) and account() is None
    if request.method not in SAFE_METHODS and request.endpoint and not has_token() and not anonymous_api:
        csrf.protect()


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    if request.endpoint in ("static", "docs.asset") and request.args.get("v"):
        response.headers["Cache-Control"] = f"public, max-age={STATIC_SECONDS}, immutable"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _digests(folder: Path) -> dict[str, str]:
    """A short digest of each static file: its address changes when it does, so browsers may keep it for ever."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in folder.rglob("*")
        if path.is_file()
    }


def _add_digest(digests: dict[str, str], endpoint: str, values: dict[str, object]) -> None:
    if endpoint == "static" and (digest := digests.get(str(values.get("filename", "")))):
        values.setdefault("v", digest)
