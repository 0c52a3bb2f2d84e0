"""A case divided: its open questions as variables, its parts, and what is certain.

Nothing is computed before it is asked for.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property

from clingo.symbol import Symbol

from ..atoms import atom
from ..case.findings import Findings
from ..errors import PackError
from ..pack.model import Pack
from .answer_sets import Worlds
from .components import CasePart
from .control import LocalOutcome
from .diagram import Node
from .disputed_facts import DisputedFacts, Dropped
from .order import Order
from .program import GroundCase
from .splitting import split
from .strata import Settled
from .variables import Questions, Variables

# What a kind of predicate is to an outcome: told as a conclusion, as a remark, as a choice, or not.
TOLD = {
    "verdict": "conclusion",
    "conclusion": "conclusion",
    "discretion": "discretion",
    "assumption": "remark",
    "step": "other",
}


class DividedCase:
    """One case that is not refused, in parts that are independent of each other.

    ``watched`` are further predicates that tell outcomes apart, beside the pack's conclusions.
    """

    def __init__(
        self, pack: Pack, findings: Findings, ground: GroundCase, watched: Collection[str] = ()
    ) -> None:
        self.pack = pack
        self.findings = findings
        self._ground = ground
        self._order = Order(pack, findings)
        self._kinds = {name: TOLD[p.kind] for name, p in pack.word_list.predicates.items()}
        self._kinds |= dict.fromkeys(("basis", "collides"), "remark")
        self._kinds |= dict.fromkeys(watched, "conclusion")
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
        self._told = tuple(outputs.values())
        divided = split(ground, set(questions.atoms()), outputs, _subject)
        self._refusals = {number: s for s, number in by_name.get("refused", {}).items()}
        for part in divided.parts:
            for number in part.atoms & self._refusals.keys():
                raise PackError(str(self._refusals[number]), "a refusal that hangs on discretion")
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

    # --- readings

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

    @cached_property
    def _option_ids(self) -> Mapping[str, tuple[str, ...]]:
        return {reading.id: reading.option_ids for reading in self.pack.readings}

    # --- parts

    @property
    def parts(self) -> tuple[CasePart, ...]:
        """The independent parts, in the order in which an outcome joins them."""
        return tuple(self._parts)

    @property
    def variables(self) -> Variables:
        """The open questions as variables of the parts' diagrams."""
        return self._variables

    @property
    def admitted(self) -> tuple[Node, ...]:
        """Where nothing refuses the case, for each group of facts that contradictions bind."""
        return tuple(group.admitted for group in self._disputed.groups)

    def worlds(self) -> Worlds:
        """The answer sets behind the outcomes."""
        told = (symbol for symbol in self._told if self._kind(symbol) != "remark")
        return Worlds(self._ground, self._questions, told)

    @cached_property
    def certain(self) -> LocalOutcome:
        """What holds whatever is answered to any question."""
        kinds: dict[str, set[Symbol]] = {"conclusion": set(), "remark": set()}
        for fact in self._ground.facts:
            if (kind := self._kind(fact)) in kinds:
                kinds[kind].add(fact)
        return LocalOutcome(frozenset(kinds["conclusion"]), frozenset(kinds["remark"]), ())

    def in_order(self, symbols: Iterable[Symbol]) -> list[Symbol]:
        """Conclusions in the order in which they are reported."""
        return sorted(symbols, key=self._order.conclusion)

    def tells_of(self, symbol: Symbol) -> bool:
        """Whether an atom is a conclusion, which is what tells outcomes apart."""
        return self._kind(symbol) == "conclusion"

    def said_together(self) -> Iterator[tuple[frozenset[Symbol], frozenset[Symbol]]]:
        """Sets of conclusions with the remarks on them, part by part."""
        yield self.certain.conclusions, self.certain.remarks
        for part in self._parts:
            for outcome in part.outcomes():
                yield outcome.conclusions, outcome.remarks


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
