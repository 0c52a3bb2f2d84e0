"""Ground terms as data for the proof engine, and back."""

from collections.abc import Sequence

import clingo
from clingo.symbol import Symbol, SymbolType

Json = dict[str, object] | int


def term_json(symbol: Symbol) -> Json:
    """A ground term as data."""
    match symbol.type:
        case SymbolType.Number:
            return symbol.number
        case SymbolType.String:
            return {"s": symbol.string}
        case SymbolType.Function:
            name = symbol.name if symbol.positive or not symbol.name else f"-{symbol.name}"
            return function_json(name, [term_json(argument) for argument in symbol.arguments])
        case _:
            return {"c": str(symbol)}


def term_symbol(data: Json) -> Symbol:
    """The term that data stand for."""
    if isinstance(data, int):
        return clingo.Number(data)
    match data:
        case {"s": str(text)}:
            return clingo.String(text)
        case {"c": "#inf"}:
            return clingo.Infimum
        case {"c": "#sup"}:
            return clingo.Supremum
        case {"c": str(name)}:
            return clingo.Function(name.removeprefix("-"), [], not name.startswith("-"))
        case {"t": list(arguments)}:
            return clingo.Function("", [term_symbol(argument) for argument in arguments])
        case {"f": str(name), "a": list(arguments)}:
            terms = [term_symbol(argument) for argument in arguments]
            return clingo.Function(name.removeprefix("-"), terms, not name.startswith("-"))
    raise ValueError(f"not a term: {data!r}")


def function_json(name: str, arguments: Sequence[Json]) -> Json:
    """A function, a tuple where it has no name, a constant where it has no arguments."""
    if not name:
        return {"t": list(arguments)}
    return {"f": name, "a": list(arguments)} if arguments else {"c": name}
