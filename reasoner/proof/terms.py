"""Ground terms as data for Prolog, and back.

A number is a number, a string a string, any other term a list of its name and its arguments; a
tuple has an empty name, and what is strongly negated has ``-`` before its name. None is any term at
all.
"""

from collections.abc import Sequence
from functools import lru_cache

import clingo
from clingo.symbol import Symbol, SymbolType

from ..atoms import functor

Json = dict[str, object] | list[object] | tuple[object, ...] | int | str | None
# The name of a term that stands for any term at all: an anonymous variable.
ANYTHING = "_"


@lru_cache(maxsize=65536)
def term_json(symbol: Symbol) -> Json:
    """A ground term as data that cannot be changed: the same terms come again and again."""
    match symbol.type:
        case SymbolType.Number:
            return symbol.number
        case SymbolType.String:
            return symbol.string
        case SymbolType.Function if symbol.name == ANYTHING:
            return None
        case SymbolType.Function:
            return (functor(symbol), *map(term_json, symbol.arguments))
        case _:
            return (str(symbol),)


def term_symbol(data: Json) -> Symbol:
    """The term that data stand for."""
    match data:
        case None:
            return clingo.Function(ANYTHING)
        case int():
            return clingo.Number(data)
        case str():
            return clingo.String(data)
        case ["#inf"]:
            return clingo.Infimum
        case ["#sup"]:
            return clingo.Supremum
        case [str(name), *arguments]:
            return named_symbol(name, [term_symbol(a) for a in arguments])  # type: ignore[arg-type]
    raise ValueError(f"not a term: {data!r}")


def named_symbol(name: str, arguments: Sequence[Symbol]) -> Symbol:
    """A function or atom with this name, which may begin with ``-``."""
    return clingo.Function(name.removeprefix("-"), arguments, not name.startswith("-"))
