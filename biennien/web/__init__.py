"""The web service: pages, API and health over services that somebody else opened."""

from biennien.web.application import make_app

__all__ = ["make_app"]
