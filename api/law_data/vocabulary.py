"""The fact schema: the JSON Schema of the case files of one regulation."""

from ...reasoner.case.findings import MAX_NAME
from ...reasoner.case.text_tree import MAX_ROWS
from ...reasoner.i18n import message
from ...reasoner.pack.model import Fact, Pack, Reading, TypeOfValue
from .plain import arguments, labelled

Plain = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
# What forms need and no standard keyword holds.
OURS = "x-wenze"

# Both are written so that every dialect of regular expressions reads them alike: what counts as
# white space differs between them, and so does what $ means before a line break.
_CONTROL = r"[\u0000-\u001f\u007f-\u009f]"
_NOT_BLANK = r"[^\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_DAY = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"


def vocabulary(pack: Pack, lang: str) -> Plain:
    """A JSON Schema (2020-12) of whole case files, with labels in one language.

    What it admits, the reader of cases admits too, but for what its description says no schema can
    express. The reader is more liberal: it takes null for what is left out, and numbers and truth
    values as the text that was written. Under ``x-wenze`` stand the order of the groups and, of
    each fact, its group, provisions, arguments, and the templates of its question and statement.
    """
    facts = pack.vocabulary.facts
    stated = {"$ref": "#/$defs/section"}
    return {
        "$schema": DIALECT,
        "title": message("schema_case", title=pack.about.title.said).say(lang),
        "description": message("schema_beyond", rows=str(MAX_ROWS)).say(lang),
        "type": "object",
        "properties": {
            "regulation": {"title": message("schema_regulation").say(lang), "const": pack.id},
            "title": {"title": message("schema_title").say(lang), "type": "string"},
            **_school(pack, lang),
            "facts": {"title": message("schema_facts").say(lang), **stated},
            "disputed": {"title": message("schema_disputed").say(lang), **stated},
            "denied": {"title": message("schema_denied").say(lang), **stated},
            "readings": {
                "title": message("schema_readings").say(lang),
                **_closed({reading.id: _reading(reading, lang) for reading in pack.readings}),
            },
        },
        "additionalProperties": False,
        **_as_schools_pin(pack),
        OURS: {"groups": labelled(pack.vocabulary.groups, lang)},
        "$defs": {
            "section": _closed({name: {"$ref": f"#/$defs/fact.{name}"} for name in facts}),
            **{f"fact.{name}": _rows(pack, fact, lang) for name, fact in facts.items()},
            **{f"type.{name}": _value(kind, lang) for name, kind in pack.vocabulary.types.items()},
        },
    }


def _school(pack: Pack, lang: str) -> Plain:
    """The school of interpretation that a case may keep to, where the pack names any."""
    labels = {school.id: school.label.say(lang) for school in pack.schools}
    title = message("schools_schema").say(lang)
    return {"school": {"title": title, "oneOf": _words(labels)}} if labels else {}


def _as_schools_pin(pack: Pack) -> Plain:
    """The conditions that other pins agree with the school of a case."""
    conditions: list[Plain] = [
        {
            "if": {"properties": {"school": {"const": school.id}}, "required": ["school"]},
            "then": {
                "properties": {
                    "readings": {
                        "properties": {name: {"const": o} for name, o in school.pins.items()}
                    }
                }
            },
        }
        for school in pack.schools
    ]
    return {"allOf": conditions} if conditions else {}


def _closed(properties: Plain) -> Plain:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _reading(reading: Reading, lang: str) -> Plain:
    return {
        "title": reading.question.say(lang),
        "oneOf": _words({option.id: option.label.say(lang) for option in reading.options}),
    }


def _words(labels: dict[str, str]) -> list[Plain]:
    """Fixed words with their labels, as one of which a value is chosen."""
    return [{"const": word, "title": label} for word, label in labels.items()]


def _rows(pack: Pack, fact: Fact, lang: str) -> Plain:
    """The rows of one predicate; of a fact without arguments, that it is so."""
    schema: Plain = {
        OURS: {
            "group": fact.group,
            "provisions": list(fact.provisions),
            "arguments": arguments(pack, fact.args, lang),
            "question": fact.question.say(lang),
            "statement": fact.statement.say(lang),
        }
    }
    cells: list[Plain] = [{"$ref": f"#/$defs/type.{kind}"} for kind in fact.args.values()]
    if not cells:
        return {"const": True, **schema}
    row: Plain = {"type": "array", "prefixItems": cells, "items": False, "minItems": len(cells)}
    # A row of one value may be written without its brackets.
    items = {"anyOf": [*cells, row]} if len(cells) == 1 else row
    return {"type": "array", "items": items, **schema}


def _value(kind: TypeOfValue, lang: str) -> Plain:
    schema: Plain = {"title": kind.say(lang), OURS: {"kind": kind.kind}}
    match kind.kind:
        case "entity":
            text: Plain = {"type": "string", "minLength": 1, "maxLength": MAX_NAME}
            return {**schema, **text, "pattern": _NOT_BLANK, "not": {"pattern": _CONTROL}}
        case "date":
            return {**schema, "type": "string", "format": "date", "pattern": _DAY}
        case "word" if kind.labels:
            labels = {word: label.say(lang) for word, label in kind.labels.items()}
            return {**schema, "oneOf": _words(labels)}
        case _:  # a case has no way to state a number, or a word where there is none
            return {**schema, "not": {}}
