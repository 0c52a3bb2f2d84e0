"""Worlds in the proof engine.

They are given to it predicate by predicate, so that what two worlds of a session share is given,
and certified, once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clingo.symbol import Symbol

from reasoner.proof.alternatives import Alternatives
from reasoner.proof.engine import ProverError, ask, new_number
from reasoner.proof.explain import PLAIN, Drawing, Told
from reasoner.proof.graph import Proof
from reasoner.proof.rulebook import Rulebook
from reasoner.proof.steps import (
    Attempt,
    CertificateFailed,
    Mark,
    NotTrue,
    Pattern,
    Shown,
    Step,
    goal_pattern,
    symbols,
)
from reasoner.proof.terms import Json, functor, named_symbol, term_json, term_symbol

GIVEN = "given"
# How many of a rule's nearest attempts are told.
MOST_ATTEMPTS = 3


class Session:
    """Worlds of one program under the same given atoms; a context that ends by forgetting them."""

    def __init__(self, rulebook: Rulebook, given: frozenset[Symbol]) -> None:
        self.rulebook = rulebook
        self.given = given
        # Combinations of a component and extensions that have been certified.
        self.certified: set[tuple[int, ...]] = set()
        self._known: dict[Symbol, tuple[int, int]] = {}
        self._symbols: dict[int, Symbol] = {}
        self._extensions: dict[tuple[int, frozenset[int]], int] = {}
        self._grouped: dict[frozenset[Symbol], _Group] = {}
        self._required: dict[frozenset[Symbol], frozenset[Symbol]] = {}
        self._news: tuple[list[list[object]], list[list[int]]] = ([], [])

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Have the engine forget these worlds."""
        ask(
            {
                "do": "forget",
                "atoms": list(self._symbols),
                "extensions": [
                    [number, self.rulebook.signature(slot)[1]]
                    for (slot, _), number in self._extensions.items()
                ],
            }
        )
        self._known.clear()
        self._symbols.clear()
        self._extensions.clear()
        self._grouped.clear()
        self._required.clear()
        self.certified.clear()

    def world(self, atoms: Iterable[Symbol], settled: frozenset[Symbol] = frozenset()) -> "World":
        """The world in which exactly these atoms hold.

        ``settled`` are atoms that hold in many worlds: they are looked at once for all of them.
        Raises ProverMissing, ProverError.
        """
        program = self.rulebook.program
        if settled not in self._grouped:
            self._grouped[settled] = self._group(settled)
        base, own = self._grouped[settled], self._group(frozenset(atoms))
        extensions = [0] * len(self.rulebook.slots)
        for slot in base.members.keys() | own.members.keys():
            members = base.members.get(slot, ()) + own.members.get(slot, ())
            extensions[slot - 1] = self._extension(slot, members)
        new_atoms, new_extensions = self._news
        if new_atoms or new_extensions:
            ask({"do": "know", "atoms": new_atoms, "extensions": new_extensions})
            self._news = ([], [])
        return World(self, program, (base, own), tuple(extensions))

    def _group(self, atoms: frozenset[Symbol]) -> "_Group":
        """Atoms by predicate, with an extension for each."""
        found: dict[int, list[int]] = {}
        unknown: list[Symbol] = []
        for symbol in atoms:
            known = self._known.get(symbol) or self._new(symbol)
            if known is None:
                unknown.append(symbol)
            else:
                slot, number = known
                found.setdefault(slot, []).append(number)
        members = {slot: tuple(numbers) for slot, numbers in found.items()}
        return _Group(atoms, members, tuple(unknown))

    def _new(self, symbol: Symbol) -> tuple[int, int] | None:
        """The slot and number of an atom that is new; None where no rule speaks of it."""
        slot = self.rulebook.slots.get((functor(symbol), len(symbol.arguments)))
        if slot is None:
            return None
        number = new_number()
        self._known[symbol] = (slot, number)
        self._symbols[number] = symbol
        granted = GIVEN if symbol in self.given else self.rulebook.facts.get(symbol)
        self._news[0].append([number, granted, slot, *map(term_json, symbol.arguments)])
        return slot, number

    def _extension(self, slot: int, numbers: Collection[int]) -> int:
        """The extension of a predicate with these atoms.

        Its atoms stand in the order of their texts, so that the engine finds the same whatever it
        was asked before.
        """
        key = (slot, frozenset(numbers))
        if key not in self._extensions:
            self._extensions[key] = new_number()
            ordered = sorted(numbers, key=lambda number: str(self._symbols[number]))
            self._news[1].append([self._extensions[key], *ordered])
        return self._extensions[key]

    def required_beside(self, settled: frozenset[Symbol]) -> frozenset[Symbol]:
        """The facts of the program, and what is given, that are not among these atoms."""
        if settled not in self._required:
            self._required[settled] = frozenset({*self.rulebook.facts, *self.given} - settled)
        return self._required[settled]

    def number(self, atom: Symbol) -> int | None:
        """The number of an atom; None where no rule speaks of it."""
        known = self._known.get(atom)
        return None if known is None else known[1]

    def symbol(self, number: int) -> Symbol:
        """The atom that has a number."""
        return self._symbols[number]


@dataclass(frozen=True, slots=True)
class _Group:
    """Atoms, with their numbers by slot, and those that no rule speaks of."""

    atoms: frozenset[Symbol]
    members: Mapping[int, tuple[int, ...]]
    unknown: tuple[Symbol, ...]


class World:
    """One world in the proof engine."""

    def __init__(
        self,
        session: Session,
        program: int,
        groups: tuple[_Group, _Group],
        extensions: tuple[int, ...],
    ) -> None:
        self._session = session
        self._rules = session.rulebook
        self._program = program
        self._groups = groups
        self._extensions = extensions

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def __contains__(self, atom: Symbol) -> bool:
        return any(atom in group.atoms for group in self._groups)

    def __iter__(self) -> Iterator[Symbol]:
        for group in self._groups:
            yield from group.atoms

    def _ask(self, do: str, **more: object) -> Any:
        return ask({"do": do, "program": self._program, "world": self._extensions, **more})

    def _goal(self, pattern: Pattern) -> list[Json] | None:
        slot = self._rules.slots.get(pattern.signature)
        if slot is None:
            return None
        return [slot, *(None if a is None else term_json(a) for a in pattern.arguments)]

    # --- the certificate

    def certify(self) -> None:
        """Check that this world is an answer set of its program.

        Raises CertificateFailed.
        """
        session = self._session
        pending = {}
        for index, component in enumerate(self._rules.components):
            key = (index, *(self._extensions[slot - 1] for slot in component.uses))
            if key not in session.certified:
                pending[index] = key
        found = self._ask("certify", components=list(pending))
        unsupported = [session.symbol(number) for number in found["unsupported"]]
        unsupported += [
            symbol
            for group in self._groups
            for symbol in group.unknown
            if symbol not in session.given
        ]
        violated = [self._instance(number, values) for number, *values in found["violated"]]
        base, own = self._groups
        violated += [f"{fact}." for fact in session.required_beside(base.atoms) - own.atoms]
        violated += [
            f":- {atom}, {opposite}."
            for slot in self._rules.opposed
            for atom in self._members(slot)
            for opposite in (named_symbol(atom.name, atom.arguments),)
            if opposite in self
        ]
        if unsupported or violated:
            raise CertificateFailed(tuple(sorted(map(str, unsupported))), tuple(sorted(violated)))
        session.certified.update(pending.values())

    def _members(self, slot: int) -> Iterator[Symbol]:
        """The atoms of one predicate."""
        for group in self._groups:
            yield from map(self._session.symbol, group.members.get(slot, ()))

    def _instance(self, number: int, values: list[Json]) -> str:
        rule = self._rules.rules[number]
        place = f"{rule.source.file}:{rule.source.line}:{rule.source.column}"
        bound = zip(rule.data.variables, values, strict=True)
        named = [f"{n}={term_symbol(v)}" for n, v in bound if v is not None and n[0] != "_"]
        return " ".join([place, rule.source.text, *([f"({', '.join(named)})"] if named else [])])

    # --- proofs

    def steps(self, goal: Symbol, *, shown: bool = False) -> list[Step]:
        """The smallest proof of an atom, or of a term that is shown: its own step first.

        Raises NotTrue.
        """
        if not shown and goal in self._session.given:
            return [Step(goal, 1, None, (), ())]
        pattern = goal_pattern(goal, shown=shown)
        data = self._goal(pattern)
        steps = self._ask("prove", goal=data)["steps"] if data is not None else []
        if not steps or (not shown and goal not in self):
            raise NotTrue(str(goal))
        return [self._step(step, pattern.symbol) for step in steps]

    def learn(self, told: Told, *goals: Symbol) -> None:
        """Find the smallest proofs of several atoms of the world together.

        Raises NotTrue.
        """
        wanted = [goal for goal in goals if goal not in told]
        given = [goal for goal in wanted if goal in self._session.given]
        told.add(Step(goal, 1, None, (), ()) for goal in given)
        numbers = []
        for goal in wanted:
            if goal not in self._session.given:
                number = self._session.number(goal) if goal in self else None
                if number is None:
                    raise NotTrue(str(goal))
                numbers.append(number)
        if numbers:
            steps = self._ask("prove_all", atoms=numbers)["steps"]
            told.add(self._step(step) for step in steps)

    def proof(self, goal: Symbol, told: Told | None = None, *, shown: bool = False) -> Proof:
        """The smallest proof of an atom, or of a term that is shown, as a graph.

        ``told`` keeps what has been said of this world for the next proof. Raises NotTrue.
        """
        told = Told(PLAIN) if told is None else told
        root = goal
        if shown:
            steps = self.steps(goal, shown=True)
            told.add(steps)
            root = steps[0].atom
        else:
            self.learn(told, goal)
        drawing = Drawing()
        return drawing.proof(drawing.add_steps(told, root))

    def alternatives(self, goal: Symbol, *, shown: bool = False) -> Alternatives:
        """All proofs of an atom of the world, or of a term that is shown."""
        pattern = goal_pattern(goal, shown=shown)
        data = self._goal(pattern)
        steps = self._ask("supports", goal=data)["steps"] if data is not None else []
        root = pattern.symbol if shown else goal
        supports = [
            (
                self._step([number, 0, *rest], root),
                frozenset(self._session.symbol(needed) for needed in rests),
            )
            for number, rests, *rest in steps
        ]
        return Alternatives(goal if root is None else root, supports)

    def _step(self, data: Sequence[Any], shown_term: Symbol | None = None) -> Step:
        number, size, rule, _, values, shown = data
        atom = shown_term if number is None else self._session.symbol(number)
        if atom is None:
            raise ProverError("a step without an atom")
        return Step(
            atom,
            size,
            None if rule == GIVEN else self._rules.rules[rule],
            symbols(values),
            tuple(self._shown(item) for item in shown),
        )

    def _shown(self, item: int | list[Any] | None) -> Shown:
        if item is None:
            return None
        return self._session.symbol(item) if isinstance(item, int) else self._pattern(item)

    def _pattern(self, data: list[Any]) -> Pattern:
        slot, *arguments = data
        return Pattern(self._rules.signature(slot), symbols(arguments))

    # --- absence

    def attempts(self, goal: Pattern) -> list[Attempt]:
        """How near each rule that could draw an atom came to it, in the order of the rules."""
        data = self._goal(goal)
        if data is None:
            return []
        found = self._ask("attempts", goal=data, most=MOST_ATTEMPTS)["attempts"]
        return [
            Attempt(
                self._rules.rules[rule],
                symbols(values),
                tuple(self._mark(mark) for mark in marks),
                more,
            )
            for rule, _, values, marks, more in found
        ]

    def _mark(self, data: list[Any]) -> Mark:
        literal, became, *rest = data
        match became, rest:
            case (("met" | "blocking"), [number]):
                return Mark(literal, became, self._session.symbol(number))
            case (("missing" | "absent"), _):
                return Mark(literal, became, self._pattern(rest))
            case _:
                return Mark(literal, became, None)
