"""The OpenAPI 3.1 document: every call, complete enough to make a client from."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final, Literal

from flask import Blueprint, Response
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ....reasoner.i18n import word_files
from ..calls import engine_room
from ..formats import MEDIA_TYPES
from ..problems import PROBLEM_TYPE
from ..queries import LawQuery, read_query
from ..responses import cached
from . import models
from .calls import CALLS, Call
from .examples import examples

Json = dict[str, Any]
_VERSION: Final = "3.1.0"
_REFERENCE: Final = "#/components/schemas/{model}"
_READ: Final[Literal["validation"]] = "validation"
_RETRY: Final[dict[int, Json]] = {
    503: {"headers": {"Retry-After": {"schema": {"type": "integer"}}}},
}

openapi = Blueprint("openapi", __name__)


@openapi.get("/openapi.json")
def document() -> Response:
    """The document itself, in one language."""
    query = read_query(LawQuery)
    return cached(openapi_document(query.lang, with_token=engine_room().settings.token is not None))


def openapi_document(lang: str, *, with_token: bool) -> Json:
    """The document in one language; examples are of the first regulation that has one to show."""
    words = _words(lang)
    told: Json = {
        "openapi": _VERSION,
        "info": {**words["info"], "version": version("wenze")},
        "servers": [{"url": "."}],
        "tags": [{"name": tag, "description": said} for tag, said in words["tags"].items()],
        "paths": _paths(words, with_token),
        "components": {"schemas": _schemas(words)},
    }
    if with_token:
        told["components"]["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        told["security"] = [{"token": []}]
    return told


def _paths(words: Json, with_token: bool) -> Json:
    shown = examples()
    paths: Json = {}
    for call in CALLS:
        operation = _operation(call, words, shown)
        operation["responses"] |= _failures(call, words, with_token)
        paths.setdefault(call.path, {})[call.method] = operation
    return paths


def _operation(call: Call, words: Json, shown: Mapping[str, object]) -> Json:
    """A call that is answered."""
    said = words["calls"][call.name]
    told: Json = {
        "operationId": call.name,
        "tags": [call.tag],
        "summary": said["summary"],
        "description": said["description"],
        "parameters": [*_parameters(call, words, shown)],
    }
    if call.body is not None:
        schema = {"$ref": _REFERENCE.format(model=call.body.__name__)}
        media = {"schema": schema, **_example(shown, call.name)}
        told["requestBody"] = {
            "required": True,
            "description": words["bodies"]["question"],
            # YAML is told of in words: few makers of clients know what to do with it.
            "content": {MEDIA_TYPES["json"]: media},
        }
    answered = {"description": words["statuses"]["200"], "content": dict(_answers(call))}
    told["responses"] = {"200": answered}
    return told


def _example(shown: Mapping[str, object], name: str) -> Json:
    return {"example": shown[name]} if name in shown else {}


def _parameters(call: Call, words: Json, shown: Mapping[str, object]) -> Iterator[Json]:
    for name in re.findall(r"{(\w+)}", call.path):
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "description": words["parameters"][name],
            "schema": {"type": "string"},
            **_example(shown, name),
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
    told = {key: value for key, value in schema.items() if key not in {"title", "anyOf"}}
    for admitted in schema.get("anyOf", ()):
        if admitted != {"type": "null"}:
            told |= admitted
    return {key: value for key, value in told.items() if value is not None}


def _answers(call: Call) -> Iterator[tuple[str, Json]]:
    for form in call.forms:
        kind = MEDIA_TYPES[form].partition(";")[0]
        match form:
            case "json":
                yield kind, {"schema": {"$ref": _REFERENCE.format(model=call.answer.__name__)}}
            case "ndjson":
                lines = [{"$ref": _REFERENCE.format(model=line.__name__)} for line in models.LINES]
                yield kind, {"schema": {"type": "string"}, "x-line": {"oneOf": lines}}
            case "text" | "dot" | "svg":
                yield kind, {"schema": {"type": "string"}}
            case _:
                yield kind, {"schema": {"type": "string", "contentMediaType": kind}}


def _failures(call: Call, words: Json, with_token: bool) -> Json:
    problem = {"schema": {"$ref": _REFERENCE.format(model=models.HttpProblem.__name__)}}
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


def _schemas(words: Json) -> Json:
    """The schemas of all that is asked and answered, each member with its words."""
    known: set[type[BaseModel]] = {*models.LINES, models.HttpProblem}
    for call in CALLS:
        known |= {call.answer} if call.body is None else {call.answer, call.body}
    # As what is read, not written: there a member that may be left out is not called required.
    wanted = [(each, _READ) for each in sorted(known, key=lambda each: each.__name__)]
    _, told = models_json_schema(wanted, ref_template=_REFERENCE)
    schemas: Json = told["$defs"]
    for name, schema in schemas.items():
        schema["description"] = words["schemas"][name][""]
        for member, of_member in schema.get("properties", {}).items():
            of_member.pop("title", None)
            of_member["description"] = words["schemas"][name][member]
    return schemas


@cache
def _words(lang: str) -> Json:
    words: Json = {}
    for part in word_files(files("wenze.api.http") / "words" / lang):
        for section, said in part.items():
            words.setdefault(section, {}).update(said)
    return words
