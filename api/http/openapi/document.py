"""The OpenAPI 3.1 document: every call, complete enough to make a client from.

Its schemas are made from the types of the answers, whose docstrings describe them; the words of
members and calls stand in ``words``. It is in English, whatever language is asked for.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from flask import Blueprint, Response

from ....reasoner.i18n import word_files
from ....reasoner.version import __version__
from ..dispatch import engine_room
from ..query import LawQuery, read_query
from ..responses import MEDIA_TYPES, PROBLEM_TYPE, cached
from .calls import CALLS, Call
from .examples import examples
from .schemas import schemas

Json = dict[str, Any]
_VERSION: Final = "3.1.0"
_RETRY: Final[dict[int, Json]] = {
    503: {"headers": {"Retry-After": {"schema": {"type": "integer"}}}},
}

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def document() -> Response:
    """The document itself."""
    read_query(LawQuery)
    return cached(openapi_document(with_token=engine_room().settings.token is not None))


def openapi_document(*, with_token: bool) -> Json:
    """The document; examples are of the first regulation that has one to show."""
    words = _words()
    made: Json = {
        "openapi": _VERSION,
        "info": {**words["info"], "version": __version__},
        "servers": [{"url": "."}],
        "tags": [{"name": tag, "description": text} for tag, text in words["tags"].items()],
        "paths": _paths(words, with_token),
        "components": {"schemas": _named(words)},
    }
    if with_token:
        made["components"] |= {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}}
        made["security"] = [{"token": []}]
    return made


def _paths(words: Json, with_token: bool) -> Json:
    known = examples()
    paths: Json = {}
    for call in CALLS:
        operation = _operation(call, words, known)
        operation["responses"] |= _failures(call, words, with_token)
        paths.setdefault(call.path, {})[call.method] = operation
    return paths


def _operation(call: Call, words: Json, known: Mapping[str, object]) -> Json:
    """A call that is answered."""
    operation: Json = {
        "operationId": call.name,
        "tags": [call.tag],
        **words["calls"][call.name],
        "parameters": [*_parameters(call, words, known)],
    }
    if call.body is not None:
        media = {"schema": schemas().bodies[call.name], **_example(known, call.name)}
        operation["requestBody"] = {
            "required": True,
            "description": words["bodies"]["question"],
            # YAML is told of in words: few makers of clients know what to do with it.
            "content": {MEDIA_TYPES["json"]: media},
        }
    answered = {"description": words["statuses"]["200"], "content": dict(_answers(call))}
    operation["responses"] = {"200": answered}
    return operation


def _example(known: Mapping[str, object], name: str) -> Json:
    return {"example": known[name]} if name in known else {}


def _parameters(call: Call, words: Json, known: Mapping[str, object]) -> Iterator[Json]:
    for name in re.findall(r"{(\w+)}", call.path):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": words["parameters"][name],
            "schema": {"type": "string"},
            **_example(known, name),
        }
    for name, schema in call.query.model_json_schema()["properties"].items():
        yield {
            "name": name,
            "in": "query",
            "description": words["parameters"][name],
            "schema": _without_null(schema),
        }


def _without_null(schema: Json) -> Json:
    """The schema of a parameter, which is left out where there is nothing to say."""
    found = {key: value for key, value in schema.items() if key not in {"title", "anyOf"}}
    for admitted in schema.get("anyOf", ()):
        if admitted != {"type": "null"}:
            found |= admitted
    return {key: value for key, value in found.items() if value is not None}


def _answers(call: Call) -> Iterator[tuple[str, Json]]:
    for form in call.forms:
        kind = MEDIA_TYPES[form].partition(";")[0]
        match form:
            case "json":
                yield kind, {"schema": schemas().answers[call.name]}
            case "ndjson":
                yield kind, {"schema": {"type": "string"}, "x-line": {"oneOf": schemas().lines}}
            case "text" | "dot" | "svg":
                yield kind, {"schema": {"type": "string"}}
            case _:
                yield kind, {"schema": {"type": "string", "contentMediaType": kind}}


def _failures(call: Call, words: Json, with_token: bool) -> Json:
    problem = {"schema": {"$ref": "#/components/schemas/HttpProblem"}}
    statuses = {400, 406, 500, *call.fails} | ({401} if with_token else set())
    kept = {"304": {"description": words["statuses"]["304"]}} if call.kept else {}
    return kept | {
        str(status): {
            "description": words["statuses"][str(status)],
            "content": {PROBLEM_TYPE: problem},
            **_RETRY.get(status, {}),
        }
        for status in sorted(statuses)
    }


def _named(words: Json) -> Json:
    """The schemas by name, each member with its own words or with those of all of its name."""
    named: Json = {}
    for name, schema in sorted(schemas().named.items()):
        own = words["schemas"].get(name, {})
        named[name] = {**schema}
        if "properties" in schema:
            named[name]["properties"] = {
                member: {**of_member, "description": own.get(member) or words["members"][member]}
                for member, of_member in schema["properties"].items()
            }
    return named


@cache
def _words() -> Json:
    words: Json = {}
    for part in word_files(files("wenze.api.http.openapi") / "words"):
        for section, texts in part.items():
            words.setdefault(section, {}).update(texts)
    return words
