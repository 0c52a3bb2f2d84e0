"""What would change it: the smallest changes of the facts of a case that change who may get what.

Each change can be taken over: the case with it, and its outcomes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Response, request

from .asking import ask
from .case_page import case_page, refused
from .case_state import Json, carried, patched
from .hidden import hidden
from .site import pages
from .views.lawbook import Cited, LawBook
from .views.outcomes import Drawn, Statement


@pages.post("/changes")
def changes(lang: str) -> Response:
    """What other facts would change for the persons of a case, or for one of them."""
    case, person = carried(), request.form.get("person")
    reply = ask("/v1/what-if", lang, {"case": case})
    if not reply.ok:
        return refused(reply, lang, case)
    answer = reply.data
    book = LawBook.of(answer, lang)
    known = answer["persons"]
    asked = [person] if person is not None and person in known else [*known]
    return case_page(
        "changes.html",
        lang,
        case,
        book.regulation,
        book=book,
        persons=[_person(each, known[each], case, book) for each in asked],
        others=len(known) > len(asked),
        idle=None if answer["idle"] is None else _facts(answer["idle"], book),
        exhausted=answer["exhausted"],
    )


@dataclass(frozen=True, slots=True)
class Effect:
    """Dispositions of a person gained or lost, with the provisions through which."""

    person: str
    gained: bool
    texts: Sequence[str]
    cites: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Change:
    """Changes of facts that go together, what they do, and the case with them."""

    texts: Sequence[str]
    cites: Sequence[Cited]
    effects: Sequence[Effect]
    case: str


@dataclass(frozen=True, slots=True)
class Person:
    """What may become of a person now, what carries that, and what would change it.

    ``changes`` are grouped by how many facts they touch; ``unlisted`` says of effects how many
    further changes with them there are.
    """

    name: str
    now: Sequence[str]
    carried_by: Sequence[Drawn] | None
    changes: Sequence[tuple[int, Sequence[Change]]]
    unlisted: Sequence[tuple[bool, str, int]]


def _person(name: str, found: Json, case: Json, book: LawBook) -> Person:
    grouped = groupby(found["changes"], lambda each: len(each["changes"]))
    return Person(
        name,
        [*map(book.label, found["dispositions"])],
        None if found["carried_by"] is None else _facts(found["carried_by"], book),
        [(size, [_change(each, case, book) for each in group]) for size, group in grouped],
        [
            (each["effect"] == "gained", each["text"], unlisted)
            for each in found["effects"]
            if (unlisted := each["single_count"] + each["pair_count"] - each["listed"])
        ],
    )


def _change(told: Json, case: Json, book: LawBook) -> Change:
    touched = [
        fact["provisions"]
        for change in told["changes"]
        for fact in (change["withdrawn"], change["added"])
        if fact is not None
    ]
    return Change(
        [each["text"] for each in told["changes"]],
        _cites(touched, book),
        [
            Effect(
                person,
                gained,
                [book.label(each["disposition"]) for each in effects],
                _cites((each["provisions"] for each in effects), book),
            )
            for gained, part in ((True, "gained"), (False, "lost"))
            for person, effects in told[part].items()
        ],
        hidden(patched(case, told["patch"])),
    )


def _cites(groups: Iterable[Sequence[str]], book: LawBook) -> Sequence[Cited]:
    """The provisions of several groups, each once."""
    return book.cite([*dict.fromkeys(number for group in groups for number in group)])


def _facts(facts: Sequence[Json], book: LawBook) -> list[Drawn]:
    return [
        Drawn(book.cite(provisions), [Statement(each["text"]) for each in group])
        for provisions, group in groupby(facts, lambda each: each["provisions"])
    ]
