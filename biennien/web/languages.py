"""Which language a page is in: `?lang=`, then the cookie it leaves, then `Accept-Language`, then Vietnamese."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_babel import Babel, get_locale

from biennien.messages import DEFAULT_LANGUAGE, FOLDER, LANGUAGES, TIME_ZONE

COOKIE = "lang"
COOKIE_SECONDS = 365 * 24 * 3600


def set_up(app: Flask) -> None:
    """Have every page and problem speak the reader's language, and remember a choice."""
    Babel(
        app,
        default_locale=DEFAULT_LANGUAGE,
        default_timezone=TIME_ZONE,
        default_translation_directories=str(FOLDER),
        locale_selector=choose,
    )
    app.after_request(_remember)


def choose() -> str:
    """The language of this request."""
    for asked in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if asked in LANGUAGES:
            return asked
    return request.accept_languages.best_match(LANGUAGES, default=DEFAULT_LANGUAGE) or DEFAULT_LANGUAGE


def language() -> str:
    """The language in force, also outside a request."""
    locale = get_locale()
    return DEFAULT_LANGUAGE if locale is None else str(locale.language)


def _remember(response: Response) -> Response:
    asked = request.args.get("lang")
    if asked in LANGUAGES and asked != request.cookies.get(COOKIE) and not request.path.startswith("/api/"):
        response.set_cookie(
            COOKIE, asked, max_age=COOKIE_SECONDS, samesite="Lax", httponly=True, secure=request.is_secure
        )
    response.headers.setdefault("Content-Language", language())
    response.vary.update(("Accept-Language", "Cookie"))
    return response
