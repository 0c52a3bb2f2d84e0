"""Questions beyond one outcome, answered in an engine process: each is called there by its name."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

import graphviz
from rich.console import Group

from api.atlas_csv import atlas_csv
from api.atlas_text import AtlasText
from api.compare_text import CompareText
from api.consistency_text import ConsistencyText
from api.contrast_text import contrast_text
from api.decision_tree_text import decisions_text
from api.http.formats import MEDIA_TYPES
from api.http.questions import Question, Refused, document, members, refused_at, text
from api.http.tasks import (
    Drawing,
    Told,
    as_drawing,
    as_json,
    as_text,
    case_of,
    in_short,
    pack_of,
    reasoner_of,
    task,
    wanted_outcome,
)
from api.schools_text import SchoolsText
from api.texts import printed
from reasoner import Case
from reasoner.bilingual import message
from reasoner.deadline import deadline
from reasoner.document import Items, Node
from reasoner.inquiry.atlas import Atlas, atlas
from reasoner.inquiry.compare import NamedCase, compare
from reasoner.inquiry.consistency import consistency
from reasoner.inquiry.contrast import contrast
from reasoner.inquiry.decided import decided_cases
from reasoner.inquiry.decision_tree import decisions
from reasoner.inquiry.schools import schools
from reasoner.outcomes import Outcomes
from reasoner.pack import Pack, shelved_pack
from reasoner.problems import Problem, UnknownRegulation
from reasoner.receipt import Json
from reasoner.regulation import unknown_regulation
from viz.contrast import contrast_dot
from viz.decision_tree import decision_tree_dot
from viz.heat_map import heat_map_dot

Asked = Mapping[str, Node]
# The atlases that a process has made, by the digest of the pack, and how many are kept.
_atlases: dict[str, Atlas] = {}
_MOST_KEPT = 16


class Answer(Protocol):
    """What is found, which can be told as plain data."""

    def as_json(self, lang: str) -> Json:
        """All of it, its words in one language."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer, and how it is told in words and, if it can be, drawn."""

    answer: Answer
    said: Callable[[], str]
    drawn: Callable[[], graphviz.Digraph] | None = None


@task
def inquiry(question: Question, name: str, options: Mapping[str, object], drawing: Drawing) -> Told:
    """What one of these questions finds, in the form that is wanted."""
    with deadline(question.seconds):
        found = INQUIRIES[name](question, **options)
        said = found.answer.as_json(question.lang)
        if drawing.form == "json":
            return as_json(said)
        if drawing.form == "text" or found.drawn is None:
            return as_text(found.said(), in_short(said))
        graph = found.drawn()
    return as_drawing(graph, drawing, question.lang, in_short(said))


@task
def atlas_of(question: Question, regulation: str, drawing: Drawing) -> Told:
    """The atlas of a regulation, which takes longer than the questions about one case."""
    pack, lang = shelved_pack(regulation), question.lang
    if pack.digest not in _atlases:
        if len(_atlases) >= _MOST_KEPT:
            _atlases.clear()
        _atlases[pack.digest] = atlas(pack)
    found = _atlases[pack.digest]
    match drawing.form:
        case "json":
            return as_json(found.as_json(lang))
        case "csv":
            return Told(200, MEDIA_TYPES["csv"], atlas_csv(found, lang).encode())
        case "text":
            return as_text(printed(AtlasText(found, lang).render()), None)
        case _:
            return as_drawing(heat_map_dot(found, lang), drawing, lang)


# --- the questions


def _contrast(question: Question) -> Found:
    """What separates two outcomes of a case or, where none are named, all of them."""
    asked = members(document(question), ("case", "outcomes"), ("case",))
    lang = question.lang
    found, pack = _solved(question, asked)
    if "outcomes" not in asked:
        tree = decisions(found)
        return Found(
            tree, lambda: decisions_text(tree, lang), lambda: decision_tree_dot(tree, lang)
        )
    one, other = (
        wanted_outcome(node, pack, f"/outcomes/{place}")
        for place, node in enumerate(_items(asked["outcomes"], "/outcomes", exactly=2))
    )
    parted = contrast(found, one, other)
    return Found(parted, lambda: contrast_text(parted, lang), lambda: contrast_dot(parted, lang))


def _schools(question: Question) -> Found:
    """A case under each school of its law."""
    asked = members(document(question), ("case",), ("case",))
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
        found = schools(reasoner_of(pack), case)
    return Found(found, lambda: printed(Group(*SchoolsText(found, question.lang).render())))


def _consistency(question: Question, limit: int) -> Found:
    """Whether decided cases agree, and what that means for a new one."""
    asked = members(document(question), ("decided", "case"), ("decided",))
    past = decided_cases(asked["decided"], "/decided")
    new, pack = None, None
    if "case" in asked:
        with refused_at("/case"):
            new, pack = case_of(question, asked["case"])
    for each in past:
        if pack is None:
            with refused_at(f"{each.place}/case"):
                pack = pack_of(question, each.case)
        question.bounds.hold(each.case, pack)
    law = pack or pack_of(question, Case())
    found = consistency(reasoner_of(law), past, new, limit)
    return Found(found, lambda: printed(Group(*ConsistencyText(found, question.lang).render())))


def _compare(question: Question) -> Found:
    """What may come out of cases under one regulation, or version of it, and not under another."""
    needed = ("before", "after", "cases")
    asked = members(document(question), needed, needed)
    before, after = (_named(asked[side], f"/{side}") for side in ("before", "after"))
    named = []
    for place, node in enumerate(_items(asked["cases"], "/cases")):
        with refused_at(f"/cases/{place}"):
            case = Case.from_node(node, question.bounds.rows)
            question.bounds.hold(case, before)
        named.append(NamedCase(str(place), case))
    found = compare(reasoner_of(before), reasoner_of(after), named)
    return Found(found, lambda: printed(Group(*CompareText(found, question.lang).render())))


INQUIRIES: Mapping[str, Callable[..., Found]] = {
    "contrast": _contrast,
    "schools": _schools,
    "consistency": _consistency,
    "compare": _compare,
}


def _solved(question: Question, asked: Asked) -> tuple[Outcomes, Pack]:
    """The outcomes of the case that is asked about, and its law."""
    with refused_at("/case"):
        case, pack = case_of(question, asked["case"])
        return reasoner_of(pack).solve(case), pack


def _items(node: Node, pointer: str, exactly: int | None = None) -> tuple[Node, ...]:
    """The elements of a list. Raises Refused for what is none, or has not as many as it must."""
    if not isinstance(node, Items) or exactly not in {None, len(node.items)}:
        words = message("http_not_list" if exactly is None else "http_not_two")
        raise Refused(422, (Problem("malformed", words, pointer, line=node.line),))
    return tuple(node.items)


def _named(node: Node, pointer: str) -> Pack:
    """The regulation with the id that stands in a body. Raises Refused."""
    try:
        return shelved_pack(text(node, pointer))
    except UnknownRegulation as unknown:
        raise Refused(404, (unknown_regulation(unknown).below(pointer),)) from None
