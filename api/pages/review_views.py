"""The parts of the page of a review, made from what the interface answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...reasoner.answer.why_outline import DisputedFact, position
from .absences import Absence, absence
from .case_state import Json, patched
from .hidden import hidden
from .proof_steps import Stage, stages
from .views.lawbook import Cited, LawBook

# What may become of each person.
Ends = Sequence[tuple[str, Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was decided of a person, what is found of it, and all that the case admits."""

    person: str
    decided: str
    finding: str
    admitted: Sequence[str]


@dataclass(frozen=True, slots=True)
class Taken:
    """A reading as it is taken, with what speaks for that."""

    question: str
    option: str
    argument: str
    rests_on: str
    cites: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Condition:
    """Under which readings and findings something is so; under all where it names none."""

    readings: Sequence[Taken]
    findings: Sequence[DisputedFact]

    @property
    def always(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.readings or self.findings)


@dataclass(frozen=True, slots=True)
class Falling:
    """A condition under which the decision falls: what comes out instead, and why not it."""

    condition: Condition
    instead: Ends
    outcome: str
    why_not: Sequence[tuple[str, Absence]]


@dataclass(frozen=True, slots=True)
class Carried:
    """The outcome that carries the decision best, with the proof for each person."""

    outcome: str
    compared: int
    condition: Condition
    beside: Sequence[str]
    discretion: Sequence[str]
    proofs: Sequence[tuple[str, Sequence[Stage]]]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Facts and provisions that the decision cannot be squared with."""

    text: str
    facts: Sequence[tuple[str, Sequence[Cited]]]
    cites: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Change:
    """Changes of the facts that would admit the decision, and the case with them."""

    parts: Sequence[str]
    cites: Sequence[Cited]
    case: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """What is shown of a review of a decision in a case."""

    answer: Json
    case: Json
    book: LawBook

    def persons(self) -> list[Judged]:
        """What is found person by person."""
        return [
            Judged(
                person,
                self.book.label(found["disposition"]),
                found["finding"],
                [*map(self.book.label, found["admitted"])],
            )
            for person, found in self.answer["persons"].items()
        ]

    def decided_by(self) -> list[tuple[str, Sequence[Cited]]]:
        """The readings on which it hangs whether the decision stands."""
        readings = (self.book.readings[name] for name in self.answer["decided_by"])
        return [(each["question"], self.book.cite(each["provisions"])) for each in readings]

    def decided_by_facts(self) -> list[str]:
        """The disputed facts on which it hangs."""
        said = disputed_facts(self.answer, self.book)
        return [said.get(atom, atom) for atom in self.answer["decided_by_facts"]]

    def standing(self) -> list[Condition]:
        """Where the decision stands."""
        return [*map(self._condition, self.answer["stands_under"])]

    def falling(self) -> list[Falling]:
        """Where it falls."""
        return [
            Falling(
                self._condition(each),
                self._ends(each["instead"]),
                position(each["outcome"]),
                [
                    (person, absence(proof, self.book))
                    for person, proof in (each["why_not"] or {}).items()
                ],
            )
            for each in self.answer["falls_under"]
        ]

    def carried(self) -> Carried | None:
        """What carries the decision; nothing where it falls."""
        answer = self.answer
        if answer["outcome"] is None:
            return None
        return Carried(
            position(answer["outcome"]),
            answer["compared"],
            self._condition(answer["rests_on"]["condition"]),
            [each["text"] for each in answer["rests_on"]["beside"]],
            [each["text"] for each in answer["discretion"]],
            [
                (person, stages(proof, self.book))
                for person, proof in (answer["proofs"] or {}).items()
            ],
        )

    def obstacles(self) -> list[Obstacle]:
        """What the decision is up against, each set as small as can be."""
        return [
            Obstacle(
                each["text"],
                [(fact["text"], self.book.cite(fact["provisions"])) for fact in each["facts"]],
                self.book.cite(each["provisions"]),
            )
            for each in self.answer["conflicts"]
        ]

    def changes(self) -> list[Change]:
        """The smallest changes of the facts that would admit the decision."""
        return [
            Change(
                [part["text"] for part in each["changes"]],
                self.book.cite(_each_once(each["provisions"].values())),
                hidden(patched(self.case, each)),
            )
            for each in self.answer["changes"]
        ]

    def _condition(self, told: Json) -> Condition:
        return Condition(
            [taken(self.book, *each) for each in told["readings"].items()],
            findings(told["disputed"], disputed_facts(self.answer, self.book)),
        )

    def _ends(self, persons: Mapping[str, Sequence[str]]) -> Ends:
        return [(person, [*map(self.book.label, words)]) for person, words in persons.items()]


def taken(book: LawBook, reading: str, option: str) -> Taken:
    """A reading that is taken in one of its ways."""
    told = book.readings[reading]
    way = next(each for each in told["options"] if each["id"] == option)
    cites = book.cite(told["provisions"])
    return Taken(told["question"], way["label"], way["argument"], way["rests_on"], cites)


def _each_once(lists: Iterable[Sequence[str]]) -> list[str]:
    return list(dict.fromkeys(number for each in lists for number in each))


def disputed_facts(answer: Json, book: LawBook) -> dict[str, str]:
    """The disputed facts of the case that is answered, in words."""
    return book.statements(answer["receipt"]["case"].get("disputed"))


def findings(disputed: Mapping[str, bool], said: Mapping[str, str]) -> list[DisputedFact]:
    """Disputed facts in words, with whether they are found."""
    return [DisputedFact(said.get(atom, atom), found) for atom, found in disputed.items()]
