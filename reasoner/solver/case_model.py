"""The model of a case: its open questions as variables, its components, and what is certain.

Nothing is computed before it is used.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from clingo.symbol import Symbol

from ..atoms import atom
from ..case.findings import Findings
from ..errors import PackError
from ..pack.model import Pack
from .answer_sets import AnswerSets
from .components import CasePart
from .control import LocalOutcome
from .diagram import Node
from .disputed_facts import DisputedFacts, Dropped
from .order import Order
from .program import GroundCase
from .splitting import split
from .strata import Strata
from .variables import ChoiceAtoms, Variables

# What a kind of predicate is to an outcome: a conclusion, a remark, a choice, or nothing.
ROLES = {
    "verdict": "conclusion",
    "conclusion": "conclusion",
    "discretion": "discretion",
    "assumption": "remark",
    "step": "other",
}


class CaseModel:
    """A grounded case, split into components that are independent of each other.

    `watched` predicates tell outcomes apart, beside the pack's conclusions.
    """

    def __init__(
        self, pack: Pack, findings: Findings, ground: GroundCase, watched: Collection[str] = ()
    ) -> None:
        self.pack = pack
        self.findings = findings
        self.ground = ground
        self.order = Order(pack, findings)
        self._kinds = {name: ROLES[p.kind] for name, p in pack.word_list.predicates.items()}
        self._kinds |= dict.fromkeys(("basis", "collides"), "remark")
        self._kinds |= dict.fromkeys(watched, "conclusion")
        by_name: dict[str, dict[Symbol, int]] = {}
        for symbol, number in ground.atoms.items():
            by_name.setdefault(symbol.name, {})[symbol] = number
        self.questions = questions = _questions(pack, findings, by_name)
        outputs = {
            number: symbol
            for name, atoms in by_name.items()
            if self._kinds.get(name, "other") != "other"
            for symbol, number in atoms.items()
        }
        self.reported = tuple(outputs.values())
        divided = split(ground, set(questions.atoms()), outputs, _subject)
        self.refusals = {number: s for s, number in by_name.get("refused", {}).items()}
        for part in divided.parts:
            for number in part.atoms & self.refusals.keys():
                raise PackError(str(self.refusals[number]), "a refusal that hangs on discretion")
        self.variables = Variables(questions)
        settled = Strata(divided.settled, self.variables)
        self.disputed = DisputedFacts(settled, self.variables, self.refusals)
        #: The independent components, in the order in which an outcome joins them.
        self.parts: tuple[CasePart, ...] = tuple(
            sorted(
                (
                    CasePart(
                        part,
                        settled=settled,
                        variables=self.variables,
                        disputed=self.disputed,
                        kind=self.kind,
                        verdicts=self.verdicts(part.outputs.values()),
                        order=self.order.local,
                    )
                    for part in divided.parts
                ),
                key=lambda part: min(map(self.order.entity, part.verdicts), default=len(outputs)),
            )
        )

    def kind(self, symbol: Symbol) -> str:
        """Role of an atom in an outcome: conclusion, remark, discretion or other."""
        return self._kinds.get(symbol.name, "other")

    def verdicts(self, symbols: Iterable[Symbol]) -> dict[Symbol, frozenset[Symbol]]:
        """The verdicts among some symbols, by person."""
        verdicts: dict[Symbol, set[Symbol]] = {}
        for symbol in symbols:
            if symbol.name == self.pack.verdict:
                verdicts.setdefault(symbol.arguments[0], set()).add(symbol)
        return {person: frozenset(found) for person, found in verdicts.items()}

    # --- the disputed facts

    @property
    def refused(self) -> bool:
        """True if no combination of the disputed facts is admitted."""
        return bool(self._certain_refusals) or self.disputed.refused

    @property
    def reasons_to_refuse(self) -> frozenset[Symbol]:
        """Refusals of the case, those of some combination of disputed facts included."""
        return self._certain_refusals | self.disputed.refusals()

    @cached_property
    def _certain_refusals(self) -> frozenset[Symbol]:
        return frozenset(fact for fact in self.ground.facts if fact.name == "refused")

    @cached_property
    def dropped(self) -> tuple[Dropped, ...]:
        """The smallest combinations of disputed facts that are refused."""
        return tuple(self.disputed.dropped())

    @property
    def exhaustive(self) -> bool:
        """True if it is known of every disputed fact whether it changes a conclusion."""
        return self.telling[1]

    @cached_property
    def idle(self) -> tuple[str, ...]:
        """The disputed facts that change no conclusion."""
        telling, _ = self.telling
        return tuple(name for n, name in enumerate(self.disputed.names) if n not in telling)

    @cached_property
    def telling(self) -> tuple[frozenset[int], bool]:
        """The disputed facts that change a conclusion, by variable; True if that is exact."""
        return self.disputed.telling({part.admits: None for part in self.parts})

    # --- readings

    def live(self, disputed: Mapping[str, bool]) -> tuple[str, ...]:
        """The readings that make a difference under this combination of disputed facts.

        Conclusions of a whole case are one choice from each part, and no part is without any; so
        the whole sets are equal exactly when those of every part are.
        """
        return self._in_pack_order({r for part in self.parts for r in part.live(disputed)})

    @cached_property
    def live_anywhere(self) -> tuple[str, ...]:
        """The readings that make a difference under some combination of disputed facts."""
        return self._in_pack_order({r for part in self.parts for r in part.live()})

    def _in_pack_order(self, readings: Collection[str]) -> tuple[str, ...]:
        return tuple(reading for reading in self.option_ids if reading in readings)

    @cached_property
    def option_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The options of each reading of the pack."""
        return {reading.id: reading.option_ids for reading in self.pack.readings}

    # --- parts

    @property
    def admitted(self) -> tuple[Node, ...]:
        """Admitted combinations of each group of facts that contradictions bind."""
        return tuple(group.admitted for group in self.disputed.groups)

    def worlds(self) -> AnswerSets:
        """The answer sets behind the outcomes."""
        telling = (symbol for symbol in self.reported if self.kind(symbol) != "remark")
        return AnswerSets(self.ground, self.questions, telling)

    @cached_property
    def certain(self) -> LocalOutcome:
        """Conclusions and remarks that hold whatever is answered to any open question."""
        kinds: dict[str, set[Symbol]] = {"conclusion": set(), "remark": set()}
        for fact in self.ground.facts:
            if (kind := self.kind(fact)) in kinds:
                kinds[kind].add(fact)
        return LocalOutcome(frozenset(kinds["conclusion"]), frozenset(kinds["remark"]), ())

    @cached_property
    def conclusions(self) -> frozenset[Symbol]:
        """The conclusions that some outcome may draw."""
        return self.certain.conclusions.union(*(part.conclusions for part in self.parts))

    def in_order(self, symbols: Iterable[Symbol]) -> list[Symbol]:
        """Conclusions in the order in which they are reported."""
        return sorted(symbols, key=self.order.conclusion)

    def tells_of(self, symbol: Symbol) -> bool:
        """True if an atom is a conclusion: only conclusions tell outcomes apart."""
        return self.kind(symbol) == "conclusion"

    def said_together(self) -> Iterator[tuple[frozenset[Symbol], frozenset[Symbol]]]:
        """Sets of conclusions with the remarks on them, part by part."""
        yield self.certain.conclusions, self.certain.remarks
        for part in self.parts:
            for outcome in part.outcomes():
                yield outcome.conclusions, outcome.remarks


def _subject(symbol: Symbol) -> Symbol:
    """The person or thing that a reported atom is about."""
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
) -> ChoiceAtoms:
    readings: dict[str, dict[str, int]] = {reading.id: {} for reading in pack.readings}
    for symbol, number in by_name.get("reading", {}).items():
        if len(symbol.arguments) == 2:
            readings[symbol.arguments[0].name][symbol.arguments[1].name] = number
    asserted = by_name.get("asserted", {})
    return ChoiceAtoms(
        {
            reading.id: {option: readings[reading.id][option] for option in reading.option_ids}
            for reading in pack.readings
            if readings[reading.id]
        },
        {str(fact): asserted[atom("asserted", fact)] for fact in findings.disputed},
    )
