"""What separates two outcomes: the choices in which they differ, and what follows from each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Response, request

from .absences import Absence, absence
from .asking import ask
from .case_page import case_page, refused
from .case_state import Json, carried
from .outcomes import drawing
from .proof_steps import Stage, stages
from .site import pages
from .views import outcomes as views
from .views.lawbook import Cited, LawBook

SIDES = ("a", "b")


@pages.post("/separates")
def separates(lang: str) -> Response:
    """Two outcomes of a case side by side."""
    case = carried()
    asked = {"case": case, "outcomes": [request.form.get(side, "") for side in SIDES]}
    reply = ask("/v1/contrast", lang, asked)
    if not reply.ok:
        return refused(reply, lang, case)
    answer = reply.data
    book = LawBook.of(answer, lang)
    drawn = ask("/v1/contrast", lang, asked, form="svg")
    return case_page(
        "separates.html",
        lang,
        case,
        book.regulation,
        book=book,
        answer=answer,
        ids={side: answer["outcomes"][side]["id"] for side in SIDES},
        numbers={side: views.position(answer["outcomes"][side]["id"]) for side in SIDES},
        choices=[_choice(each, book) for each in answer["choices"]],
        follows=[_choice(each, book) for each in answer["follows"]],
        persons=[_person(name, found, answer, book) for name, found in answer["persons"].items()],
        only={
            side: views.drawn(answer["conclusions"][side], book, answer["outcomes"][side]["id"])
            for side in SIDES
        },
        proofs=[_reasons(each, book) for each in answer["proofs"] or ()],
        drawing=drawing(_numbered(drawn.text, answer)) if drawn.ok else None,
        undrawn=None if drawn.ok else drawn.data["detail"],
    )


def _numbered(svg: str, answer: Json) -> str:
    """A drawing that calls outcomes by their numbers, as pages do; their ids are for tools."""
    for side in SIDES:
        outcome = answer["outcomes"][side]["id"]
        svg = svg.replace(outcome, str(views.position(outcome)))
    return svg


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice, with what each outcome has; None where it does not arise."""

    text: str
    cites: Sequence[Cited]
    taken: Sequence[str | None]
    needed: bool
    always_needed: bool


def _choice(told: Json, book: LawBook) -> Choice:
    taken = [told[side]["text"] if told[side] else None for side in SIDES]
    needed, always = told.get("needed", False), told.get("always_needed", False)
    return Choice(told["text"], book.cite(told["provisions"]), taken, needed, always)


@dataclass(frozen=True, slots=True)
class Side:
    """What becomes of a person in an outcome."""

    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Person:
    """What becomes of a person in either; None where the person has no role there."""

    name: str
    sides: Sequence[Side | None]
    differs: bool


def _person(name: str, found: Json, answer: Json, book: LawBook) -> Person:
    sides = [_side(name, found[side], answer["outcomes"][side]["id"], book) for side in SIDES]
    return Person(name, sides, found["differs"])


def _side(name: str, value: str | None, outcome: str, book: LawBook) -> Side | None:
    if value is None:
        return None
    return Side(book.label(value), views.about(book.verdict_atom(name, value), outcome=outcome))


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a disposition holds in the outcome on one side, and why it does not on the other."""

    text: str
    side: str
    elsewhere: str
    why: Sequence[Stage]
    why_not: Absence


def _reasons(told: Json, book: LawBook) -> Reasons:
    side = told["holds_in"]
    elsewhere = _other(SIDES, side)
    why, why_not = stages(told["why"], book), absence(told["why_not"], book)
    return Reasons(told["text"], side, elsewhere, why, why_not)


def _other(sides: Iterable[str], side: str) -> str:
    return next(each for each in sides if each != side)
