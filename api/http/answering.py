"""Questions answered in an engine process: each function here is called there by its name."""

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

import graphviz

from api.http.access_log import places
from api.http.formats import MEDIA_TYPES, Format
from api.http.problems import PROBLEM_TYPE, encoded, problem_body, refusal_body
from api.http.questions import Question, Refused, document, members, plain, refused_at, text
from api.texts import explanation_text, outcomes_text
from reasoner import Case, CaseRefused, PackError, Reasoner, UnknownRegulation, presented
from reasoner.bilingual import Lang, Words, message
from reasoner.deadline import deadline
from reasoner.document import Node, Text
from reasoner.draft import is_whole
from reasoner.explanation import NoSuchOutcome, explain
from reasoner.pack import Pack, shelved_pack
from reasoner.pack.shelf import regulations, use_shelf
from reasoner.problems import Problem
from reasoner.proof.engine import ProverMissing
from reasoner.proof.steps import CertificateFailed
from reasoner.receipt import LISTED, RECEIPT, Json, engines
from reasoner.regulation import unknown_regulation
from reasoner.verification import verify_receipt
from reasoner.wanted import Wanted
from viz.articles import articles_dot
from viz.collision import collision_dot
from viz.proof import proof_dot
from viz.render import FORMATS as DRAWINGS
from viz.render import DrawingTimeout, GraphvizMissing, render

_P = ParamSpec("_P")
_R = TypeVar("_R")
# Of a receipt, what is short.
_SHORT = ("case_digest", "pack", "engines", "exhausted", "answer")
# How many packs are kept.
_MOST_KEPT = 16
_reasoners: dict[str, Reasoner] = {}


@dataclass(frozen=True, slots=True)
class Told:
    """What is answered: a status, a media type, a body.

    ``receipt`` is for a body that has no room for it; ``log`` says what went wrong here.
    """

    status: int
    media_type: str
    body: bytes
    receipt: str | None = None
    log: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """How an answer may be had: in which form, a drawing in how many seconds and bytes at most."""

    form: Format
    seconds: float
    size: int

    @property
    def time(self) -> float:
        """How many seconds it may take; none where nothing is drawn."""
        return self.seconds if self.form in DRAWINGS else 0.0


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a stream: the answer and the receipt of an empty list."""

    answer: Json
    receipt: Json
    law: str


def _answering(
    answer: Callable[Concatenate[Question, _P], _R],
) -> Callable[Concatenate[Question, _P], _R | Told]:
    """Tell whatever keeps a question from being answered in the form of a problem."""

    @wraps(answer)
    def told(question: Question, /, *args: _P.args, **kwargs: _P.kwargs) -> _R | Told:
        lang = question.lang
        try:
            use_shelf(question.shelf)
            return answer(question, *args, **kwargs)
        except Refused as refused:
            return _problem(refused.status, refusal_body(refused.status, lang, refused.problems))
        except NoSuchOutcome as unknown:
            problem = Problem("value", unknown.words, "/outcome")
            return _problem(404, refusal_body(404, lang, [problem]))
        except CaseRefused as refusal:
            return _problem(422, refusal_body(422, lang, refusal.problems))
        except ProverMissing:
            return _told(503, lang, message("prover_missing"))
        except GraphvizMissing:
            return _told(503, lang, message("viz_graphviz_missing"))
        except DrawingTimeout as late:
            words = message("viz_timeout", seconds=f"{late.seconds:g}")
            return _told(503, lang, words, complete=False)
        except MemoryError:
            raise
        except Exception as error:
            body = problem_body(500, lang, message("http_failed"))
            return Told(500, PROBLEM_TYPE, body, log=(*places(error), *_uncertified(error)))

    return told


@_answering
def outcomes(question: Question, limit: int, reading: str | None, drawing: Drawing) -> Told:
    """Every defensible outcome, or the map of the collision that a reading settles."""
    case, pack = _case(question, document(question))
    reasoner = _reasoner(pack)
    if drawing.form == "json":
        answer = reasoner.outcomes(case, question.lang, limit, question.seconds)
        return _json(answer) if is_whole(answer) else _late(answer, question)
    with deadline(question.seconds):
        found = reasoner.solve(case)
        if drawing.form == "text":
            said = outcomes_text(found, question.lang, case.title, limit)
            return _text(said, _in_short(reasoner.outcomes(case, question.lang, limit)))
        collisions = [each for each in found.collisions if reading in {None, each.reading}]
        if not collisions:
            raise CaseRefused([Problem("value", message("draw_no_collision"), found=reading)])
        graph = collision_dot(found, collisions[0], question.lang)
        receipt = _in_short(reasoner.outcomes(case, question.lang, limit))
    return _drawn(graph, drawing, question.lang, receipt)


@_answering
def explanation(
    question: Question, holds: bool, quote: bool, others: int, drawing: Drawing
) -> Told:
    """Why a conclusion holds in an outcome of a case, or why it does not."""
    asked = members(document(question), ("case", "conclusion", "outcome"), ("case", "conclusion"))
    conclusion = text(asked["conclusion"], "/conclusion")
    with refused_at("/case"):
        case, pack = _case(question, asked["case"])
    wanted = _wanted(asked["outcome"], pack) if "outcome" in asked else None
    with deadline(question.seconds):
        with refused_at("/case"):
            found = _reasoner(pack).solve(case)
        proved = explain(found, conclusion, wanted, holds=holds, others=others)
        answer = proved.as_json(question.lang)
        if drawing.form == "json":
            return _json(answer)
        receipt = _in_short(answer)
        if drawing.form == "text":
            return _text(explanation_text(proved, pack, question.lang, quote), receipt)
        graph = proof_dot(proved.proof, question.lang, pack.quoted)
    return _drawn(graph, drawing, question.lang, receipt)


@_answering
def head(question: Question) -> Told | Head:
    """What a stream of outcomes begins with."""
    case, pack = _case(question, document(question))
    answer = _reasoner(pack).outcomes(case, question.lang, 0, question.seconds)
    if not is_whole(answer):
        return _late(answer, question)
    receipt = cast("Json", answer.pop(RECEIPT))
    del answer[LISTED]
    return Head(answer, receipt, pack.digest)


@_answering
def page(question: Question, law: str, first: int, last: int) -> Told | list[bytes]:
    """The outcomes at some positions, each a line without its end; under the law that a stream
    began with.
    """
    case, pack = _case(question, document(question))
    if pack.digest != law:
        return _told(503, question.lang, message("http_law_changed"), complete=False)
    with deadline(question.seconds):
        return _reasoner(pack).page(case, question.lang, first, last)


@_answering
def verification(question: Question) -> Told:
    """Whether an answer still comes out as its receipt says."""
    try:
        given = presented.read(question.content, question.bounds.rows)
    except CaseRefused as refusal:
        # What cannot even be read has its fault on a line.
        unread = any(problem.line is not None for problem in refusal.problems)
        raise Refused(400 if unread else 422, tuple(refusal.problems)) from None
    pack = _pack(question, given.case)
    with deadline(question.seconds):
        found = verify_receipt(given, _reasoner(pack))
    return _json(found.as_json(question.lang))


@_answering
def articles(question: Question, regulation: str, provisions: bool, drawing: Drawing) -> Told:
    """The graph of a regulation's articles, or of its provisions."""
    pack = shelved_pack(regulation)
    graph = articles_dot(pack, question.lang, by_article=not provisions)
    return _drawn(graph, drawing, question.lang)


def warm() -> None:
    """Have at hand what every question needs: the engines, and the packs on the shelf."""
    engines()
    for regulation in regulations():
        with suppress(PackError):
            _reasoner(shelved_pack(regulation))


def _case(question: Question, node: Node) -> tuple[Case, Pack]:
    """A case that is not too large, and the pack of its regulation. Raises CaseRefused, Refused."""
    case = Case.from_node(node, question.bounds.rows)
    return case, _pack(question, case)


def _pack(question: Question, case: Case) -> Pack:
    """The pack of a case's regulation. Raises CaseRefused, Refused."""
    try:
        pack = shelved_pack(case.regulation)
    except UnknownRegulation as unknown:
        status = 422 if case.regulation is None else 404
        raise Refused(status, (*case.problems, unknown_regulation(unknown))) from None
    question.bounds.hold(case, pack)
    return pack


def _wanted(node: Node, pack: Pack) -> str | Wanted:
    """The outcome that is asked for, by its id or by what it has."""
    if isinstance(node, Text):
        return node.value
    return Wanted.of(plain(node, "/outcome"), pack)


def _reasoner(pack: Pack) -> Reasoner:
    """The reasoner for a pack, kept with what it has found."""
    if pack.digest not in _reasoners:
        if len(_reasoners) >= _MOST_KEPT:
            _reasoners.clear()
        _reasoners[pack.digest] = Reasoner(pack)
    return _reasoners[pack.digest]


def _json(value: object) -> Told:
    return Told(200, MEDIA_TYPES["json"], encoded(value))


def _text(said: str, receipt: str) -> Told:
    return Told(200, MEDIA_TYPES["text"], said.encode(), receipt)


def _drawn(
    graph: graphviz.Digraph, drawing: Drawing, lang: Lang, receipt: str | None = None
) -> Told:
    [form] = (each for each in DRAWINGS if each == drawing.form)
    body = render(graph, form, drawing.seconds)
    if len(body) > drawing.size:
        return _told(503, lang, message("http_drawing_too_large", limit=str(drawing.size)))
    return Told(200, MEDIA_TYPES[form], body, receipt)


def _in_short(answer: Json) -> str:
    """The receipt of an answer without the case and what else may be long, as a header holds it:
    with the digest of what is answered as JSON to the same question.
    """
    receipt = cast("Json", answer[RECEIPT])
    return json.dumps({name: receipt[name] for name in _SHORT})


def _late(answer: Json, question: Question) -> Told:
    """What was found until the time was up."""
    words = message("time_limit", seconds=f"{question.seconds:g}")
    return Told(503, PROBLEM_TYPE, problem_body(503, question.lang, words, **answer))


def _problem(status: int, body: bytes) -> Told:
    return Told(status, PROBLEM_TYPE, body)


def _told(status: int, lang: Lang, words: Words, **members: object) -> Told:
    return _problem(status, problem_body(status, lang, words, **members))


def _uncertified(error: Exception) -> list[object]:
    """What the second engine did not confirm, without the names in it."""
    if not isinstance(error, CertificateFailed):
        return []
    unproved = [atom.partition("(")[0] for atom in error.unsupported]
    return [{"unproved": unproved, "not_kept": list(error.violated)}]
