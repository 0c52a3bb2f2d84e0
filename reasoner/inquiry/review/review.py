"""Review of a decision: where it stands, where it falls, what carries it and what excludes it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, reduce
from itertools import islice

from clingo.symbol import String, Symbol

from ...budget import anytime
from ...case.decision_selector import Decision
from ...explanation.proof_graph import Proof
from ...explanation.proofs import certificate, proofs_of
from ...solver.diagram import Node
from ...solver.minimal_conflicts import MinimalConflicts, take
from ...solver.outcomes import Outcomes
from ...solver.prime_implicants import Condition, conditions
from ...solver.results import Outcome
from ..fact_space import fact_space
from ..hypothetical import Hypothetical
from .conflicts import conflicts
from .incompatible import Incompatible, separating
from .repairs import smallest_repairs
from .reviewed import Carried, Fallen, Finding, Judged, Review, contested_nodes

# How many of each are listed, and how many outcomes with the decision are compared.
MAX_CONDITIONS = 20
MAX_CONFLICTS = 10
MAX_REPAIRS = 20
MAX_COMPARED = 20


def review(outcomes: Outcomes, decision: object, seconds: float | None = None) -> Review:
    """Review a decision taken in a case: plain data, persons with the words of their dispositions.

    After `seconds` of processor time the review is what was found until then, and says so. Raises
    CaseRefused with what is wrong with the decision, CertificateFailed.
    """
    reviewing = _Reviewing(outcomes, Decision.of(decision, outcomes.pack, outcomes.findings))
    with anytime(seconds) as run:
        reviewing.run()
    reviewing.found.complete = run.complete
    return reviewing.found


class _Reviewing:
    """A review in the making: `found` has what is found by now."""

    def __init__(self, outcomes: Outcomes, decision: Decision) -> None:
        self._outcomes = outcomes
        self._verdicts = decision.verdicts(outcomes.pack)
        self._model = outcomes.model
        self._diagrams = outcomes.model.variables.diagrams
        self.found = Review(decision, outcomes.pack, outcomes.findings.case)

    def run(self) -> None:
        """Find the members of the review, the most telling first."""
        found, stands, variables = self.found, self._stands, self._model.variables
        found.finding = self._judge(stands)
        decisive = self._diagrams.variables(self._unless_refused(stands))
        found.decided_by = variables.readings_among(decisive)
        for person in self._verdicts:
            found.persons[person] = self._judged(person)
        found.finish("finding", "decided_by", "persons")
        found.stands_under, every = self._conditions(stands)
        if every:
            found.finish("stands_under")
        falls_under, every = self._conditions(self._diagrams.negation(stands))
        if every and found.finding != "contested":
            found.finish("falls_under")
        if found.finding == "falls":
            found.finish("outcome")
            self._find_conflicts()
            self._find_incompatible()
            self._find_repairs()
            return
        found.finish("conflicts", "apart", "changes")
        found.repair_count = 0
        self._find_strongest()
        if found.finding == "contested":
            found.falls_under.extend(map(self._falls, falls_under))
            if every:
                found.finish("falls_under")

    # --- where it stands

    @cached_property
    def _stands(self) -> Node:
        """The answers to open questions under which some outcome has the decision."""
        return self._where(self._verdicts)

    def _where(self, persons: Collection[str]) -> Node:
        """The answers under which some outcome has the decisions on `persons`."""
        found = self._outcomes
        drawn, absent = self._exactly(persons)
        possible = found.model.conclusions
        if not possible.issuperset(drawn) or not found.model.certain.conclusions.isdisjoint(absent):
            return self._diagrams.false
        return self._diagrams.all_of(part.where(drawn, absent) for part in found.model.parts)

    def _exactly(self, persons: Collection[str]) -> tuple[list[Symbol], list[Symbol]]:
        """The verdicts that these persons have, and those that they do not."""
        drawn = [self._verdicts[person] for person in persons]
        return drawn, [v for p in persons for v in self._possible(p) if v not in drawn]

    def _possible(self, person: str) -> tuple[Symbol, ...]:
        found = self._outcomes.summary.persons.get(String(person))
        return () if found is None else found.verdicts

    def _admitted(self, node: Node) -> Node:
        """The answers under which the case is not refused, as far as that depends on variables of
        `node`.
        """
        own = set(self._diagrams.variables(node))
        groups = self._model.admitted
        return self._diagrams.all_of(
            each for each in groups if not own.isdisjoint(self._diagrams.variables(each))
        )

    def _unless_refused(self, node: Node) -> Node:
        """`node`, with None as its value where the case is refused."""
        return self._diagrams.combined(_kept, node, self._admitted(node))

    def _judge(self, node: Node) -> Finding:
        """The finding on a decision that stands where `node` is true."""
        values = set(self._diagrams.values(self._unless_refused(node)))
        if True not in values:
            return "falls"
        return "contested" if False in values else "stands"

    def _judged(self, person: str) -> Judged:
        finding = self._judge(self._where([person]))
        return Judged(self._verdicts[person], finding, self._possible(person))

    def _find_incompatible(self) -> None:
        """Find the smallest sets of persons whose decisions no outcome has together, though some
        outcome has each.
        """
        persons = self.found.persons.items()
        names = [person for person, judged in persons if judged.finding != "falls"]

        def meet(wanted: frozenset[int]) -> frozenset[int] | None:
            held = [names[number] for number in sorted(wanted)]
            return None if self._where(held) == self._diagrams.false else wanted

        sets = MinimalConflicts(len(names), meet).each()
        parted = (s if s is None else self._parted([names[n] for n in sorted(s)]) for s in sets)
        if take(parted, MAX_CONFLICTS, self.found.incompatible):
            self.found.finish("apart")

    def _parted(self, persons: Sequence[str]) -> Incompatible:
        """Persons with incompatible decisions, and the questions that they need answered
        differently.
        """
        variables = self._model.variables
        over = separating(self._diagrams, [self._where([person]) for person in persons])
        disputed = tuple(variables.names[v] for v in variables.facts_among(over))
        return Incompatible(tuple(persons), variables.readings_among(over), disputed)

    def _conditions(self, node: Node) -> tuple[tuple[Condition, ...], bool]:
        """The first smallest conditions under which `node` is true, and whether these are all; the
        disputed facts in them are noted.
        """
        variables = self._model.variables
        found, every = conditions(variables, node, self._admitted(node), MAX_CONDITIONS)
        named = {*self.found.decided_by_facts, *(n for each in found for n in each.disputed)}
        self.found.decided_by_facts = tuple(name for name in variables.facts if name in named)
        return found, every

    def _under(self, condition: Condition) -> Node:
        """The answers of outcomes that have the readings and findings of a condition: a reading
        only where it makes a difference, and no disputed fact that changes nothing.
        """
        variables, diagrams = self._model.variables, self._diagrams
        found = self._answered(condition.disputed, {})
        for reading, option in condition.readings.items():
            unnamed = diagrams.negation(self._lives(reading))
            taken = self._answered({}, {reading: option})
            found = diagrams.both(found, diagrams.either(taken, unnamed))
        return diagrams.some([variables.facts[name] for name in self._model.idle], found)

    def _answered(self, disputed: Mapping[str, bool], readings: Mapping[str, str]) -> Node:
        answers = self._model.variables.answers(disputed, readings)
        return self._diagrams.all_of(self._diagrams.answered(*each) for each in answers.items())

    def _lives(self, reading: str) -> Node:
        lives = (part.lives(reading) for part in self._model.parts)
        return reduce(self._diagrams.either, lives, self._diagrams.false)

    # --- what carries it

    def _find_strongest(self) -> None:
        """Prove the first outcomes with the decision under each condition, and under each option of
        another reading beside it; keep the one in which the decision rests on least.
        """
        best: Carried | None = None
        for count, candidate in enumerate([*islice(self._candidates(), MAX_COMPARED)], start=1):
            carried = self._proved_to_carry(*candidate)
            best = carried if best is None else min(best, carried, key=lambda c: c.measure)
            self.found.carried = replace(best, compared=count)
        self.found.finish("outcome")

    def _proved_to_carry(self, outcome: Outcome, condition: Condition) -> Carried:
        proofs = self._proved(outcome, holds=True)
        nodes = contested_nodes((proofs or {}).values(), outcome, condition)
        return Carried(outcome, condition, self._discretion(outcome), proofs, nodes, compared=1)

    def _candidates(self) -> Iterator[tuple[Outcome, Condition]]:
        """Yield outcomes with the decision, each once, and the condition under which each was
        found.
        """
        drawn, absent = self._exactly(self._verdicts)
        seen: set[str] = set()
        for condition, within in self._places():
            found = self._outcomes.first_with(drawn, absent, within=within)
            if found is not None and found.id not in seen:
                seen.add(found.id)
                yield found, condition

    def _places(self) -> Iterator[tuple[Condition, Node]]:
        yield from ((condition, self._under(condition)) for condition in self.found.stands_under)
        for condition in self.found.stands_under:
            for reading in self._model.live_anywhere:
                for option in self._model.variables.options[reading]:
                    if reading not in condition.readings:
                        taken = {**condition.readings, reading: option}
                        yield condition, self._under(Condition(taken, condition.disputed))

    def _proved(self, outcome: Outcome, *, holds: bool) -> Mapping[str, Proof] | None:
        """Prove for each person that the decision holds in an outcome, or that it does not, as far
        as that is so; None if the second engine is missing.
        """
        if certificate(self._outcomes, [outcome.branch]) is None:
            return None
        proofs = proofs_of(self._outcomes)
        prove: Callable[[Symbol, Outcome], Proof | None] = proofs.why if holds else proofs.why_not
        found = {person: prove(verdict, outcome) for person, verdict in self._verdicts.items()}
        return {person: proof for person, proof in found.items() if proof is not None}

    def _discretion(self, outcome: Outcome) -> tuple[Symbol, ...]:
        """The choices of an outcome in the components that judge these persons."""
        decided = {String(person) for person in self._verdicts}
        return tuple(
            symbol
            for part, local in zip(self._model.parts, outcome.parts[1:], strict=True)
            if not decided.isdisjoint(part.verdicts) and local.ways
            for symbol in self._model.in_order(local.ways[0])
        )

    # --- where it falls

    def _falls(self, condition: Condition) -> Fallen:
        outcome = self._outcomes.first_with(within=self._under(condition))
        if outcome is None:
            raise ValueError("a condition under which there is no outcome")
        instead = {person: self._instead(person, condition) for person in self._verdicts}
        return Fallen(condition, instead, outcome, self._proved(outcome, holds=False))

    def _instead(self, person: str, condition: Condition) -> tuple[Symbol, ...]:
        """The verdicts on a person that are possible under a condition."""
        possible, judged = self._possible(person), String(person)
        answers = self._model.variables.answers(condition.disputed, condition.readings)
        for part in self._model.parts:
            if judged in part.verdicts:
                node = self._diagrams.restricted(part.words_of(judged), answers)
                words = {word for each in self._diagrams.values(node) for word in each or ()}
                return tuple(verdict for verdict in possible if verdict.arguments[1] in words)
        return possible

    # --- what it is up against

    def _find_conflicts(self) -> None:
        """Find the conflicts of the decision, over a fact space with things that the case does not
        name.
        """
        facts = fact_space(self._outcomes.pack, self._outcomes.findings, unnamed=True)
        found = conflicts(self._outcomes, [*self._verdicts.values()], facts)
        if take(found, MAX_CONFLICTS, self.found.conflicts):
            self.found.finish("conflicts")

    def _find_repairs(self) -> None:
        facts = fact_space(self._outcomes.pack, self._outcomes.findings)
        case = Hypothetical(self._outcomes.pack, self._outcomes.findings, facts)
        found = smallest_repairs(case, [*self._verdicts.values()], MAX_REPAIRS)
        self.found.repairs, self.found.repair_count = found
        if self.found.repair_count is not None:
            self.found.finish("changes")


def _kept(value: bool, admitted: bool) -> bool | None:
    return value if admitted else None
