"""The schemas of the OpenAPI document, made from the types of what is sent and answered."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode

from ....reasoner.i18n import LANGS
from .. import json
from .calls import CALLS

Json = dict[str, Any]
LINES: Final = (
    json.AnswerLineJson,
    json.OutcomeLineJson,
    json.ReceiptLineJson,
    json.ProblemLineJson,
)
_READ: Final[JsonSchemaMode] = "validation"
_REFERENCE: Final = "#/components/schemas/{model}"
_STRINGS: Final[Mapping[str, Json]] = {
    "Digest": {"description": "A SHA-256 digest.", "pattern": "^sha256:[0-9a-f]{64}$"},
    "Language": {"description": "The language of the words.", "enum": [*LANGS]},
}


@dataclass(frozen=True, slots=True)
class Schemas:
    """The schemas by name, and those of each call's body and answer and of a stream's lines."""

    named: Json
    bodies: Mapping[str, Json]
    answers: Mapping[str, Json]
    lines: list[Json]


@cache
def schemas() -> Schemas:
    """The schemas with their docstrings; they are made once, which takes a moment."""
    bodies = {("body", call.name): call.body for call in CALLS if call.body is not None}
    answers = {("answer", call.name): call.answer for call in CALLS}
    lines = {("line", str(number)): line for number, line in enumerate(LINES)}
    asked_with = _made(bodies)[1]
    made, named = _made(bodies | answers | lines)
    for name, schema in named.items():
        schema["title"] = name
        schema["description"] = re.sub(r"\s+", " ", schema.get("description", ""))
        for member in schema.get("properties", {}).values():
            member.pop("title", None)
        if name in asked_with:  # what is answered may have more members in later versions
            schema["additionalProperties"] = False
    for name, told in _STRINGS.items():
        named[name] |= told
    return Schemas(
        named,
        {name: schema for (kind, name), schema in made.items() if kind == "body"},
        {name: schema for (kind, name), schema in made.items() if kind == "answer"},
        [schema for (kind, _), schema in made.items() if kind == "line"],
    )


class _Generator(GenerateJsonSchema):
    """Names ``OutcomeJson`` of the code ``Outcome`` in the document."""

    def normalize_name(self, name: str) -> str:
        return super().normalize_name(name).removesuffix("Json")


def _made(types: Mapping[tuple[str, str], Any]) -> tuple[dict[tuple[str, str], Json], Json]:
    """The schema of each type, and those by name that they refer to."""
    adapters = [(key, _READ, TypeAdapter(kind)) for key, kind in types.items()]
    made, definitions = TypeAdapter.json_schemas(
        adapters, ref_template=_REFERENCE, schema_generator=_Generator
    )
    return {key: schema for (key, _), schema in made.items()}, definitions["$defs"]
