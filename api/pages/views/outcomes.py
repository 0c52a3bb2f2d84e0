"""The view of the outcomes page, and parts of it that other pages show too."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from ....reasoner.answer.partial import is_whole
from ....reasoner.budget import limited
from ....reasoner.errors import CaseRefused, Problem
from ....reasoner.i18n import message
from ....viz.collision import collision_dot
from ...http.worker.tasks import Drawing
from ..hidden import hidden
from .lawbook import Cited, LawBook
from .task import Json, PostedCase, case_task, drawn_svg

PER_PAGE = 20
Kind = Literal["certain", "contested", "discretionary", "excluded"]
KINDS: tuple[Kind, ...] = ("certain", "contested", "discretionary", "excluded")


def about(conclusion: str, *, holds: bool = True, outcome: str | None = None) -> str:
    """What a button asks the page of reasons: why, or why not, there or where it is first so."""
    return hidden({"conclusion": conclusion, "holds": holds, "outcome": outcome})


@dataclass(frozen=True, slots=True)
class Cell:
    """How a disposition stands with a person."""

    kind: Kind
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class Row:
    """A person, with every disposition that there is."""

    person: str
    cells: Sequence[Cell]
    readings: Sequence[str]


def glance(answer: Json, book: LawBook) -> list[Row]:
    """Who may get what."""
    return [
        Row(
            person,
            [_cell(person, found, value["id"], book) for value in book.verdict["values"]],
            [book.readings[name]["question"] for name in found["readings"]],
        )
        for person, found in answer.get("persons", {}).items()
    ]


def _cell(person: str, found: Json, value: str, book: LawBook) -> Cell:
    admitted = found["dispositions"]
    kind: Kind
    if value not in admitted:
        kind = "excluded"
    elif found["contested"]:
        kind = "contested"
    else:
        kind = "certain" if len(admitted) == 1 else "discretionary"
    atom = book.verdict_atom(person, value)
    return Cell(kind, book.label(value), about(atom, holds=kind != "excluded"))


@dataclass(frozen=True, slots=True)
class Option:
    """One way to understand the text, with what speaks for it."""

    name: str
    label: str
    argument: str
    rests_on: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Switch:
    """A contested reading that is left open or fixed; ``persons`` are those whom it may decide."""

    name: str
    question: str
    cites: Sequence[Cited]
    options: Sequence[Option]
    persons: Sequence[str]
    fixed: bool


def switches(answer: Json, book: LawBook) -> list[Switch]:
    """The readings that bear on a case, in the law's order, with those that it fixes."""
    pinned: Mapping[str, str] = answer.get("pinned", {})
    persons: Mapping[str, Json] = answer.get("persons", {})
    bearing = {name for found in persons.values() for name in found["readings"]}
    named = {name for outcome in answer["outcomes"] for name in outcome["readings"]}
    clashing = {each["reading"] for each in answer.get("collisions", ())}
    return [
        _switch(reading, book, pinned, persons)
        for name, reading in book.readings.items()
        if name in {*pinned, *bearing, *named, *clashing}
    ]


def _switch(
    reading: Mapping[str, Any],
    book: LawBook,
    pinned: Mapping[str, str],
    persons: Mapping[str, Json],
) -> Switch:
    name = reading["id"]
    return Switch(
        name,
        reading["question"],
        book.cite(reading["provisions"]),
        [
            Option(
                option["id"],
                option["label"],
                option["argument"],
                option["rests_on"],
                pinned.get(name) == option["id"],
            )
            for option in reading["options"]
        ],
        [person for person, found in persons.items() if name in found["readings"]],
        name in pinned,
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """A collision: whom it concerns, and what each person may get under each option."""

    reading: str
    question: str
    cites: Sequence[Cited]
    persons: Sequence[str]
    options: Sequence[tuple[str, Sequence[Sequence[str]]]]


def clashes(answer: Json, book: LawBook) -> list[Clash]:
    """The collisions of a case."""
    return [
        Clash(
            each["reading"],
            book.readings[each["reading"]]["question"],
            book.cite(each["provisions"]),
            each["persons"],
            [
                (
                    book.option(each["reading"], option),
                    [[*map(book.label, by.get(person, ()))] for person in each["persons"]],
                )
                for option, by in each["options"].items()
            ],
        )
        for each in answer.get("collisions", ())
    ]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something in words; ``about`` asks for its reasons, where there are any."""

    text: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """Statements that follow from the same provisions."""

    cites: Sequence[Cited]
    statements: Sequence[Statement]


def drawn(conclusions: Iterable[Json], book: LawBook, outcome: str | None = None) -> list[Drawn]:
    """Conclusions but verdicts, those from the same provisions together."""
    verdict = book.verdict["predicate"]
    others = (c for c in conclusions if predicate(c["atom"]) != verdict)
    return [
        Drawn(
            book.cite(provisions),
            [Statement(c["text"], about(c["atom"], outcome=outcome)) for c in group],
        )
        for provisions, group in groupby(others, lambda c: c["provisions"])
    ]


def assumed(answer: Json, book: LawBook) -> list[Drawn]:
    """What was taken for granted."""
    return [
        Drawn(book.cite(each["provisions"]), [Statement(each["text"])])
        for each in answer.get("assumptions", ())
    ]


@dataclass(frozen=True, slots=True)
class Finding:
    """A disputed fact, and whether it is found."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Disputes:
    """Disputed facts of a case: those that change nothing, and combinations that drop out."""

    idle: Sequence[str]
    dropped: Sequence[tuple[Sequence[Finding], Sequence[str]]]


def disputes(answer: Json, book: LawBook) -> Disputes:
    """What becomes of disputed facts that no outcome names."""
    said = disputed_facts(answer, book)
    return Disputes(
        [said.get(atom, atom) for atom in answer.get("idle", ())],
        [
            (findings(each["disputed"], said), [error["message"] for error in each["errors"]])
            for each in answer.get("dropped", ())
        ],
    )


def disputed_facts(answer: Json, book: LawBook) -> dict[str, str]:
    """The disputed facts of the case that is answered, in words."""
    return book.statements(answer["receipt"]["case"].get("disputed"))


def findings(disputed: Mapping[str, bool], said: Mapping[str, str]) -> list[Finding]:
    """Disputed facts in words, with whether they are found."""
    return [Finding(said.get(atom, atom), found) for atom, found in disputed.items()]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a person in an outcome."""

    person: str
    label: str
    cites: Sequence[Cited]
    about: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One outcome: what it rests on, and what follows. Of ``discretion``, each choice may be used
    in several ways that come to the same.
    """

    id: str
    number: str
    readings: Sequence[tuple[str, str]]
    findings: Sequence[Finding]
    discretion: Sequence[Sequence[Sequence[str]]]
    verdicts: Sequence[Verdict]
    conclusions: Sequence[Drawn]


def listed(outcomes: Iterable[Json], answer: Json, book: LawBook) -> Iterator[Listed]:
    """Outcomes one by one."""
    said = disputed_facts(answer, book)
    for outcome in outcomes:
        yield Listed(
            outcome["id"],
            position(outcome["id"]),
            [
                (book.readings[name]["question"], book.option(name, option))
                for name, option in outcome["readings"].items()
            ],
            findings(outcome["disputed"], said),
            [
                [[each["text"] for each in way] for way in ways if way]
                for ways in outcome["discretion"]
                if any(ways)
            ],
            [*_verdicts(outcome, book)],
            drawn(outcome["conclusions"], book, outcome["id"]),
        )


def _verdicts(outcome: Json, book: LawBook) -> Iterator[Verdict]:
    provisions = {each["atom"]: each["provisions"] for each in outcome["conclusions"]}
    for person, value in outcome["dispositions"].items():
        atom = book.verdict_atom(person, value)
        yield Verdict(
            person,
            book.label(value),
            book.cite(provisions[atom]),
            about(atom, outcome=outcome["id"]),
        )


def position(outcome: str) -> str:
    """The place of an outcome in the order of all, as its id has it."""
    return outcome.partition("-")[0]


def predicate(atom: str) -> str:
    """What an atom says of its arguments."""
    return atom.partition("(")[0].lstrip("-")


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """The outcomes page. `late` says that the time was up before the whole answer was there."""

    late: str | None
    rows: Sequence[Row]
    school: str | None
    switches: Sequence[Switch]
    pinned: str
    clashes: Sequence[Clash]
    always: Sequence[Drawn]
    sometimes: Sequence[Drawn]
    assumed: Sequence[Drawn]
    disputes: Disputes
    count: int | str | None
    certified: bool
    listed: Sequence[Listed]
    first: int
    after: int | None

    @property
    def kinds(self) -> Sequence[Kind]:
        """How a disposition may stand with a person."""
        return KINDS

    @property
    def last(self) -> int:
        """The position of the last outcome on the page."""
        return self.first + len(self.listed) - 1

    @property
    def before(self) -> int | None:
        """The first position of the page before this one."""
        return max(self.first - PER_PAGE, 1) if self.first > 1 else None


@case_task
def outcomes_view(posted: PostedCase, first: int) -> OutcomesView:
    """Make the outcomes page with the outcomes from position `first`."""
    last = first + PER_PAGE - 1
    answer = {**posted.reasoner.outcomes(posted.case, posted.lang, last, posted.seconds)}
    return view_of(answer, posted.book, first, None if is_whole(answer) else posted.late)


def view_of(answer: Json, book: LawBook, first: int, late: str | None) -> OutcomesView:
    """The view of an answer that may lack members, if it is late."""
    last = first + PER_PAGE - 1
    school = answer["receipt"]["case"].get("school")
    always = {each["atom"] for each in answer.get("always", ())}
    sometimes = (each for each in answer.get("sometimes", ()) if each["atom"] not in always)
    count = answer["outcome_count"]
    more = count is None or int(count) > last
    return OutcomesView(
        late=late,
        rows=glance(answer, book),
        school=None if school is None else book.school(school),
        switches=switches(answer, book),
        pinned=hidden(answer.get("pinned", {})),
        clashes=clashes(answer, book),
        always=drawn(answer.get("always", ()), book),
        sometimes=drawn(sometimes, book),
        assumed=assumed(answer, book),
        disputes=disputes(answer, book),
        count=count,
        certified=bool(answer["certified"]),
        listed=[*listed(answer["outcomes"][first - 1 :], answer, book)],
        first=first,
        after=last + 1 if more and len(answer["outcomes"]) == last else None,
    )


@case_task
def collision_map(posted: PostedCase, reading: str, drawing: Drawing) -> str:
    """Draw the collision that `reading` settles, as SVG."""
    with limited(posted.seconds):
        found = posted.reasoner.solve(posted.case)
        collision = next(
            (each for each in found.summary.collisions if each.reading == reading), None
        )
        if collision is None:
            raise CaseRefused([Problem("value", message("draw_no_collision"), found=reading)])
        graph = collision_dot(found, collision, posted.lang)
    return drawn_svg(graph, drawing, posted.lang)
