"""The parts of a brief, made from what the interface answers."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ...reasoner.pack.provision import Provision
from .absences import Absence, Way, absence
from .case_state import Json
from .hidden import hidden
from .proof_steps import Stage, stages
from .review_views import Taken, taken
from .views import outcomes as views
from .views.lawbook import Cited, LawBook

# At most so many proofs are asked for; further verdicts have none beside them.
MOST_PROOFS = 150

# Asks why a conclusion holds in an outcome, or in the first where it does; or why it does not.
Asks = Callable[[str, str | None], Json | None]


@dataclass(frozen=True)
class CitingBook(LawBook):
    """A law book that remembers what was cited from it."""

    cited: dict[str, None] = field(default_factory=dict)

    def cite(self, numbers: Sequence[str]) -> tuple[Cited, ...]:
        """Provisions with their words, remembered."""
        self.cited.update(dict.fromkeys(numbers))
        return LawBook.cite(self, numbers)

    def annex(self) -> list[Cited]:
        """All that was cited in the order of the law; words that stand in a wider provision that is
        cited too are not repeated.
        """
        numbers = sorted(Provision.parse(number) for number in self.cited)
        told: dict[int, list[str]] = {}
        found = []
        for number, each in zip(numbers, LawBook.cite(self, [*map(str, numbers)]), strict=True):
            before = told.setdefault(number.article, [])
            new = [p for p in each.passages if not any(p.text in words for words in before)]
            before += [passage.text for passage in new]
            if new:
                found.append(replace(each, passages=tuple(new)))
        return found


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that the case states, disputes or denies."""

    section: str
    text: str
    cites: Sequence[Cited]


@dataclass(frozen=True, slots=True)
class Group:
    """Facts of one group of the vocabulary."""

    label: str
    facts: Sequence[Fact]


def stated(case: Json, book: LawBook) -> list[Group]:
    """What a case says, as the vocabulary groups it."""
    found: dict[str, list[Fact]] = {group["id"]: [] for group in book.law["groups"]}
    for name, schema in book.facts.items():
        told = schema["x-wenze"]
        for section in ("facts", "disputed", "denied"):
            rows = (case.get(section) or {}).get(name)
            if rows:
                cites = book.cite(told["provisions"])
                said = book.statements({name: rows}).values()
                found[told["group"]] += [Fact(section, text, cites) for text in said]
    labels = {group["id"]: group["label"] for group in book.law["groups"]}
    return [Group(labels[name], facts) for name, facts in found.items() if facts]


def pins(answer: Json, book: LawBook) -> list[Taken]:
    """The readings that the case fixes, with what speaks for them."""
    return [taken(book, *each) for each in answer.get("pinned", {}).items()]


# --- where the answers lead


@dataclass(frozen=True, slots=True)
class End:
    """What may become of a person, and by which discretion; which of it may depend on others."""

    label: str
    ways: Sequence[Sequence[str]]
    depends: bool


@dataclass(frozen=True, slots=True)
class Branch:
    """Answers, and what they lead to."""

    answers: Sequence[str]
    then: "Question | Ends"


@dataclass(frozen=True, slots=True)
class Question:
    """A question about the text or about a disputed fact."""

    kind: str
    text: str
    cites: Sequence[Cited]
    branches: Sequence[Branch]


@dataclass(frozen=True, slots=True)
class Ends:
    """Where all questions are answered: what may become of each person."""

    persons: Sequence[tuple[str, Sequence[End]]]
    kind: str = "ends"


@dataclass(frozen=True, slots=True)
class Tree:
    """Whom a decision tree is about, and its first question."""

    persons: Sequence[str]
    root: Question | Ends


def trees(contrast: Json, book: LawBook) -> list[Tree]:
    """The decision trees of a case."""
    return [Tree(each["persons"], _node(each["tree"], book)) for each in contrast["trees"]]


def _node(told: Json, book: LawBook) -> Question | Ends:
    if "dispositions" in told:
        return Ends([(person, [*map(_end, ends)]) for person, ends in told["dispositions"].items()])
    return Question(
        told["kind"],
        told["text"],
        book.cite(told["provisions"]),
        [
            Branch([each["text"] for each in branch["answers"]], _node(branch["then"], book))
            for branch in told["branches"]
        ],
    )


def _end(told: Json) -> End:
    ways = [[each["text"] for each in way] for way in told["discretion"] if way]
    return End(told["text"], ways, told["depends"])


# --- outcomes and their reasons


@dataclass(frozen=True, slots=True)
class Reason:
    """A proof by its number: of whom and what, and the first outcome that has it."""

    number: int
    person: str
    label: str
    outcome: str
    stages: Sequence[Stage]


@dataclass(frozen=True, slots=True)
class Together:
    """Outcomes in which everybody gets the same."""

    verdicts: Sequence[tuple[str, str]]
    count: int
    first: str


def together(outcomes: Iterable[Json], book: LawBook) -> list[Together]:
    """Outcomes by what becomes of everybody."""
    found: dict[str, list[Json]] = {}
    for each in outcomes:
        found.setdefault(hidden(each["dispositions"]), []).append(each)
    return [
        Together(
            [(person, book.label(word)) for person, word in alike[0]["dispositions"].items()],
            len(alike),
            views.position(alike[0]["id"]),
        )
        for alike in found.values()
    ]


class Reasons:
    """The proofs of a brief, each once, referred to by their numbers."""

    def __init__(self, book: LawBook, why: Asks) -> None:
        self._book = book
        self._why = why
        self._asked: dict[str, int | None] = {}
        self._told: dict[str, Reason] = {}

    @property
    def listed(self) -> list[Reason]:
        """All of them in order."""
        return [*self._told.values()]

    def of_outcome(self, outcome: Json) -> dict[str, int | None]:
        """The number of the proof for each person in an outcome."""
        return {
            person: self._number(person, word, outcome["id"], _resting(person, outcome))
            for person, word in outcome["dispositions"].items()
        }

    def of_person(self, person: str, word: str) -> int | None:
        """The number of the proof in the first outcome where a person gets this."""
        return self._number(person, word, None, {})

    def _number(self, person: str, word: str, outcome: str | None, resting: Json) -> int | None:
        """The number of a proof. What an outcome rests on is the same only with the same proof, so
        that it is asked for once.
        """
        key = hidden({"person": person, "word": word, "resting": resting})
        if key not in self._asked:
            self._asked[key] = self._proved(person, word, outcome)
        return self._asked[key]

    def _proved(self, person: str, word: str, outcome: str | None) -> int | None:
        if len(self._asked) >= MOST_PROOFS:
            return None
        proof = self._why(self._book.verdict_atom(person, word), outcome)
        if proof is None:
            return None
        key = hidden({"root": proof["root"], "nodes": proof["nodes"]})
        if key not in self._told:
            self._told[key] = Reason(
                len(self._told) + 1,
                person,
                self._book.label(word),
                views.position(proof["outcome"]),
                stages(proof, self._book),
            )
        return self._told[key].number


def _resting(person: str, outcome: Json) -> Json:
    """On what the verdict on a person in an outcome can rest: all but what is chosen for others."""
    # A name stands in atoms as it does in JSON.
    others = [json.dumps(p, ensure_ascii=False) for p in outcome["dispositions"] if p != person]
    chosen = [
        each["atom"]
        for ways in outcome["discretion"]
        for way in ways
        for each in way
        if not any(other in each["atom"] for other in others)
    ]
    return {"readings": outcome["readings"], "disputed": outcome["disputed"], "chosen": chosen}


# --- what nobody may get


@dataclass(frozen=True, slots=True)
class Excluded:
    """A disposition that a person gets in no outcome, and in short why not in the first."""

    label: str
    outcome: str
    lines: Sequence["Hindered"]
    details: Sequence[str]


@dataclass(frozen=True, slots=True)
class Hindered:
    """A way to a disposition: what it lacks and what stands in it."""

    lacks: Sequence[str]
    blocks: Sequence[str]


def excluded(answer: Json, book: LawBook, why_not: Asks) -> list[tuple[str, Sequence[Excluded]]]:
    """What no one may get, person by person."""
    return [
        (
            person,
            [
                _excluded(
                    value["label"], why_not(book.verdict_atom(person, value["id"]), None), book
                )
                for value in book.verdict["values"]
                if value["id"] not in found["dispositions"]
            ],
        )
        for person, found in answer.get("persons", {}).items()
    ]


def _excluded(label: str, proof: Json | None, book: LawBook) -> Excluded:
    if proof is None:
        return Excluded(label, "", (), ())
    told = absence(proof, book)
    return Excluded(label, views.position(proof["outcome"]), _short(told), told.details)


def _short(told: Absence) -> list[Hindered]:
    """Every way in short, those that fail alike once."""
    found = (_hindered(way) for way in told.ways)
    return list({hidden({"": [*each.lacks, "", *each.blocks]}): each for each in found}.values())


def _hindered(way: Way) -> Hindered:
    lacks = [each.named.text for each in way.lacks]
    return Hindered(lacks, [each.named.text for each in way.blocks])


def receipt(answer: Json) -> Mapping[str, str]:
    """What the answer can be held against later, by what it is called."""
    told = answer["receipt"]
    return {
        "case": told["case_digest"],
        "pack": told["pack"]["digest"],
        "text": told["pack"]["text_digest"],
        "answer": told["answer"],
    }
