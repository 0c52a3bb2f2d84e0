"""Files that come with the package or with a library, served to pages under their versions."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable

from flask import Response, abort, request

_YEAR = 365 * 24 * 60 * 60
_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Shipped:
    """A file that a page loads.

    Attributes:
        version: a digest of the body, so that a URL which names it means one body for ever.
    """

    body: bytes = field(repr=False)
    mimetype: str
    version: str


def shipped(path: Traversable) -> Shipped:
    """Read a file to be served. Raises OSError."""
    body = path.read_bytes()
    mimetype = _TYPES[path.name.rpartition(".")[2]]
    return Shipped(body, mimetype, hashlib.sha256(body).hexdigest()[:16])


def served(files: Mapping[str, Shipped], name: str) -> Response:
    """Respond with one of `files`, else 404: no other is ever looked for. Browsers keep it for good
    only under the version that it has.
    """
    if name not in files:
        abort(404)
    file = files[name]
    response = Response(file.body, mimetype=file.mimetype)
    if request.args.get("version") == file.version:
        response.cache_control.max_age = _YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    response.set_etag(file.version)
    response.make_conditional(request)
    return response
