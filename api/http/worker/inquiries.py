"""Tasks beyond one outcome, called by name in a worker process."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from ....reasoner.answer.why import NoSuchOutcome, find_outcome
from ....reasoner.budget import limited
from ....reasoner.case.case import Case
from ....reasoner.case.regulation import unknown_regulation
from ....reasoner.case.text_tree import Items, Node, Text
from ....reasoner.errors import CaseRefused, Problem, UnknownRegulation
from ....reasoner.i18n import message
from ....reasoner.inquiry.atlas.atlas import Atlas, atlas
from ....reasoner.inquiry.compare.compare import NamedCase
from ....reasoner.inquiry.compare.compared_atlas import compare_atlases
from ....reasoner.inquiry.consistency.decided import decided_cases
from ....reasoner.inquiry.contrast.contrast import contrast
from ....reasoner.inquiry.contrast.decision_tree import decisions
from ....reasoner.inquiry.relevance.relevance import relevance
from ....reasoner.inquiry.review.review import review
from ....reasoner.inquiry.what_if.what_if import what_if
from ....reasoner.pack import Pack, shelved_pack
from ....reasoner.solver.outcomes import Outcomes
from ...text.atlas_csv import atlas_csv
from ...text.printed import whole_text
from ...text.rendering import Answer, renderer
from ...text.rendering import drawing as drawn
from ..body import Question, Refused, document, members, plain, refused_at, text
from ..responses import MEDIA_TYPES, Reply
from .tasks import (
    Drawing,
    as_drawing,
    as_json,
    as_text,
    case_of,
    pack_of,
    reasoner_of,
    short_receipt,
    task,
    wanted_outcome,
)

Asked = Mapping[str, Node]


@task
def inquiry(
    question: Question, name: str, options: Mapping[str, object], drawing: Drawing
) -> Reply:
    """Answer the question with a name, in the requested form; it keeps to the time limit by itself,
    a drawing has its own.
    """
    lang = question.lang
    answer = INQUIRIES[name](question, **options)
    data = answer.as_json(lang)
    match drawing.form:
        case "json":
            reply = as_json(data)
        case "csv" if isinstance(answer, Atlas):
            reply = Reply(200, MEDIA_TYPES["csv"], atlas_csv(answer, lang).encode())
        case "text":
            reply = as_text(whole_text(renderer(answer, lang)), short_receipt(data))
        case _:
            return as_drawing(drawn(answer, lang), drawing, lang, short_receipt(data))
    return replace(reply, lasting=answer.complete)


# --- the questions


def _contrast(question: Question) -> Answer:
    """Contrast of two outcomes of a case or, where none are named, of all of them."""
    asked = members(document(question), ("case", "outcomes"), ("case",))
    with limited(question.seconds) as budget:
        found = _solved(question, asked)
    if "outcomes" not in asked:
        return decisions(found, budget.left)
    with limited(budget.left):
        one, other = (
            _outcome_id(found, node, f"/outcomes/{place}")
            for place, node in enumerate(_items(asked["outcomes"], "/outcomes", exactly=2))
        )
    return contrast(found, one, other, seconds=budget.left)


def _what_if(question: Question) -> Answer:
    """The smallest changes of the facts of a case that change what is defensible."""
    outcomes, left = _outcomes(question)
    return what_if(outcomes, left)


def _relevance(question: Question) -> Answer:
    """Relevance of facts not stated: those that could still change a conclusion, as questions."""
    outcomes, left = _outcomes(question)
    return relevance(outcomes, 0.8 * left)  # what is found then takes its time to be written


def _review(question: Question) -> Answer:
    """Review of a decision: does it stand, fall, or stand on a contested reading?"""
    needed = ("case", "decision")
    asked = members(document(question), needed, needed)
    decision = plain(asked["decision"], "/decision")
    with limited(question.seconds) as budget:
        outcomes = _solved(question, asked)
    return review(outcomes, decision, budget.left)


def _schools(question: Question) -> Answer:
    """A case under each school of its law."""
    asked = members(document(question), ("case",), ("case",))
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
        return reasoner_of(pack).schools(case, seconds=question.seconds)


def _consistency(question: Question, limit: int) -> Answer:
    """Consistency of decided cases, and what it means for a new one."""
    asked = members(document(question), ("decided", "case"), ("decided",))
    _items(asked["decided"], "/decided")
    past = decided_cases(asked["decided"], "/decided")
    faults = tuple(fault for each in past if each.problems for fault in each.faults)
    if faults:
        raise Refused(422, faults)
    new, pack = None, None
    if "case" in asked:
        with refused_at("/case"):
            new, pack = case_of(question, asked["case"])
    for each in past:
        with refused_at(f"{each.place}/case"):
            pack = pack or pack_of(question, each.case)
            question.bounds.hold(each.case, pack)
    law = pack or pack_of(question, Case())
    return reasoner_of(law).consistency(past, new, limit, question.seconds)


def _compare(question: Question, *, atlas: bool) -> Answer:
    """Differences of the outcomes of cases under two regulations, or versions of one."""
    needed = ("before", "after", "cases")
    asked = members(document(question), needed, needed)
    before, after = (_named(asked[side], f"/{side}") for side in ("before", "after"))
    named = []
    for place, node in enumerate(_items(asked["cases"], "/cases")):
        with refused_at(f"/cases/{place}"):
            case = Case.from_node(_stated(node), question.bounds.rows)
            if case.problems:
                raise CaseRefused(case.problems)
            question.bounds.hold(case, before)
        named.append(NamedCase(str(place), case))
    with limited(question.seconds) as budget:
        one, other = reasoner_of(before), reasoner_of(after)
    found = one.compare(other, named, seconds=budget.left)
    if atlas:
        found = replace(found, atlas=compare_atlases(before, after, seconds=budget.left))
    return found


def _atlas(question: Question, regulation: str) -> Answer:
    """The atlas of a regulation, which takes longer than the questions about one case."""
    return atlas(shelved_pack(regulation), seconds=question.seconds)


INQUIRIES: Mapping[str, Callable[..., Answer]] = {
    "atlas": _atlas,
    "contrast": _contrast,
    "what_if": _what_if,
    "relevance": _relevance,
    "review": _review,
    "schools": _schools,
    "consistency": _consistency,
    "compare": _compare,
}


def _outcomes(question: Question) -> tuple[Outcomes, float]:
    """The outcomes of the case that is all that is asked about, and the seconds left."""
    asked = members(document(question), ("case",), ("case",))
    with limited(question.seconds) as budget:
        return _solved(question, asked), budget.left


def _solved(question: Question, asked: Asked) -> Outcomes:
    """The outcomes of the case that is asked about."""
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
        return reasoner_of(pack).solve(case)


def _outcome_id(found: Outcomes, node: Node, pointer: str) -> str:
    """The id of the outcome that is asked for. Raises Refused, CaseRefused."""
    try:
        return find_outcome(found, wanted_outcome(node, found.pack, pointer)).id
    except NoSuchOutcome as unknown:
        raise Refused(404, (Problem("value", unknown.words, pointer),)) from None


def _items(node: Node, pointer: str, exactly: int | None = None) -> tuple[Node, ...]:
    """The elements of a list. Raises Refused for what is none, or has not as many as it must."""
    if not isinstance(node, Items) or exactly not in {None, len(node.items)}:
        words = message("http_not_list" if exactly is None else "http_not_two")
        raise Refused(422, (Problem("malformed", words, pointer, line=node.line),))
    return tuple(node.items)


def _stated(node: Node) -> Node:
    """A case that is one. Raises Refused for null."""
    if isinstance(node, Text) and node.is_empty:
        raise Refused(422, (Problem("malformed", message("http_not_object"), line=node.line),))
    return node


def _named(node: Node, pointer: str) -> Pack:
    """The regulation with the id that stands in a body. Raises Refused."""
    try:
        return shelved_pack(text(node, pointer))
    except UnknownRegulation as unknown:
        raise Refused(404, (replace(unknown_regulation(unknown), pointer=pointer),)) from None
