"""Every defensible outcome of a case: its structure exactly, its list lazily."""

import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, product, takewhile
from math import prod

from clingo.symbol import Symbol

from reasoner.atoms import atom
from reasoner.consequences import brave
from reasoner.counting import Counter, Options
from reasoner.diagram import Node
from reasoner.digest import digest
from reasoner.disputed import DisputedFacts, Dropped
from reasoner.findings import Findings
from reasoner.order import Order
from reasoner.pack.model import Pack
from reasoner.parts import CasePart
from reasoner.program import GroundCase
from reasoner.questions import Questions, Variables
from reasoner.results import Branch, Collision, Outcome, Person
from reasoner.settled import Settled
from reasoner.solve import LocalOutcome
from reasoner.split import split
from reasoner.worlds import Worlds

# Of how many combinations of disputed facts the outcomes are kept by options.
MAX_KEPT = 100
# What a kind of predicate is to an outcome: told as a conclusion, as a remark, as a choice, or not.
TOLD = {
    "verdict": "conclusion",
    "conclusion": "conclusion",
    "discretion": "discretion",
    "assumption": "remark",
    "step": "other",
}


class Outcomes:
    """The outcomes of one case that is not refused. Nothing is computed before it is asked for."""

    def __init__(self, pack: Pack, findings: Findings, ground: GroundCase) -> None:
        self.pack = pack
        self.findings = findings
        self._ground = ground
        self._order = Order(pack, findings)
        self._kinds = {name: TOLD[p.kind] for name, p in pack.word_list.predicates.items()}
        self._kinds |= dict.fromkeys(("basis", "collides"), "remark")
        by_name: dict[str, dict[Symbol, int]] = {}
        for symbol, number in ground.atoms.items():
            by_name.setdefault(symbol.name, {})[symbol] = number
        self._questions = questions = _questions(pack, findings, by_name)
        outputs = {
            number: symbol
            for name, atoms in by_name.items()
            if self._kinds.get(name, "other") != "other"
            for symbol, number in atoms.items()
        }
        divided = split(ground, set(questions.atoms()), outputs, _subject)
        self._known_options: dict[tuple[tuple[bool, ...], Node | None], Options] = {}
        self._refusals = {number: s for s, number in by_name.get("refused", {}).items()}
        self._variables = Variables(questions)
        settled = Settled(divided.settled, self._variables)
        self._disputed = DisputedFacts(settled, self._variables, self._refusals)
        self._parts: list[CasePart] = sorted(
            (
                CasePart(
                    part,
                    settled=settled,
                    variables=self._variables,
                    disputed=self._disputed,
                    kind=self._kind,
                    verdicts=self._verdicts(part.outputs.values()),
                    order=self._order.local,
                )
                for part in divided.parts
            ),
            key=lambda part: min(map(self._order.entity, part.verdicts), default=len(outputs)),
        )

    def _kind(self, symbol: Symbol) -> str:
        """What an atom is to an outcome: told as a conclusion, told as a remark, or not at all."""
        return self._kinds.get(symbol.name, "other")

    def _verdicts(self, symbols: Iterable[Symbol]) -> dict[Symbol, frozenset[Symbol]]:
        verdicts: dict[Symbol, set[Symbol]] = {}
        for symbol in symbols:
            if symbol.name == self.pack.verdict:
                verdicts.setdefault(symbol.arguments[0], set()).add(symbol)
        return {person: frozenset(found) for person, found in verdicts.items()}

    # --- the disputed facts

    @property
    def refused(self) -> bool:
        """Whether no combination of the disputed facts is admitted."""
        return bool(self._certain_refusals) or self._disputed.refused

    @property
    def reasons_to_refuse(self) -> frozenset[Symbol]:
        """What refuses the case, whatever is found of the disputed facts or on some finding."""
        return self._certain_refusals | self._disputed.refusals()

    @cached_property
    def _certain_refusals(self) -> frozenset[Symbol]:
        return frozenset(fact for fact in self._ground.facts if fact.name == "refused")

    @cached_property
    def dropped(self) -> tuple[Dropped, ...]:
        """The smallest combinations of disputed facts that are refused."""
        return tuple(self._disputed.dropped())

    @property
    def exhaustive(self) -> bool:
        """Whether it could be told of every disputed fact if it changes a conclusion."""
        return self._telling[1]

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """The disputed facts that change no conclusion."""
        telling, _ = self._telling
        return tuple(name for n, name in enumerate(self._disputed.names) if n not in telling)

    @cached_property
    def _telling(self) -> tuple[frozenset[int], bool]:
        return self._disputed.telling({part.admits: None for part in self._parts})

    # --- the outcomes

    def live(self, disputed: Mapping[str, bool]) -> tuple[str, ...]:
        """The readings that make a difference under this combination of disputed facts.

        Conclusions of a whole case are one choice from each part, and no part is without any; so
        the whole sets are equal exactly when those of every part are.
        """
        return self._in_pack_order({r for part in self._parts for r in part.live(disputed)})

    @cached_property
    def live_anywhere(self) -> tuple[str, ...]:
        """The readings that make a difference under some combination of disputed facts."""
        return self._in_pack_order({r for part in self._parts for r in part.live()})

    def _in_pack_order(self, readings: Collection[str]) -> tuple[str, ...]:
        return tuple(reading for reading in self._option_ids if reading in readings)

    def branches(self) -> Iterator[Branch]:
        """Every combination of disputed facts and options of live readings, in order."""
        first = 1
        telling, _ = self._telling
        for disputed in self._disputed.combinations(telling):
            live = self.live(disputed)
            for chosen in product(*(self._option_ids[reading] for reading in live)):
                branch = self._branch(disputed, dict(zip(live, chosen, strict=True)), first)
                yield branch
                first += branch.count

    def _branch(
        self, disputed: Mapping[str, bool], options: Mapping[str, str], first: int
    ) -> Branch:
        named = {name: value for name, value in disputed.items() if name not in self.idle}
        parts = (part.at(disputed, options) for part in self._parts)
        return Branch(disputed, named, options, ((self.certain,), *parts), first)

    def first_branches(self, limit: int) -> Iterator[Branch]:
        """The branches of the first outcomes in order."""
        return takewhile(lambda branch: branch.first <= limit, self.branches())

    @cached_property
    def _option_ids(self) -> Mapping[str, tuple[str, ...]]:
        return {reading.id: reading.option_ids for reading in self.pack.readings}

    @cached_property
    def count(self) -> int | None:
        """How many outcomes there are; None where it could not be told of every disputed fact if it
        changes a conclusion.
        """
        return self._counter.total() if self.exhaustive else None

    @cached_property
    def _counter(self) -> Counter:
        return Counter(
            self._variables,
            [part.admits for part in self._parts],
            [group.admitted for group in self._disputed.groups],
            self._telling[0],
        )

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes in their fixed order, found as they are asked for."""
        for branch in self.branches():
            for position, joint in enumerate(product(*branch.parts), start=branch.first):
                yield self._outcome(position, branch, joint)

    def outcome_at(self, branch: Branch, position: int) -> Outcome:
        """The outcome at a position on a branch. Raises IndexError."""
        return self._outcome(position, branch, branch.joint(position))

    def at(self, position: int) -> Outcome:
        """The outcome at a position of the fixed order, found without those before it.

        Raises IndexError.
        """
        answers, left = self._counter.located(position - 1)
        disputed = self._disputed.completed(answers)
        chosen, left = self._options(disputed).at(left)
        return self.outcome_at(self._chosen(disputed, chosen, position - left), position)

    def first_where(self, conclusion: Symbol, *, holds: bool) -> Outcome | None:
        """The first outcome in which a conclusion is drawn, or in which it is not."""
        speaking = (n for n, part in enumerate(self._parts) if part.speaks_of(conclusion))
        place = next(speaking, None)
        if place is None:
            return self.at(1) if (conclusion in self.certain.conclusions) == holds else None
        condition = self._parts[place].where(conclusion, holds=holds)
        if condition == self._variables.diagrams.false:
            return None
        answers, _ = self._counter.located(0, condition)
        disputed = self._disputed.completed(answers)
        chosen, _ = self._options(disputed, condition).at(0)
        first = 1 + self._counter.before(answers) + self._options(disputed).before(chosen)
        branch = self._chosen(disputed, chosen, first)
        _, *parts = branch.parts
        drawn = [conclusion in local.conclusions for local in parts[place]]
        stride = prod(map(len, parts[place + 1 :]))
        return self.outcome_at(branch, first + drawn.index(holds) * stride)

    def _options(self, disputed: Mapping[str, bool], condition: Node | None = None) -> Options:
        """The outcomes under a combination of disputed facts by options of the live readings."""
        key = (tuple(disputed.values()), condition)
        if key not in self._known_options:
            if len(self._known_options) >= MAX_KEPT:
                self._known_options.clear()
            live = [self._variables.readings[reading] for reading in self.live(disputed)]
            answers = self._variables.answers(disputed)
            self._known_options[key] = self._counter.options(answers, live, condition)
        return self._known_options[key]

    def _chosen(self, disputed: Mapping[str, bool], chosen: Sequence[int], first: int) -> Branch:
        live = self.live(disputed)
        options = {r: self._option_ids[r][n] for r, n in zip(live, chosen, strict=True)}
        return self._branch(disputed, options, first)

    def first(self, limit: int) -> list[Outcome]:
        """The first outcomes in order."""
        return list(islice(self, min(limit, sys.maxsize)))

    def _outcome(self, position: int, branch: Branch, joint: tuple[LocalOutcome, ...]) -> Outcome:
        conclusions = sorted(
            (symbol for local in joint for symbol in local.conclusions),
            key=self._order.conclusion,
        )
        content = [
            self.findings.digest,
            self.pack.digest,
            dict(branch.readings),
            dict(branch.disputed),
            [*map(self._order.text, conclusions)],
        ]
        identity = f"{position}-{digest(content)[:16]}"
        return Outcome(identity, branch, tuple(conclusions), joint)

    def worlds(self) -> Worlds:
        """The answer sets behind the outcomes."""
        told = (s for s in self._ground.atoms if self._kind(s) in ("conclusion", "discretion"))
        return Worlds(self._ground, self._questions, told)

    @cached_property
    def certain(self) -> LocalOutcome:
        """What holds whatever is answered to any question."""
        kinds: dict[str, set[Symbol]] = {"conclusion": set(), "remark": set()}
        for fact in self._ground.facts:
            if (kind := self._kind(fact)) in kinds:
                kinds[kind].add(fact)
        return LocalOutcome(frozenset(kinds["conclusion"]), frozenset(kinds["remark"]), ())

    # --- what holds over all outcomes

    @cached_property
    def always(self) -> tuple[Symbol, ...]:
        """The conclusions of every outcome: cautious consequences."""
        found = frozenset[Symbol]().union(*(part.always() for part in self._parts))
        return tuple(self.in_order(self.certain.conclusions | found))

    @cached_property
    def sometimes(self) -> tuple[Symbol, ...]:
        """The conclusions of at least one outcome: brave consequences."""
        found = {s for s in self._brave if self._kind(s) == "conclusion"}
        return tuple(self.in_order(self.certain.conclusions | found))

    @cached_property
    def remarks(self) -> frozenset[Symbol]:
        """Everything remarked on in at least one outcome: bases, collisions, assumptions."""
        return self.certain.remarks | {s for s in self._brave if self._kind(s) == "remark"}

    @cached_property
    def _brave(self) -> frozenset[Symbol]:
        told = {
            number: symbol
            for symbol, number in self._ground.atoms.items()
            if self._kind(symbol) in ("conclusion", "remark")
        }
        # Where some combinations are refused, others may need an idle fact to be found.
        unneeded = () if self._refusals else self.idle
        idle = [self._questions.disputed[name] for name in unneeded]
        return brave(self._ground, told, self._refusals, idle)

    @cached_property
    def assumptions(self) -> tuple[Symbol, ...]:
        """What was taken for granted, on some reading."""
        names = self.pack.predicates_of("assumption")
        found = (symbol for symbol in self.remarks if symbol.name in names)
        return tuple(sorted(found, key=self._order.conclusion))

    def in_order(self, symbols: Iterable[Symbol]) -> list[Symbol]:
        """Conclusions in the order in which they are reported."""
        return sorted(symbols, key=self._order.conclusion)

    @property
    def independent(self) -> bool:
        """Whether several persons are judged, each of them apart from the others."""
        return len(self.persons) > 1 and all(len(part.verdicts) <= 1 for part in self._parts)

    def said_together(self) -> Iterator[tuple[frozenset[Symbol], frozenset[Symbol]]]:
        """Sets of conclusions with the remarks on them, part by part."""
        yield self.certain.conclusions, self.certain.remarks
        for part in self._parts:
            for outcome in part.outcomes():
                yield outcome.conclusions, outcome.remarks

    def provisions(self, remarks: Iterable[Symbol]) -> Mapping[Symbol, tuple[str, ...]]:
        """The provisions that carry each conclusion, in the order of the text."""
        found: dict[Symbol, list[str]] = {}
        for symbol in remarks:
            if symbol.name == "basis":
                conclusion, provision = symbol.arguments
                found.setdefault(conclusion, []).append(provision.string)
        return {c: tuple(sorted(p, key=self._order.provision)) for c, p in found.items()}

    @cached_property
    def persons(self) -> Mapping[Symbol, Person]:
        """What may become of each person, in the case's order."""
        parts = {person: part for part in self._parts for person in part.verdicts}
        found = {}
        for person, verdicts in self._verdicts(self.sometimes).items():
            part = parts.get(person)
            contested = part is not None and part.contested(person)
            readings = part.readings_of(person) if part is not None and contested else ()
            found[person] = Person(self._order.verdicts(verdicts), contested, readings)
        return {person: found[person] for person in sorted(found, key=self._order.entity)}

    @cached_property
    def collisions(self) -> tuple[Collision, ...]:
        """The clashes that some outcome shows, in the order of the readings."""
        entries: dict[str, set[tuple[Symbol, str]]] = {}
        for symbol in self.remarks:
            if symbol.name == "collides":
                reading, person, provision = symbol.arguments
                entries.setdefault(reading.name, set()).add((person, provision.string))
        return tuple(
            self._collision(name, entries[name]) for name in self._option_ids if name in entries
        )

    def _collision(self, reading: str, entries: Collection[tuple[Symbol, str]]) -> Collision:
        persons = sorted({person for person, _ in entries}, key=self._order.entity)
        provisions = sorted({provision for _, provision in entries}, key=self._order.provision)
        return Collision(
            reading, tuple(persons), tuple(provisions), self._by_option(reading, persons)
        )

    def _by_option(
        self, reading: str, persons: Sequence[Symbol]
    ) -> dict[str, dict[Symbol, tuple[Symbol, ...]]]:
        """Each person's possible verdicts in the outcomes that take an option."""
        parts = {person: part for part in self._parts for person in part.verdicts}
        certain = self._verdicts(self.certain.conclusions)
        found = {}
        for option in self._option_ids[reading]:
            if self.findings.pins.get(reading, option) == option:
                found[option] = {
                    person: self._order.verdicts(
                        parts[person].verdicts_under(person, {reading: option})
                        if person in parts
                        else certain.get(person, ())
                    )
                    for person in persons
                }
        return found


def _subject(symbol: Symbol) -> Symbol:
    """Whom or what a reported atom speaks of."""
    match symbol.name, symbol.arguments:
        case "basis", [conclusion, _]:
            return _subject(conclusion)
        case "collides", [_, person, _]:
            return person
        case _, [first, *_]:
            return first
        case _:
            return symbol


def _questions(
    pack: Pack, findings: Findings, by_name: Mapping[str, Mapping[Symbol, int]]
) -> Questions:
    readings: dict[str, dict[str, int]] = {reading.id: {} for reading in pack.readings}
    for symbol, number in by_name.get("reading", {}).items():
        if len(symbol.arguments) == 2:
            readings[symbol.arguments[0].name][symbol.arguments[1].name] = number
    asserted = by_name.get("asserted", {})
    return Questions(
        {
            reading.id: {option: readings[reading.id][option] for option in reading.option_ids}
            for reading in pack.readings
            if readings[reading.id]
        },
        {str(fact): asserted[atom("asserted", fact)] for fact in findings.disputed},
    )
