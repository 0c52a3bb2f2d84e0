"""Tasks about one outcome, called by name in a worker process."""

from collections.abc import Mapping
from dataclasses import dataclass

from ....reasoner.answer.json import ReceiptJson
from ....reasoner.answer.partial import is_whole
from ....reasoner.answer.receipt import LISTED, RECEIPT
from ....reasoner.answer.why import explain
from ....reasoner.budget import limited
from ....reasoner.errors import CaseRefused, Problem
from ....reasoner.i18n import message
from ....reasoner.pack import shelved_pack
from ....reasoner.verify.receipt_reader import read_receipt
from ....reasoner.verify.verification import verify_receipt
from ...text.printed import outcomes_text
from ...text.rendering import (
    articles_drawing,
    collision_drawing,
    explanation_drawing,
    explanation_text,
)
from ..body import Question, Refused, document, members, refused_at, text
from ..responses import Reply, problem_reply
from .tasks import (
    Drawing,
    as_drawing,
    as_json,
    as_text,
    case_of,
    late,
    pack_of,
    reasoner_of,
    short_receipt,
    task,
    wanted_outcome,
)


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a stream: the answer and the receipt of an empty list."""

    answer: Mapping[str, object]
    receipt: ReceiptJson
    law: str


@task
def outcomes(question: Question, limit: int, reading: str | None, drawing: Drawing) -> Reply:
    """Every defensible outcome, or the map of the collision that a reading settles."""
    case, pack = case_of(question, document(question))
    reasoner = reasoner_of(pack)
    answer = reasoner.outcomes(case, question.lang, limit, question.seconds)
    if not is_whole(answer):
        return late(answer, question)
    if drawing.form == "json":
        return as_json(answer)
    found = reasoner.solve(case)  # kept, with all that was worked out
    if drawing.form == "text":
        return as_text(outcomes_text(found, question.lang, limit), short_receipt(answer))
    graph = collision_drawing(found, reading, question.lang)
    if graph is None:
        raise CaseRefused([Problem("value", message("draw_no_collision"), found=reading)])
    return as_drawing(graph, drawing, question.lang, short_receipt(answer))


@task
def explanation(
    question: Question, holds: bool, quote: bool, others: int, drawing: Drawing
) -> Reply:
    """Proof of a conclusion in an outcome of a case, or why it does not hold."""
    asked = members(document(question), ("case", "conclusion", "outcome"), ("case", "conclusion"))
    conclusion = text(asked["conclusion"], "/conclusion")
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
    wanted = wanted_outcome(asked["outcome"], pack, "/outcome") if "outcome" in asked else None
    with limited(question.seconds):
        with refused_at("/case"):
            found = reasoner_of(pack).solve(case)
        proved = explain(found, conclusion, wanted, holds=holds, others=others)
        answer = proved.as_json(question.lang)
        if drawing.form == "json":
            return as_json(answer)
        receipt = short_receipt(answer)
        if drawing.form == "text":
            return as_text(explanation_text(proved, question.lang, quote=quote), receipt)
        graph = explanation_drawing(proved, question.lang)
    return as_drawing(graph, drawing, question.lang, receipt)


@task
def head(question: Question) -> Reply | Head:
    """The beginning of a stream of outcomes."""
    case, pack = case_of(question, document(question))
    answer = reasoner_of(pack).outcomes(case, question.lang, 0, question.seconds)
    if not is_whole(answer):
        return late(answer, question)
    first = {name: value for name, value in answer.items() if name not in {LISTED, RECEIPT}}
    return Head(first, answer[RECEIPT], pack.digest)


@task
def page(question: Question, law: str, first: int, last: int) -> Reply | list[bytes]:
    """The outcomes at some positions, each a line without its end; under the law that a stream
    began with.
    """
    case, pack = case_of(question, document(question))
    if pack.digest != law:
        return problem_reply(503, question.lang, message("http_law_changed"), complete=False)
    with limited(question.seconds):
        return reasoner_of(pack).page(case, question.lang, first, last)


@task
def verification(question: Question) -> Reply:
    """Replay of an answer by its receipt: does it still come out?"""
    try:
        given = read_receipt(question.content, question.bounds.rows)
    except CaseRefused as refusal:
        # What cannot even be read has its fault on a line.
        unread = any(problem.line is not None for problem in refusal.problems)
        raise Refused(400 if unread else 422, tuple(refusal.problems)) from None
    pack = pack_of(question, given.case)
    with limited(question.seconds):
        found = verify_receipt(given, reasoner_of(pack))
    return as_json(found.as_json(question.lang))


@task
def articles(question: Question, regulation: str, provisions: bool, drawing: Drawing) -> Reply:
    """The graph of a regulation's articles, or of its provisions."""
    graph = articles_drawing(shelved_pack(regulation), question.lang, provisions=provisions)
    return as_drawing(graph, drawing, question.lang)
