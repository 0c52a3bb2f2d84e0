"""Interning: atoms by number, and extensions of predicates by number, as Prolog knows them."""

import weakref
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import partial

from clingo.symbol import Symbol

from ..atoms import functor
from .bridge import ask, ask_later, new_number
from .rulebook import Rulebook
from .terms import term_json
from .translate import Signature

GIVEN = "given"
# By slot, the number of what a world makes true of each predicate.
Extensions = tuple[int, ...]
# The slot of what no rule speaks of.
NO_SLOT = 0
# By arity, the numbers of extensions that the engine has forgotten. Such a number names a predicate
# and names of predicates are never given back: so they are used again.
_free: defaultdict[int, list[int]] = defaultdict(list)


class Interning:
    """The atoms and extensions of one session; new ones are sent before the next request.

    They stay in Prolog until they are forgotten by request, or until nobody holds this
    object.
    """

    def __init__(self, rulebook: Rulebook, given: frozenset[Symbol]) -> None:
        self._rulebook = rulebook
        self._given = given
        self._places: dict[Symbol, tuple[int, int]] = {}
        self._symbols: dict[int, Symbol] = {}
        self._texts: dict[int, str] = {}
        self._extensions: dict[tuple[int, frozenset[int]], int] = {}
        self._new_atoms: list[list[object]] = []
        self._new_extensions: list[list[int]] = []
        weakref.finalize(self, _forget, rulebook.signatures, self._symbols, self._extensions)

    def forget(self) -> None:
        """Let Prolog forget all of it."""
        _forget(self._rulebook.signatures, self._symbols, self._extensions)
        for kept in (self._places, self._symbols, self._texts, self._extensions):
            kept.clear()
        self._new_atoms, self._new_extensions = [], []

    def tell(self) -> None:
        """Send what is new to Prolog. Raises ProverMissing, ProverError."""
        if self._new_atoms or self._new_extensions:
            ask({"do": "know", "atoms": self._new_atoms, "extensions": self._new_extensions})
            self._new_atoms, self._new_extensions = [], []

    def place(self, symbol: Symbol) -> tuple[int, int]:
        """The slot and number of an atom; the slot is NO_SLOT where no rule speaks of it."""
        return self._places.get(symbol) or self._new(symbol)

    def _new(self, symbol: Symbol) -> tuple[int, int]:
        arguments = symbol.arguments
        slot = self._rulebook.slots.get((functor(symbol), len(arguments)), NO_SLOT)
        number = new_number()
        self._symbols[number] = symbol
        self._texts[number] = str(symbol)
        if slot != NO_SLOT:
            granted = GIVEN if symbol in self._given else self._rulebook.facts.get(symbol)
            self._new_atoms.append([number, granted, slot, *map(term_json, arguments)])
        self._places[symbol] = (slot, number)  # last: an interrupt leaves nothing half known
        return slot, number

    def extension(self, slot: int, numbers: frozenset[int]) -> int:
        """The number of the extension with these atoms; 0 for none.

        Atoms are sent in the order of their texts, so that Prolog finds the same whatever came
        before.
        """
        if not numbers:
            return 0
        key = (slot, numbers)
        if key not in self._extensions:
            ordered = sorted(numbers, key=self._texts.__getitem__)
            number = _free_number(self._rulebook.signatures[slot][1])
            self._new_extensions.append([number, *ordered])
            self._extensions[key] = number
        return self._extensions[key]

    def number(self, atom: Symbol) -> int | None:
        """The number of an atom; None where no rule speaks of it."""
        slot, number = self._places.get(atom, (NO_SLOT, 0))
        return None if slot == NO_SLOT else number

    def symbol(self, number: int) -> Symbol:
        """The atom that has a number."""
        return self._symbols[number]


def _forget(
    signatures: Mapping[int, Signature],
    symbols: Mapping[int, Symbol],
    extensions: dict[tuple[int, frozenset[int]], int],
) -> None:
    """Let Prolog forget atoms and extensions; it may be at work, as in any finalizer.

    Each extension is taken out first: were it forgotten twice, two others would have its number.
    """
    forgotten: list[tuple[int, int]] = []
    with suppress(KeyError):  # when all are out
        while True:
            (slot, _), number = extensions.popitem()
            forgotten.append((number, signatures[slot][1]))
    if symbols:
        ask_later(
            {"do": "forget", "atoms": list(symbols), "extensions": forgotten},
            partial(_set_free, forgotten),
        )


def _set_free(forgotten: Iterable[tuple[int, int]]) -> None:
    """Free the numbers of extensions, once Prolog has forgotten them: a new extension with a number
    that is still to be forgotten would be forgotten too.
    """
    for number, arity in forgotten:
        _free[arity].append(number)


def _free_number(arity: int) -> int:
    """Take a free number for an extension; another thread may take the last one meanwhile."""
    try:
        return _free[arity].pop()
    except IndexError:
        return new_number()
