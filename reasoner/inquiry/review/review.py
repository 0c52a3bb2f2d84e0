"""A decision held against the law: where it stands, where it falls, and what it is up against."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice

from clingo.symbol import String, Symbol

from ...case.decision_selector import Decision
from ...explanation.proof_graph import Proof
from ...explanation.proofs import certificate, proofs_of
from ...solver.diagram import Node
from ...solver.minimal_conflicts import MinimalConflicts
from ...solver.outcomes import Outcomes
from ...solver.prime_implicants import Condition, conditions
from ...solver.results import Outcome
from ..fact_space import universe
from ..hypothetical import Hypothetical
from .conflicts import Conflict, conflicts
from .incompatible import Incompatible, separating
from .repairs import Repair, smallest_repairs
from .reviewed import (
    Carried,
    Fallen,
    Finding,
    Judged,
    Review,
    contested_nodes,
)

# How many of each are listed, and how many outcomes with the decision are compared.
MAX_CONDITIONS = 20
MAX_CONFLICTS = 10
MAX_CHANGES = 20
MAX_COMPARED = 20


def review(outcomes: Outcomes, decision: object) -> Review:
    """Review a decision taken in a case: plain data, persons with the words of their dispositions.

    Raises CaseRefused with what is wrong with the decision, CertificateFailed.
    """
    return _Reviewing(outcomes, Decision.of(decision, outcomes.pack, outcomes.findings)).made()


class _Reviewing:
    def __init__(self, outcomes: Outcomes, decision: Decision) -> None:
        self._outcomes = outcomes
        self._decision = decision
        self._verdicts = decision.verdicts(outcomes.pack)
        self._diagrams = outcomes.model.variables.diagrams
        self._unfinished: list[str] = []

    def made(self) -> Review:
        """The finished review."""
        finding = self._finding(self._stands)
        falls = finding == "falls"
        changes, change_count = self._repairs() if falls else ((), 0)
        contested = finding == "contested"
        stands_under = self._conditions("stands_under", self._stands)
        falls_under = self._conditions("falls_under", self._diagrams.negation(self._stands))
        named = {name for each in (*stands_under, *falls_under) for name in each.disputed}
        variables = self._outcomes.model.variables
        return Review(
            self._decision,
            finding,
            {person: self._judged(person) for person in self._verdicts},
            self._incompatible() if falls else (),
            variables.readings_among(self._diagrams.variables(self._unless_refused(self._stands))),
            tuple(name for name in variables.facts if name in named),
            stands_under,
            tuple(map(self._fallen, falls_under)) if contested else (),
            None if falls else self._strongest(stands_under),
            self._conflicts() if falls else (),
            changes,
            change_count,
            tuple(self._unfinished),
            self._outcomes.pack,
            self._outcomes.findings.case,
        )

    # --- where it stands

    @cached_property
    def _stands(self) -> Node:
        """Under which answers to the open questions some exercise of discretion gives it."""
        return self._where(self._verdicts)

    def _where(self, persons: Collection[str]) -> Node:
        """Under which answers some outcome has what was decided of these persons."""
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
        """Every verdict on a person that some outcome has."""
        found = self._outcomes.summary.persons.get(String(person))
        return () if found is None else found.verdicts

    def _admitted(self, node: Node) -> Node:
        """Where the case is not refused, as far as that is bound up with what a diagram asks."""
        asked = set(self._diagrams.variables(node))
        groups = self._outcomes.model.admitted
        return self._diagrams.all_of(
            each for each in groups if not asked.isdisjoint(self._diagrams.variables(each))
        )

    def _unless_refused(self, node: Node) -> Node:
        """The same, and None where the case is refused."""
        return self._diagrams.combined(_kept, node, self._admitted(node))

    def _finding(self, node: Node) -> Finding:
        """Whether something is so under all answers that are not refused, under some or none."""
        values = set(self._diagrams.values(self._unless_refused(node)))
        if True not in values:
            return "falls"
        return "contested" if False in values else "stands"

    def _judged(self, person: str) -> Judged:
        finding = self._finding(self._where([person]))
        return Judged(self._verdicts[person], finding, self._possible(person))

    def _incompatible(self) -> tuple[Incompatible, ...]:
        """The smallest sets of persons whose decisions no outcome has together, each of which some
        outcome has.
        """
        names = [p for p in self._verdicts if self._finding(self._where([p])) != "falls"]

        def meet(wanted: frozenset[int]) -> frozenset[int] | None:
            held = [names[number] for number in sorted(wanted)]
            return None if self._where(held) == self._diagrams.false else wanted

        found, exhausted = MinimalConflicts(len(names), meet).first(MAX_CONFLICTS)
        self._note("apart", exhausted)
        return tuple(self._parted([names[number] for number in sorted(each)]) for each in found)

    def _parted(self, persons: Sequence[str]) -> Incompatible:
        """Persons that go apart, and over what."""
        variables = self._outcomes.model.variables
        over = separating(self._diagrams, [self._where([person]) for person in persons])
        disputed = tuple(variables.names[v] for v in variables.facts_among(over))
        return Incompatible(tuple(persons), variables.readings_among(over), disputed)

    def _conditions(self, member: str, node: Node) -> tuple[Condition, ...]:
        found, exhausted = conditions(
            self._outcomes.model.variables, node, self._admitted(node), MAX_CONDITIONS
        )
        self._note(member, exhausted)
        return found

    def _note(self, member: str, exhausted: bool) -> None:
        if not exhausted:
            self._unfinished.append(member)

    def _under(self, condition: Condition) -> Node:
        """Where outcomes are that a condition holds of, by what outcomes name: a reading only where
        it makes a difference, and no disputed fact that changes nothing.
        """
        variables, diagrams = self._outcomes.model.variables, self._diagrams
        found = self._answered(condition.disputed, {})
        for reading, option in condition.readings.items():
            unnamed = diagrams.negation(self._lives(reading))
            taken = self._answered({}, {reading: option})
            found = diagrams.both(found, diagrams.either(taken, unnamed))
        return diagrams.some([variables.facts[name] for name in self._outcomes.model.idle], found)

    def _answered(self, disputed: Mapping[str, bool], readings: Mapping[str, str]) -> Node:
        answers = self._outcomes.model.variables.answers(disputed, readings)
        return self._diagrams.all_of(self._diagrams.answered(*each) for each in answers.items())

    def _lives(self, reading: str) -> Node:
        """Under which combinations of disputed facts a reading makes a difference."""
        lives = (part.lives(reading) for part in self._outcomes.model.parts)
        return reduce(self._diagrams.either, lives, self._diagrams.false)

    # --- what carries it

    def _strongest(self, stands_under: Collection[Condition]) -> Carried:
        """Of the first outcomes with the decision under each condition, and under each option of
        another reading beside it, the one that rests on least.
        """
        candidates = list(islice(self._candidates(stands_under), MAX_COMPARED))
        carried = [self._carried(*each, len(candidates)) for each in candidates]
        return min(carried, key=lambda each: each.measure)

    def _carried(self, outcome: Outcome, condition: Condition, compared: int) -> Carried:
        proofs = self._proved(outcome, holds=True)
        nodes = contested_nodes((proofs or {}).values(), outcome, condition)
        return Carried(outcome, condition, self._discretion(outcome), proofs, nodes, compared)

    def _candidates(
        self, stands_under: Collection[Condition]
    ) -> Iterator[tuple[Outcome, Condition]]:
        """Outcomes with the decision, each once, and the condition under which each was found."""
        drawn, absent = self._exactly(self._verdicts)
        seen: set[str] = set()
        for condition, within in self._places(stands_under):
            found = self._outcomes.first_with(drawn, absent, within=within)
            if found is not None and found.id not in seen:
                seen.add(found.id)
                yield found, condition

    def _places(self, stands_under: Collection[Condition]) -> Iterator[tuple[Condition, Node]]:
        """Where outcomes with the decision are looked for."""
        yield from ((condition, self._under(condition)) for condition in stands_under)
        for condition in stands_under:
            for reading in self._outcomes.model.live_anywhere:
                for option in self._outcomes.model.variables.options[reading]:
                    if reading not in condition.readings:
                        taken = {**condition.readings, reading: option}
                        yield condition, self._under(Condition(taken, condition.disputed))

    def _proved(self, outcome: Outcome, *, holds: bool) -> Mapping[str, Proof] | None:
        """Why the decision on each person holds in an outcome, or why it does not where it fails;
        None where the second engine is missing.
        """
        if certificate(self._outcomes, [outcome.branch]) is None:
            return None
        proofs = proofs_of(self._outcomes)
        prove: Callable[[Symbol, Outcome], Proof | None] = proofs.why if holds else proofs.why_not
        found = {person: prove(verdict, outcome) for person, verdict in self._verdicts.items()}
        return {person: proof for person, proof in found.items() if proof is not None}

    def _discretion(self, outcome: Outcome) -> tuple[Symbol, ...]:
        """What is chosen in an outcome where these persons are judged."""
        decided = {String(person) for person in self._verdicts}
        return tuple(
            symbol
            for part, local in zip(self._outcomes.model.parts, outcome.parts[1:], strict=True)
            if not decided.isdisjoint(part.verdicts) and local.ways
            for symbol in self._outcomes.model.in_order(local.ways[0])
        )

    # --- where it falls

    def _fallen(self, condition: Condition) -> Fallen:
        outcome = self._outcomes.first_with(within=self._under(condition))
        if outcome is None:
            raise ValueError("a condition under which there is no outcome")
        instead = {person: self._instead(person, condition) for person in self._verdicts}
        return Fallen(condition, instead, outcome, self._proved(outcome, holds=False))

    def _instead(self, person: str, condition: Condition) -> tuple[Symbol, ...]:
        """What may become of a person under a condition."""
        possible, judged = self._possible(person), String(person)
        answers = self._outcomes.model.variables.answers(condition.disputed, condition.readings)
        for part in self._outcomes.model.parts:
            if judged in part.verdicts:
                node = self._diagrams.restricted(part.words_of(judged), answers)
                words = {word for each in self._diagrams.values(node) for word in each or ()}
                return tuple(verdict for verdict in possible if verdict.arguments[1] in words)
        return possible

    # --- what it is up against

    def _conflicts(self) -> tuple[Conflict, ...]:
        """What excludes the decision, where things the case does not name could be stated too."""
        facts = universe(self._outcomes.pack, self._outcomes.findings, unnamed=True)
        verdicts = [*self._verdicts.values()]
        found, exhausted = conflicts(self._outcomes, verdicts, facts, MAX_CONFLICTS)
        self._note("conflicts", exhausted)
        return found

    def _repairs(self) -> tuple[tuple[Repair, ...], int | None]:
        facts = universe(self._outcomes.pack, self._outcomes.findings)
        case = Hypothetical(self._outcomes.pack, self._outcomes.findings, facts)
        found, count = smallest_repairs(case, [*self._verdicts.values()], MAX_CHANGES)
        self._note("changes", count is not None)
        return found, count


def _kept(value: bool, admitted: bool) -> bool | None:
    return value if admitted else None
