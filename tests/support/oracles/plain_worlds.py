"""Answer sets of a case's whole program by the plain definition, and small random cases."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from clingo.symbol import Symbol

from support.cases.law_cases import WholeProgram
from support.oracles.reference import random_case
from wenze import Outcomes, Reasoner
from wenze.reasoner.inquiry.contrast.choices import Choice, Matter, Value


@dataclass(frozen=True)
class PlainWorld:
    """One answer set: how it answers every question, what discretion chooses, what is concluded."""

    questions: Mapping[str, Value]
    discretion: Mapping[Matter, frozenset[Symbol]]
    conclusions: frozenset[Symbol]

    def decides(self, choice: Choice, value: Value | None) -> bool:
        """Whether a choice is decided so here, or does not arise."""
        if isinstance(choice.subject, Matter):
            return self.discretion.get(choice.subject, value) == value
        return self.questions[choice.subject] == value


def worlds(found: Outcomes) -> Iterator[PlainWorld]:
    """Every answer set that is not refused."""
    kinds = found.pack.predicates_of
    for atoms in WholeProgram(found.pack, found.findings).answer_sets():
        names = {atom.name for atom in atoms}
        if "refused" in names:
            continue
        taken = [a.arguments for a in atoms if a.name == "reading"]
        held = {atom.arguments[0] for atom in atoms if atom.name == "asserted"}
        discretion: dict[Matter, set[Symbol]] = {}
        for atom in atoms:
            if atom.name in kinds("discretion"):
                discretion.setdefault(Matter.of(atom), set()).add(atom)
        yield PlainWorld(
            {str(reading): str(option) for reading, option in taken}
            | {str(fact): fact in held for fact in found.findings.disputed},
            {matter: frozenset(chosen) for matter, chosen in discretion.items()},
            frozenset(a for a in atoms if a.name in kinds("verdict", "conclusion")),
        )


def few_readings(law: Reasoner, rng: random.Random) -> dict[str, Any]:
    """A random case of the law with two readings left open, so that all can be listed."""
    document: dict[str, Any] = dict(random_case(rng, size="small"))
    likely = ["exemption_force", "exemption_vs_aggravation", "later_conduct", "loss_caused"]
    kept = rng.sample(likely, 2)
    document["readings"] = {
        reading.id: rng.choice(reading.option_ids)
        for reading in law.pack.readings
        if reading.id not in kept
    }
    return document


def mini_case(rng: random.Random) -> dict[str, Any]:
    """Borrowers who were late, with excuses stated or in dispute, some of which exclude others."""
    case: dict[str, Any] = {"facts": {}, "disputed": {}}
    for borrower in ["张三", "李四", "O'Neil"][: rng.randint(1, 3)]:
        case["facts"].setdefault("loan", []).append([borrower, "2030-03-01"])
        if rng.random() < 0.15:
            case["disputed"].setdefault("loan", []).append([borrower, "2030-03-02"])
        for name in ("late", "ill", "household_ill"):
            part = rng.choice(["facts", "facts", "disputed", ""])
            if part:
                case[part].setdefault(name, []).append(borrower)
    return case
