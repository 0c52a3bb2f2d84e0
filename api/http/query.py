"""Query parameters of each call, read strictly: nothing is ignored."""

import re
from typing import Annotated, Any, Literal, TypeVar, get_args

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.exceptions import NotAcceptable

from ...reasoner.answer.outcomes_answer import DEFAULT_LIMIT
from ...reasoner.case.case import escape, unknown
from ...reasoner.errors import Problem
from ...reasoner.escaping import shown
from ...reasoner.i18n import LANGS, Lang, message
from ...reasoner.inquiry.consistency.consistency import DEFAULT_LIMIT as IN_LINE
from .body import Refused
from .responses import Format, negotiated

# Further proofs that one request may ask for.
MOST_OTHERS = 100
_DIGITS = re.compile(r"-?[0-9]+")


def _digits(said: object) -> object:
    """Refuse a number that is written otherwise than in digits."""
    if isinstance(said, str) and not _DIGITS.fullmatch(said):
        raise ValueError
    return said


class AnyQuery(BaseModel):
    """The parameters of every call: the language of the words, and the form of the answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lang: Lang = "zh"
    format: str | None = None

    @classmethod
    def forms(cls) -> tuple[Format, ...]:
        """The forms in which the answer can be had, the usual one first."""
        literal, _ = get_args(cls.model_fields["format"].annotation)
        return get_args(literal)

    @property
    def form(self) -> Format:
        """The form that is wanted. Raises NotAcceptable."""
        return negotiated(self.forms(), self.format)

    @property
    def options(self) -> dict[str, Any]:
        """The parameters of this kind of question alone."""
        return self.model_dump(exclude={"lang", "format"})


class LawQuery(AnyQuery):
    """Parameters of a call that answers in one form."""

    format: Literal["json"] | None = None


class RegulationQuery(AnyQuery):
    """A regulation as data, or the graph of its articles, provision by provision if wanted."""

    format: Literal["json", "svg", "png", "pdf", "dot"] | None = None
    provisions: bool = False


class OutcomesQuery(AnyQuery):
    """Outcomes, ``limit`` of them listed, or the map of the collision that a reading settles."""

    format: Literal["json", "ndjson", "text", "svg", "png", "pdf", "dot"] | None = None
    limit: Annotated[int, Field(ge=0), BeforeValidator(_digits)] = DEFAULT_LIMIT
    reading: str | None = None


class CaseQuery(AnyQuery):
    """An answer about a case or several that is not drawn."""

    format: Literal["json", "text"] | None = None


class DrawnQuery(AnyQuery):
    """An answer about a case that can be drawn as a whole."""

    format: Literal["json", "text", "svg", "png", "pdf", "dot"] | None = None


class ConsistencyQuery(CaseQuery):
    """Decided cases held together, and at most so many outcomes of a new case."""

    limit: Annotated[int, Field(ge=0), BeforeValidator(_digits)] = IN_LINE


class CompareQuery(CaseQuery):
    """Two regulations compared, over their atlases too if wanted."""

    atlas: bool = False


class AtlasQuery(AnyQuery):
    """The atlas of a regulation."""

    format: Literal["json", "csv", "text", "svg", "png", "pdf", "dot"] | None = None


class WhyNotQuery(DrawnQuery):
    """An absence, in text with the official words if wanted."""

    quote: bool = False


class WhyQuery(WhyNotQuery):
    """A proof, with so many further ones."""

    others: Annotated[int, Field(ge=0, le=MOST_OTHERS), BeforeValidator(_digits)] = 0


Query = TypeVar("Query", bound=AnyQuery)


def read_query(kind: type[Query]) -> Query:
    """Read the query of the request.

    Raises NotAcceptable for a form that there is not, else Refused with everything in it that is
    unknown, given twice or unusable.
    """
    known = tuple(kind.model_fields)
    faults = []
    for name, values in request.args.lists():
        at, said = f"/{escape(name)}", shown(name)
        if name not in known:
            words = message("http_parameter_unknown", found=said)
            faults.append(unknown("value", words, at, name, known))
        elif len(values) > 1:
            words = message("http_parameter_twice", found=said)
            faults.append(Problem("duplicate_key", words, at, found=said))
    try:
        query = kind.model_validate({k: v for k, v in request.args.items() if k in known})
    except ValidationError as error:
        for each in error.errors(include_url=False):
            name, said = str(each["loc"][0]), shown(str(each["input"]))
            if name == "format":
                raise NotAcceptable from None
            words = message("http_parameter_unusable", name=name, found=said)
            allowed = LANGS if name == "lang" else ()
            faults.append(unknown("value", words, f"/{name}", str(each["input"]), allowed))
    if faults:
        raise Refused(400, tuple(faults))
    return query
