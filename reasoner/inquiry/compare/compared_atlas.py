"""Atlases of two packs compared: verdicts of patterns of items in one pack and not the other.

Both are examined by one plan, that of the pack before: its bases, and its items that both packs
have.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clingo.symbol import Symbol

from ...budget import anytime
from ...errors import PackError
from ...i18n import Words, message
from ...pack.model import Pack
from ...solver.diagram import Diagrams, Node
from ..atlas.atlas import Track
from ..atlas.patterns import count, minimal
from ..atlas.plan import AtlasPlan, Base, atlas_plan
from ..atlas.situation import Situation
from ..atlas.survey import Items, differ

Verdicts = frozenset[Symbol] | None
Change = tuple[Symbol, bool]  # a verdict gained, or lost


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """A verdict that some reading admits in one pack only: number of patterns, minimal ones."""

    verdict: Symbol
    patterns: int
    least: tuple[Items, ...]


@dataclass(frozen=True, slots=True)
class BaseCompared:
    """Differences between two packs in the `patterns` of a base.

    In `differing` patterns some verdict is gained or lost; only one pack refuses the `refused`
    ones. `under_readings` counts those whose verdicts differ under some combination of readings;
    None if not the same readings are open in both packs.
    """

    base: Base
    patterns: int
    differing: int
    under_readings: int | None
    refused: int
    gained: tuple[VerdictChange, ...]
    lost: tuple[VerdictChange, ...]


@dataclass(frozen=True, slots=True)
class AtlasesCompared:
    """Two atlases compared base by base, by the plan that both packs can carry out.

    Items that only one pack lists are not compared; nor are bases that were not reached in time.
    """

    plan: AtlasPlan
    bases: tuple[BaseCompared, ...]
    only_before: Items
    only_after: Items

    @property
    def complete(self) -> bool:
        """True if every base was compared."""
        return len(self.bases) == len(self.plan.bases)


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Two atlases that cannot be compared: a base of the plan is no case of the other pack."""

    words: Words


def compare_atlases(
    before: Pack, after: Pack, track: Track = iter, seconds: float | None = None
) -> AtlasesCompared | NotComparable:
    """Compare the atlases of two packs; after `seconds`, the bases compared until then.

    Raises PackError for a fault in a pack's own plan.
    """
    plan, other = atlas_plan(before), atlas_plan(after)
    names, others = ([item.id for item in each.items] for each in (plan, other))
    common = plan.model_copy(
        update={"items": tuple(item for item in plan.items if item.id in others), "gaps": ()}
    )
    bases: list[BaseCompared] = []
    with anytime(seconds):
        for base in track(common.bases):
            side = Situation(before, common, base)
            try:
                other_side = Situation(after, common, base)
            except PackError as error:
                place = error.place.replace(f"{after.folder}/", "")
                reason = {"place": place, "reason": error.reason}
                return NotComparable(message("compare_atlas_impossible", **reason))
            bases.append(_Comparison(side, other_side).compared())
    return AtlasesCompared(
        common,
        tuple(bases),
        tuple(name for name in names if name not in others),
        tuple(name for name in others if name not in names),
    )


class _Comparison:
    """Diagrams of one base in both packs, over the same items."""

    def __init__(self, before: Situation, after: Situation) -> None:
        self._base = before.base
        self._sides = (before, after)
        self._names = self._sides[0].items
        self._items = range(len(self._names))
        self._diagrams = Diagrams([2] * len(self._names))

    def compared(self) -> BaseCompared:
        before, after = (self._possible(side) for side in self._sides)
        changes = self._diagrams.combined(_changes, before, after)
        return BaseCompared(
            self._base,
            2 ** len(self._names),
            self._count(self._diagrams.relabelled(bool, changes)),
            self._under_readings(),
            self._count(self._diagrams.combined(_one_refused, before, after)),
            tuple(self._verdict_changes(changes, gained=True)),
            tuple(self._verdict_changes(changes, gained=False)),
        )

    def _possible(self, side: Situation) -> Node:
        """Verdicts that some reading admits for each pattern; None where it is refused."""
        own = side.diagrams

        def possible(left: Node) -> frozenset[Symbol] | None:
            values = own.values(left)
            return None if values == [None] else frozenset[Symbol]().union(*values)

        node = own.cut(side.verdicts, side.first_reading, possible)
        return self._diagrams.adopted(own, node, {item: item for item in self._items})

    def _under_readings(self) -> int | None:
        """Count patterns whose verdicts differ under some combination of readings."""
        before, after = (side.variables.options for side in self._sides)
        if [*before.items()] != [*after.items()]:
            return None
        joint = Diagrams(self._sides[0].diagrams.sizes)
        same = {variable: variable for variable in range(len(joint.sizes))}
        one, other = (joint.adopted(s.diagrams, s.verdicts, same) for s in self._sides)
        changed = joint.combined(differ, one, other)
        first = self._sides[0].first_reading
        return count(joint, joint.cut(changed, first, joint.false.__ne__), self._items)

    def _verdict_changes(self, changes: Node, *, gained: bool) -> Iterator[VerdictChange]:
        changed = frozenset[Change]().union(*self._diagrams.values(changes))
        verdicts = [verdict for verdict, is_gained in changed if is_gained is gained]
        for verdict in self._sides[gained].in_order(verdicts):
            where = self._diagrams.relabelled(_with((verdict, gained)), changes)
            least = minimal(self._diagrams, where)
            named = (tuple(self._names[item] for item in pattern) for pattern in least)
            yield VerdictChange(verdict, self._count(where), tuple(named))

    def _count(self, node: Node) -> int:
        return count(self._diagrams, node, self._items)


def _changes(before: Verdicts, after: Verdicts) -> frozenset[Change]:
    """Verdicts gained, as True, and lost, where neither pack refuses the pattern."""
    if before is None or after is None:
        return frozenset()
    gained, lost = after - before, before - after
    return frozenset([*((s, True) for s in gained), *((s, False) for s in lost)])


def _one_refused(before: Verdicts, after: Verdicts) -> bool:
    return (before is None) is not (after is None)


def _with(change: Change) -> Callable[[frozenset[Change]], bool]:
    return lambda changes: change in changes
