"""Changes of what a case states: a fact withdrawn, a fact added, one value replaced."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

from clingo.symbol import Symbol, SymbolType

from ...atoms import plain
from .json import ChangeKind, Patch, RowChangeJson

# Facts that are stated where they were not, or not stated where they were.
Flips = frozenset[Symbol]


@dataclass(frozen=True, slots=True)
class Effect:
    """A verdict that is gained, or lost."""

    verdict: Symbol
    gained: bool

    @property
    def person(self) -> Symbol:
        """Whom the verdict is on."""
        return self.verdict.arguments[0]


@dataclass(frozen=True, slots=True)
class Change:
    """One stated fact withdrawn, one fact added or, with both, one value of a fact replaced."""

    withdrawn: Symbol | None = None
    added: Symbol | None = None

    @property
    def kind(self) -> ChangeKind:
        """What is done: ``withdrawn``, ``added`` or ``replaced``."""
        if self.withdrawn is None:
            return "added"
        return "withdrawn" if self.added is None else "replaced"


def replaces(new: Symbol, old: Symbol) -> bool:
    """Whether a fact is another with exactly one value replaced."""
    if (new.name, len(new.arguments)) != (old.name, len(old.arguments)):
        return False
    return sum(one != other for one, other in zip(new.arguments, old.arguments, strict=True)) == 1


def renames(new: Symbol, old: Symbol) -> bool:
    """Whether the value that one fact has in place of another's names an entity."""
    values = zip(new.arguments, old.arguments, strict=True)
    return any(one != other and one.type is SymbolType.String for one, other in values)


def fewest_changes(
    flips: Flips, order: Mapping[Symbol, int], stated: Collection[Symbol]
) -> tuple[Change, ...]:
    """The fewest changes that come to these flips, withdrawals and replacements first; ``order``
    tells which facts come before which. They are few: their combinations are gone through.
    """
    ordered = sorted(flips, key=order.__getitem__)
    gone = [fact for fact in ordered if fact in stated]
    new = [fact for fact in ordered if fact not in stated]
    return min(_pairings(gone, new), key=len)


def _pairings(gone: Sequence[Symbol], new: Sequence[Symbol]) -> Iterator[tuple[Change, ...]]:
    """Every way to take withdrawn and added facts together, where one replaces another."""
    slots: list[Symbol | None] = [*new, *([None] * len(gone))]
    for chosen in permutations(slots, len(gone)):
        pairs = list(zip(gone, chosen, strict=True))
        if all(added is None or replaces(added, old) for old, added in pairs):
            alone = (Change(added=fact) for fact in new if fact not in chosen)
            yield (*(Change(old, added) for old, added in pairs), *alone)


def patch(changes: Sequence[Change]) -> RowChangeJson:
    """The rows that are withdrawn from a case file and those that are added, as it has them."""
    return {
        "withdrawn": _rows([each.withdrawn for each in changes if each.withdrawn is not None]),
        "added": _rows([each.added for each in changes if each.added is not None]),
    }


def _rows(facts: Sequence[Symbol]) -> Patch:
    named = {fact.name: [other for other in facts if other.name == fact.name] for fact in facts}
    return {
        name: [[*map(plain, fact.arguments)] for fact in rows] if rows[0].arguments else True
        for name, rows in named.items()
    }
