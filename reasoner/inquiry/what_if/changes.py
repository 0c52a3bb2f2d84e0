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
        """The person of the verdict."""
        return self.verdict.arguments[0]


@dataclass(frozen=True, slots=True)
class Change:
    """One stated fact withdrawn, one fact added or, with both, one value of a fact replaced."""

    withdrawn: Symbol | None = None
    added: Symbol | None = None

    @property
    def kind(self) -> ChangeKind:
        """`withdrawn`, `added` or `replaced`."""
        if self.withdrawn is None:
            return "added"
        return "withdrawn" if self.added is None else "replaced"


def replaces(new: Symbol, old: Symbol) -> bool:
    """True if `new` is `old` with exactly one value replaced."""
    if (new.name, len(new.arguments)) != (old.name, len(old.arguments)):
        return False
    return sum(one != other for one, other in zip(new.arguments, old.arguments, strict=True)) == 1


def renames(new: Symbol, old: Symbol) -> bool:
    """True if the value that `new` has in place of one of `old` names an entity."""
    values = zip(new.arguments, old.arguments, strict=True)
    return any(one != other and one.type is SymbolType.String for one, other in values)


def fewest_changes(
    flips: Flips, order: Mapping[Symbol, int], stated: Collection[Symbol]
) -> tuple[Change, ...]:
    """The fewest changes that come to `flips`, withdrawals and replacements first, facts sorted by
    `order`. Flips are few, so every pairing is tried.
    """
    ordered = sorted(flips, key=order.__getitem__)
    gone = [fact for fact in ordered if fact in stated]
    new = [fact for fact in ordered if fact not in stated]
    return min(_pairings(gone, new), key=len)


def _pairings(gone: Sequence[Symbol], new: Sequence[Symbol]) -> Iterator[tuple[Change, ...]]:
    """Yield every pairing of withdrawn facts with added ones that replace them."""
    slots: list[Symbol | None] = [*new, *([None] * len(gone))]
    for chosen in permutations(slots, len(gone)):
        pairs = list(zip(gone, chosen, strict=True))
        if all(added is None or replaces(added, old) for old, added in pairs):
            alone = (Change(added=fact) for fact in new if fact not in chosen)
            yield (*(Change(old, added) for old, added in pairs), *alone)


def patch(changes: Sequence[Change]) -> RowChangeJson:
    """The rows of a case file that `changes` withdraw and add."""
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
