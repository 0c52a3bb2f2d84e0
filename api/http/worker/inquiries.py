"""Tasks beyond one outcome, called by name in a worker process."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

import graphviz
from rich.console import Group, RenderableType

from ....reasoner.answer.why import NoSuchOutcome, find_outcome
from ....reasoner.budget import TimeUp, limited
from ....reasoner.case.case import Case
from ....reasoner.case.regulation import unknown_regulation
from ....reasoner.case.text_tree import Items, Node, Text
from ....reasoner.errors import CaseRefused, Problem, UnknownRegulation
from ....reasoner.i18n import message
from ....reasoner.inquiry.atlas.atlas import atlas
from ....reasoner.inquiry.atlas.outline import outline
from ....reasoner.inquiry.compare.compare import NamedCase
from ....reasoner.inquiry.compare.compared_atlas import compare_atlases
from ....reasoner.inquiry.compare.outline import outline as compare_outline
from ....reasoner.inquiry.consistency.decided import decided_cases
from ....reasoner.inquiry.consistency.outline import outline as consistency_outline
from ....reasoner.inquiry.contrast.contrast import contrast
from ....reasoner.inquiry.contrast.decision_tree import decisions
from ....reasoner.inquiry.contrast.outline import contrast_outline, decisions_outline
from ....reasoner.inquiry.relevance.outline import outline as relevance_outline
from ....reasoner.inquiry.relevance.relevance import relevance
from ....reasoner.inquiry.review.outline import outline as review_outline
from ....reasoner.inquiry.review.review import review
from ....reasoner.inquiry.schools.outline import outline as schools_outline
from ....reasoner.inquiry.what_if.outline import outline as what_if_outline
from ....reasoner.inquiry.what_if.what_if import what_if
from ....reasoner.pack import Pack, shelved_pack
from ....reasoner.solver.outcomes import Outcomes
from ....viz.contrast import contrast_dot
from ....viz.decision_tree import decision_tree_dot
from ....viz.heat_map import heat_map_dot
from ....viz.review import review_dot
from ...text.atlas import AtlasText
from ...text.atlas_csv import atlas_csv
from ...text.contrast import contrast_text
from ...text.decision_tree import decisions_text
from ...text.document import document_text
from ...text.printed import printed
from ...text.relevance import RelevanceText
from ...text.review import ReviewText
from ...text.what_if import WhatIfText
from ..body import Question, Refused, document, members, plain, refused_at, text
from ..responses import MEDIA_TYPES, Reply
from .tasks import (
    Drawing,
    as_drawing,
    as_json,
    as_text,
    case_of,
    pack_of,
    problem_reply,
    reasoner_of,
    short_receipt,
    task,
    wanted_outcome,
)

Asked = Mapping[str, Node]
# A drawing still to be made, and the receipt of what it shows.
_ToDraw = tuple[graphviz.Digraph, str | None]


class Answer(Protocol):
    """An answer that has a form as plain data."""

    def as_json(self, lang: str) -> Mapping[str, object]:
        """All of it, its words in one language."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and how it is rendered in words and, if it can be, drawn."""

    answer: Answer
    rendered: Callable[[], str]
    drawn: Callable[[], graphviz.Digraph] | None = None


@task
def inquiry(
    question: Question, name: str, options: Mapping[str, object], drawing: Drawing
) -> Reply:
    """Answer the question with a name, in the requested form."""

    def made() -> Reply | _ToDraw:
        found = INQUIRIES[name](question, **options)
        data = found.answer.as_json(question.lang)
        if drawing.form == "json":
            return as_json(data)
        if drawing.form == "text" or found.drawn is None:
            return as_text(found.rendered(), short_receipt(data))
        return found.drawn(), short_receipt(data)

    return _in_time(question, drawing, made)


@task
def atlas_of(question: Question, regulation: str, drawing: Drawing) -> Reply:
    """The atlas of a regulation, which takes longer than the questions about one case."""
    pack, lang = shelved_pack(regulation), question.lang

    def made() -> Reply | _ToDraw:
        found = atlas(pack, seconds=question.seconds)
        match drawing.form:
            case "json":
                reply = as_json(found.as_json(lang))
            case "csv":
                reply = Reply(200, MEDIA_TYPES["csv"], atlas_csv(found, lang).encode())
            case "text":
                reply = as_text(printed(AtlasText(outline(found, lang), lang).render()), None)
            case _:
                return heat_map_dot(outline(found, lang), lang), None
        return replace(reply, lasting=found.exhausted)

    return _in_time(question, drawing, made)


def _in_time(question: Question, drawing: Drawing, tell: Callable[[], Reply | _ToDraw]) -> Reply:
    """Answer a question, or tell that its time was up before there was anything to tell.

    Each question keeps to the time limit by itself; a drawing has its own.
    """
    try:
        reply = tell()
    except TimeUp:
        words = message("time_limit", seconds=f"{question.seconds:g}")
        return problem_reply(503, question.lang, words, complete=False)
    if isinstance(reply, Reply):
        return reply
    graph, receipt = reply
    return as_drawing(graph, drawing, question.lang, receipt)


def _printed(parts: Iterable[RenderableType]) -> str:
    return printed(Group(*parts))


# --- the questions


def _contrast(question: Question) -> Found:
    """Contrast of two outcomes of a case or, where none are named, of all of them."""
    asked = members(document(question), ("case", "outcomes"), ("case",))
    lang = question.lang
    with limited(question.seconds) as budget:
        found = _solved(question, asked)
    if "outcomes" not in asked:
        trees = decisions(found, budget.left)
        return Found(
            trees,
            lambda: decisions_text(decisions_outline(trees, lang), lang),
            lambda: decision_tree_dot(decisions_outline(trees, lang), lang),
        )
    with limited(budget.left):
        one, other = (
            _outcome_id(found, node, f"/outcomes/{place}")
            for place, node in enumerate(_items(asked["outcomes"], "/outcomes", exactly=2))
        )
    parted = contrast(found, one, other, seconds=budget.left)
    return Found(
        parted,
        lambda: contrast_text(contrast_outline(parted, lang), lang),
        lambda: contrast_dot(contrast_outline(parted, lang), lang),
    )


def _what_if(question: Question) -> Found:
    """The smallest changes of the facts of a case that change what is defensible."""
    asked = members(document(question), ("case",), ("case",))
    with limited(question.seconds) as budget:
        outcomes = _solved(question, asked)
    found = what_if(outcomes, budget.left)
    lang = question.lang
    return Found(found, lambda: _printed(WhatIfText(what_if_outline(found, lang), lang).render()))


def _relevance(question: Question) -> Found:
    """Relevance of facts not stated: those that could still change a conclusion, as questions."""
    asked = members(document(question), ("case",), ("case",))
    with limited(question.seconds) as budget:
        outcomes = _solved(question, asked)
    # What is found then takes its time to be written.
    found = relevance(outcomes, 0.8 * budget.left)
    lang = question.lang
    return Found(
        found, lambda: _printed(RelevanceText(relevance_outline(found, lang), lang).render())
    )


def _review(question: Question) -> Found:
    """Review of a decision: does it stand, fall, or stand on a contested reading?"""
    needed, lang = ("case", "decision"), question.lang
    asked = members(document(question), needed, needed)
    decision = plain(asked["decision"], "/decision")
    with limited(question.seconds) as budget:
        outcomes = _solved(question, asked)
    found = review(outcomes, decision, budget.left)

    def rendered() -> str:
        text = ReviewText(review_outline(found, lang), lang)
        reasons = text.reasons()
        return _printed(text.render()) + (f"\n{reasons}" if reasons else "")

    return Found(found, rendered, lambda: review_dot(found, lang))


def _schools(question: Question) -> Found:
    """A case under each school of its law."""
    asked = members(document(question), ("case",), ("case",))
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
        found = reasoner_of(pack).schools(case, seconds=question.seconds)
    return Found(found, lambda: _printed(document_text(schools_outline(found, question.lang))))


def _consistency(question: Question, limit: int) -> Found:
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
    found = reasoner_of(law).consistency(past, new, limit, question.seconds)
    return Found(found, lambda: _printed(document_text(consistency_outline(found, question.lang))))


def _compare(question: Question, *, atlas: bool) -> Found:
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
    return Found(found, lambda: _printed(document_text(compare_outline(found, question.lang))))


INQUIRIES: Mapping[str, Callable[..., Found]] = {
    "contrast": _contrast,
    "what_if": _what_if,
    "relevance": _relevance,
    "review": _review,
    "schools": _schools,
    "consistency": _consistency,
    "compare": _compare,
}


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
