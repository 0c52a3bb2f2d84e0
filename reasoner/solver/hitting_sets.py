"""The smallest set of demands that cannot be met together, by implicit hitting sets.

Every such set holds something of each correction (a set of demands without which the others can be
met). So a smallest set that hits all corrections known is no larger than any conflict; if it cannot
be met itself it is a smallest conflict, if it can, what is left out of meeting it is one more
correction (Ignatiev, Previti, Liffiton and Marques-Silva, CP 2015).
"""

from collections.abc import Callable, Sequence

import clingo

from .control import solve

# The demands that can be met with those given, as many as possible; None if those cannot be met.
Meet = Callable[[frozenset[int]], frozenset[int] | None]
# How many conflicts of the solver itself may be spent on hitting sets, which grow hard: seconds.
MAX_EFFORT = 200_000


def smallest_conflict(
    count: int, meet: Meet, core: frozenset[int], effort: int = MAX_EFFORT
) -> tuple[frozenset[int], bool]:
    """A smallest conflict among numbered demands, and whether none smaller can be.

    ``core`` is any conflict. When the effort is spent an irreducible one is given.
    """
    everything = frozenset(range(count))
    corrections: list[frozenset[int]] = []
    best = _irreducible(core, meet, everything, corrections)
    while effort > 0:
        candidate, spent = _smallest_hitting(corrections, effort)
        if candidate is None:
            break
        if len(candidate) == len(best):
            return best, True
        met = meet(candidate)
        if met is None:
            return candidate, True
        corrections.append(everything - met)
        effort -= spent
    return best, False


def _irreducible(
    core: frozenset[int],
    meet: Meet,
    everything: frozenset[int],
    corrections: list[frozenset[int]],
) -> frozenset[int]:
    """A conflict within ``core`` from which nothing can be left out; notes corrections."""
    for demand in sorted(core):
        met = meet(core - {demand})
        if met is None:
            core -= {demand}
        else:
            corrections.append(everything - met)
    return core


def _smallest_hitting(
    sets: Sequence[frozenset[int]], effort: int
) -> tuple[frozenset[int] | None, int]:
    """A smallest set that holds something of each, None if that takes too much, and the effort."""
    control = clingo.Control(["--warn=none", "--opt-strategy=usc", f"--solve-limit={effort}"])
    with control.backend() as backend:
        atoms = {number: backend.add_atom() for number in sorted(frozenset().union(*sets))}
        backend.add_rule(list(atoms.values()), choice=True)
        for each in sets:
            backend.add_rule([], [-atoms[number] for number in sorted(each)])
        backend.add_minimize(0, [(atom, 1) for atom in atoms.values()])
    found: list[frozenset[int]] = []
    result = solve(
        control,
        on_model=lambda model: found.append(
            frozenset(n for n, atom in atoms.items() if model.is_true(atom))
        ),
    )
    # Each set is one more to run through, however easy.
    spent = int(control.statistics["solving"]["solvers"]["conflicts"]) + len(sets)
    return found[-1] if result.exhausted else None, spent
