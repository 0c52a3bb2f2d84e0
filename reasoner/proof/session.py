"""Answer sets (worlds) in Prolog: certificates, proofs and failed attempts.

A session hands worlds over predicate by predicate, so that what two of them share is handed over,
and certified, once.
"""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from clingo.symbol import Symbol

from .alternatives import Alternatives
from .bridge import ProverError, ask
from .interning import GIVEN, NO_SLOT, Extensions, Interning
from .rulebook import Rulebook
from .steps import (
    AtomPattern,
    Attempt,
    CertificateFailed,
    Mark,
    NotTrue,
    Shown,
    Step,
    goal_pattern,
    symbols,
)
from .terms import Json, named_symbol, term_json, term_symbol

# How many of a rule's nearest attempts are kept.
MOST_ATTEMPTS = 3
# How many steps found before are not looked for again. What was found first is what most proofs
# have in common.
MOST_KNOWN = 200


class Session:
    """A session: worlds of one program under the same given atoms; a context that ends by
    forgetting them.
    """

    def __init__(self, rulebook: Rulebook, given: frozenset[Symbol]) -> None:
        self.rulebook = rulebook
        self.given = given
        self.required = frozenset({*rulebook.facts, *given})
        # Components with the extensions of all that they speak of, and the extensions of a world
        # whose every component is certified: what the next world shares with it is not looked up.
        self._certified: set[Extensions] = set()
        self._last_certified: Extensions = ()
        self.known = Interning(rulebook, given)
        # Worlds that agree on what the rules of an atom speak of have the same attempts at it.
        self.tried: dict[tuple[AtomPattern, Extensions], list[Attempt]] = {}
        self._last = self._nothing

    def __enter__(self) -> "Session":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let Prolog forget these worlds before its next request."""
        self.known.forget()
        self._certified.clear()
        self._last_certified = ()
        self.tried.clear()
        self._last = self._nothing

    @property
    def _nothing(self) -> "Content":
        return Content(frozenset(), {}, (0,) * len(self.rulebook.slots))

    def world(self, atoms: Iterable[Symbol], settled: frozenset[Symbol] = frozenset()) -> "World":
        """The world of exactly these atoms and the settled ones.

        It is made from the last world by their difference: what is the same in both is not looked
        at. Raises ProverMissing, ProverError.
        """
        program = self.rulebook.program
        whole = settled.union(atoms)
        changes: dict[int, set[int]] = {}
        for symbol in whole ^ self._last.atoms:
            slot, number = self.known.place(symbol)
            changes.setdefault(slot, set()).add(number)
        members = dict(self._last.members)
        extensions = list(self._last.extensions)
        for slot, changed in changes.items():
            members[slot] = members.get(slot, frozenset()) ^ changed
            if slot != NO_SLOT:
                extensions[slot - 1] = self.known.extension(slot, members[slot])
        self._last = Content(whole, members, tuple(extensions))
        return World(self, program, self._last)

    def ask(self, do: str, program: int, **more: object) -> dict[str, Any]:
        """Send a request about worlds, and first what is new in them. Raises ProverError."""
        self.known.tell()
        return ask({"do": do, "program": program, **more})

    def certify(self, worlds: Sequence["World"]) -> None:
        """Check that these worlds are answer sets of the program.

        A component is checked once for each combination of extensions that it speaks of (splitting
        set: Lifschitz and Turner 1994). Raises CertificateFailed for the first world that is none,
        ProverMissing, ProverError.
        """
        last, new = self._last_certified, set[Extensions]()
        uncertified: list[list[object]] = []
        for world in worlds:
            wanted = dict(self._uncertified(world.extensions, last))
            uncertified.append([world.extensions, [i for i, k in wanted.items() if k not in new]])
            new.update(wanted.values())
            last = world.extensions
        found = self.ask("certify", self.rulebook.program, worlds=uncertified)["found"]
        for world, each in zip(worlds, found, strict=True):
            if (faults := world.faults(each)) is not None:
                raise faults
        self._certified |= new
        self._last_certified = last

    def _uncertified(
        self, extensions: Extensions, last: Extensions
    ) -> Iterator[tuple[int, Extensions]]:
        """The components that are not certified with these extensions, nor the same in the last
        world, each with its combination.
        """
        components, users = self.rulebook.components, self.rulebook.users
        wanted: Iterable[int] = range(len(components))
        if last:
            pairs = enumerate(zip(extensions, last, strict=True), start=1)
            changed = [slot for slot, (own, other) in pairs if own != other]
            wanted = {index for slot in changed for index in users[slot]}
        for index in wanted:
            key = (index, *(extensions[slot - 1] for slot in components[index].uses))
            if key not in self._certified:
                yield index, key


@dataclass(frozen=True, slots=True)
class Content:
    """The atoms of a world, their numbers by slot, and the extension of each slot."""

    atoms: frozenset[Symbol]
    members: Mapping[int, frozenset[int]]
    extensions: Extensions


class World:
    """One world in Prolog."""

    def __init__(self, session: Session, program: int, content: Content) -> None:
        self._session = session
        self._known = session.known
        self._rules = session.rulebook
        self._program = program
        self._content = content
        self._found: dict[Symbol, Step] = {}

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def __contains__(self, atom: Symbol) -> bool:
        return atom in self._content.atoms

    def __iter__(self) -> Iterator[Symbol]:
        return iter(self._content.atoms)

    @property
    def extensions(self) -> Extensions:
        """The number of the extension of each predicate."""
        return self._content.extensions

    def of(self, name: str, arity: int) -> Iterator[Symbol]:
        """Its atoms of one predicate, of which some rule speaks; most atoms are not looked at."""
        slot = self._rules.slots.get((name, arity))
        return iter(()) if slot is None else self._of(slot)

    def _ask(self, do: str, **more: object) -> Any:
        return self._session.ask(do, self._program, world=self.extensions, **more)

    def _goal(self, pattern: AtomPattern) -> list[Json] | None:
        slot = self._rules.slots.get(pattern.signature)
        if slot is None:
            return None
        return [slot, *(None if a is None else term_json(a) for a in pattern.arguments)]

    # --- the certificate

    def certify(self) -> None:
        """Check that this world is an answer set of its program. Raises CertificateFailed."""
        self._session.certify([self])

    def faults(self, found: Sequence[Any]) -> CertificateFailed | None:
        """List what keeps this world from being an answer set: what Prolog found, atoms of which no
        rule speaks, facts that are missing, and opposites; None for nothing.
        """
        session = self._session
        numbers, instances = found
        unsupported = [self._known.symbol(number) for number in numbers]
        unsupported += [atom for atom in self._of(NO_SLOT) if atom not in session.given]
        violated = [self._instance(number, values) for number, *values in instances]
        violated += [f"{fact}." for fact in session.required - self._content.atoms]
        violated += [
            f":- {atom}, {opposite}."
            for slot in self._rules.opposed
            for atom in self._of(slot)
            for opposite in (named_symbol(atom.name, atom.arguments),)
            if opposite in self
        ]
        if unsupported or violated:
            return CertificateFailed(tuple(sorted(map(str, unsupported))), tuple(sorted(violated)))
        return None

    def _of(self, slot: int) -> Iterator[Symbol]:
        """The atoms of one predicate."""
        return map(self._known.symbol, self._content.members.get(slot, ()))

    def _instance(self, number: int, values: list[Json]) -> str:
        rule = self._rules.rules[number]
        place = f"{rule.source.file}:{rule.source.line}:{rule.source.column}"
        bound = zip(rule.data.variables, values, strict=True)
        named = [f"{n}={term_symbol(v)}" for n, v in bound if v is not None and n[0] != "_"]
        return " ".join([place, rule.source.text, *([f"({', '.join(named)})"] if named else [])])

    # --- proofs

    def steps(self, *goals: Symbol, known: Container[Symbol] = ()) -> list[Step]:
        """Prove atoms of this world together: the steps of their smallest proofs, each once.

        Steps of atoms in ``known``, and what only those rest on, are left out. Raises NotTrue.
        """
        wanted = [goal for goal in goals if goal not in known]
        self._find(wanted)
        return list(self._below(wanted, known))

    def steps_of_term(self, term: Symbol) -> list[Step]:
        """Prove a term that a ``#show`` statement shows: its own step first. Raises NotTrue."""
        pattern = goal_pattern(term, shown=True)
        data = self._goal(pattern)
        steps = self._ask("prove", goal=data)["steps"] if data is not None else []
        if not steps:
            raise NotTrue(str(term))
        return [self._step(step, pattern.symbol) for step in steps]

    def _find(self, goals: Iterable[Symbol]) -> None:
        """Find the smallest proofs of atoms; what they rest on may have been proved before."""
        numbers = []
        for goal in goals:
            if goal in self._found:
                continue
            if goal in self._session.given:
                self._found[goal] = Step(goal, 1, None, (), ())
                continue
            number = self._known.number(goal) if goal in self else None
            if number is None:
                raise NotTrue(str(goal))
            numbers.append(number)
        if numbers:
            known = [
                (number, step.size)
                for atom, step in islice(self._found.items(), MOST_KNOWN)
                if (number := self._known.number(atom)) is not None
            ]
            for data in self._ask("prove_all", known=known, atoms=numbers)["steps"]:
                step = self._step(data)
                self._found[step.atom] = step
        if not all(goal in self._found for goal in goals):
            raise NotTrue(", ".join(str(goal) for goal in goals if goal not in self._found))

    def _below(self, goals: Iterable[Symbol], known: Container[Symbol]) -> Iterator[Step]:
        """Yield the steps of the proofs of these atoms, each once, without those in ``known``."""
        pending, seen = list(goals)[::-1], set[Symbol]()
        while pending:
            atom = pending.pop()
            if atom not in seen and atom not in known:
                seen.add(atom)
                step = self._found[atom]
                yield step
                pending += [each for each in reversed(step.shown) if isinstance(each, Symbol)]

    def alternatives(self, goal: Symbol, *, shown: bool = False) -> Alternatives:
        """The proofs of an atom of this world, or of a term that is shown."""
        pattern = goal_pattern(goal, shown=shown)
        data = self._goal(pattern)
        steps = self._ask("supports", goal=data)["steps"] if data is not None else []
        root = pattern.symbol if shown else goal
        supports = [
            (
                self._step([number, 0, *rest], root),
                frozenset(self._known.symbol(needed) for needed in rests),
            )
            for number, rests, *rest in steps
        ]
        return Alternatives(goal if root is None else root, supports)

    def _step(self, data: Sequence[Any], shown_term: Symbol | None = None) -> Step:
        number, size, rule, _, values, shown = data
        atom = shown_term if number is None else self._known.symbol(number)
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
        return self._known.symbol(item) if isinstance(item, int) else self._pattern(item)

    def _pattern(self, data: list[Any]) -> AtomPattern:
        slot, *arguments = data
        return AtomPattern(self._rules.signatures[slot], symbols(arguments))

    # --- absence

    def attempts(self, goal: AtomPattern) -> list[Attempt]:
        """The nearest attempts of each rule that could draw an atom, in the order of the rules."""
        slot = self._rules.slots.get(goal.signature)
        if slot is None:
            return []
        spoken_of = tuple(self.extensions[each - 1] for each in self._rules.spoken_of[slot])
        key, tried = (goal, spoken_of), self._session.tried
        if key not in tried:
            found = self._ask("attempts", goal=self._goal(goal), most=MOST_ATTEMPTS)["attempts"]
            tried[key] = [
                Attempt(
                    self._rules.rules[rule],
                    symbols(values),
                    tuple(self._mark(mark) for mark in marks),
                    more,
                )
                for rule, _, values, marks, more in found
            ]
        return tried[key]

    def _mark(self, data: list[Any]) -> Mark:
        literal, became, *rest = data
        match became, rest:
            case (("met" | "blocking"), [number]):
                return Mark(literal, became, self._known.symbol(number))
            case (("missing" | "absent"), _):
                return Mark(literal, became, self._pattern(rest))
            case _:
                return Mark(literal, became, None)
