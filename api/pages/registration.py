"""Registration of all pages with an application."""

from flask import Flask
from jinja2 import StrictUndefined

# Each puts its pages on the blueprint.
from . import (  # noqa: F401
    atlas,
    brief,
    contrast,
    failures,
    home,
    law,
    outcomes,
    reasons,
    review,
    what_if,
)
from .site import pages, root


def register_pages(app: Flask) -> None:
    """Serve the pages beside the calls of the interface."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(pages)
    app.register_blueprint(root)
