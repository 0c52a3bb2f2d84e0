"""A case file as JSON."""

from typing import NotRequired

from typing_extensions import TypedDict

# Scalars are read as the text that was written.
Scalar = str | float | bool
# A fact without arguments is true; a row of one value may be written without its brackets.
Rows = bool | list[Scalar | list[Scalar]] | None
Section = dict[str, Rows] | None


class CaseJson(TypedDict):
    """A case. What is not stated counts as not found; numbers and truth values are read as the
    text that was written, and null as left out. For predicates and fixed words see the
    regulation's `vocabulary`.
    """

    regulation: NotRequired[Scalar | None]
    title: NotRequired[Scalar | None]
    school: NotRequired[Scalar | None]
    facts: NotRequired[Section]
    disputed: NotRequired[Section]
    denied: NotRequired[Section]
    readings: NotRequired[dict[str, Scalar] | None]
