"""Parts of every task in a worker process: the case, the law, forms of the reply."""

import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

import graphviz

from ....reasoner.answer.receipt import RECEIPT, engines
from ....reasoner.answer.why import NoSuchOutcome
from ....reasoner.budget import TimeUp
from ....reasoner.case.case import Case
from ....reasoner.case.outcome_selector import OutcomeSelector
from ....reasoner.case.regulation import unknown_regulation
from ....reasoner.case.text_tree import Node, Text
from ....reasoner.errors import CaseRefused, PackError, Problem, UnknownRegulation
from ....reasoner.i18n import Lang, Words, message
from ....reasoner.pack import Pack, shelved_pack
from ....reasoner.pack.catalog import regulations, use_shelf
from ....reasoner.proof.bridge import ProverMissing
from ....reasoner.proof.steps import CertificateFailed
from ....reasoner.reasoner import Reasoner
from ....viz.render import FORMATS as DRAWINGS
from ....viz.render import DrawingTimeout, GraphvizMissing, render
from ..access_log import places
from ..body import Question, Refused, plain
from ..responses import (
    MEDIA_TYPES,
    Format,
    Reply,
    encoded,
    problem_reply,
    refusal_reply,
)

_P = ParamSpec("_P")
_R = TypeVar("_R")
# Of a receipt, what is short.
_SHORT = ("case_digest", "cases_digest", "pack", "engines", "exhausted", "answer")
# How many packs are kept.
_MOST_KEPT = 16
_reasoners: dict[tuple[str, str], Reasoner] = {}


@dataclass(frozen=True, slots=True)
class Drawing:
    """The form of an answer, and the most seconds and bytes of a drawing."""

    form: Format
    seconds: float
    size: int

    @property
    def time(self) -> float:
        """Seconds for drawing; none if nothing is drawn."""
        return self.seconds if self.form in DRAWINGS else 0.0


def task(
    answer: Callable[Concatenate[Question, _P], _R],
) -> Callable[Concatenate[Question, _P], _R | Reply]:
    """Turn whatever keeps a question from being answered into the reply of a problem."""

    @wraps(answer)
    def attempt(question: Question, /, *args: _P.args, **kwargs: _P.kwargs) -> _R | Reply:
        lang = question.lang
        try:
            use_shelf(question.shelf)
            return answer(question, *args, **kwargs)
        except Refused as refused:
            return refusal_reply(refused.status, lang, refused.problems)
        except NoSuchOutcome as unknown:
            return refusal_reply(404, lang, [Problem("value", unknown.words, "/outcome")])
        except CaseRefused as refusal:
            return refusal_reply(422, lang, refusal.problems)
        except ProverMissing:
            return problem_reply(503, lang, message("prover_missing"))
        except TimeUp:
            return problem_reply(503, lang, time_is_up(question), complete=False)
        except GraphvizMissing as missing:
            return problem_reply(503, lang, missing.words)
        except DrawingTimeout as late:
            return problem_reply(503, lang, late.words, complete=False)
        except MemoryError:
            raise
        except Exception as error:
            reply = problem_reply(500, lang, message("http_failed"))
            return replace(reply, log=(*places(error), *_uncertified(error)))

    return attempt


def warm() -> None:
    """Load what every question needs: the engines, and the packs on the shelf."""
    engines()
    for regulation in regulations():
        with suppress(PackError):
            reasoner_of(shelved_pack(regulation))


def case_of(question: Question, node: Node) -> tuple[Case, Pack]:
    """Read a case within the bounds and find its pack. Raises CaseRefused, Refused."""
    case = Case.from_node(node, question.bounds.rows)
    return case, pack_of(question, case)


def pack_of(question: Question, case: Case) -> Pack:
    """The pack of a case's regulation. Raises CaseRefused, Refused."""
    try:
        pack = shelved_pack(case.regulation)
    except UnknownRegulation as unknown:
        status = 422 if case.regulation is None else 404
        raise Refused(status, (*case.problems, unknown_regulation(unknown))) from None
    question.bounds.hold(case, pack)
    return pack


def wanted_outcome(node: Node, pack: Pack, pointer: str) -> str | OutcomeSelector:
    """The selector of an outcome: its id or its features. Raises Refused, CaseRefused."""
    if isinstance(node, Text):
        return node.value
    return OutcomeSelector.of(plain(node, pointer), pack, pointer)


def reasoner_of(pack: Pack) -> Reasoner:
    """The reasoner for a pack, kept with the cases that it has solved."""
    key = (pack.digest, pack.text_digest)  # the official words may change alone
    if key not in _reasoners:
        if len(_reasoners) >= _MOST_KEPT:
            _reasoners.clear()
        _reasoners[key] = Reasoner(pack)
    return _reasoners[key]


def as_json(value: object) -> Reply:
    """Reply with an answer as JSON."""
    return Reply(200, MEDIA_TYPES["json"], encoded(value))


def as_text(rendered: str, receipt: str | None) -> Reply:
    """Reply with an answer as plain text."""
    return Reply(200, MEDIA_TYPES["text"], rendered.encode(), receipt)


def as_drawing(
    graph: graphviz.Digraph, drawing: Drawing, lang: Lang, receipt: str | None = None
) -> Reply:
    """Reply with an answer as a drawing, unless that is too large."""
    [form] = (each for each in DRAWINGS if each == drawing.form)
    body = render(graph, form, drawing.seconds)
    if len(body) > drawing.size:
        return problem_reply(503, lang, message("http_drawing_too_large", limit=str(drawing.size)))
    return Reply(200, MEDIA_TYPES[form], body, receipt)


def short_receipt(answer: Mapping[str, object]) -> str | None:
    """The receipt of an answer, if it has one, without the case and what else may be long, as a
    header holds it: with the digest of what is answered as JSON to the same question.
    """
    receipt = cast("Mapping[str, object]", answer.get(RECEIPT))
    if receipt is None:
        return None
    return json.dumps({name: receipt[name] for name in _SHORT if name in receipt})


def late(answer: Mapping[str, object], question: Question) -> Reply:
    """Reply with the part of an answer that was found until the time was up."""
    return problem_reply(503, question.lang, time_is_up(question), **answer)


def time_is_up(question: Question) -> Words:
    """Say that the time for a question is up."""
    return message("time_limit", seconds=f"{question.seconds:g}")


def _uncertified(error: Exception) -> list[object]:
    """The statements that the second engine did not confirm, without the names in them."""
    if not isinstance(error, CertificateFailed):
        return []
    unproved = [atom.partition("(")[0] for atom in error.unsupported]
    return [{"unproved": unproved, "not_kept": list(error.violated)}]
