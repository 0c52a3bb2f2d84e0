"""Atoms as clingo prints them: building, printing and reading them as data."""

import re
from datetime import date

from clingo.symbol import Function, Number, String, Symbol, SymbolType

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<string>"(?:[^"\\\n\0\ud800-\udfff]|\\["\\n])*")
      | (?P<number>-?\d+)
      | (?P<name>-?_*[a-z][A-Za-z0-9_']*)
      | (?P<mark>[(),])
    )\s*""",
    re.VERBOSE | re.ASCII,
)
_ESCAPE = {r"\"": '"', r"\\": "\\", r"\n": "\n"}
MAX_DEPTH = 20
MAX_DIGITS = 11  # a sign and ten digits hold every number of clingo's


class AtomSyntaxError(ValueError):
    """A text that is not an atom."""


def day(value: date) -> Symbol:
    """A calendar day as the compound term ``date(Y,M,D)``, which compares without arithmetic."""
    return Function("date", [Number(value.year), Number(value.month), Number(value.day)])


def atom(name: str, *arguments: Symbol) -> Symbol:
    """The atom with this predicate name and these arguments."""
    return Function(name, list(arguments))


def signature(symbol: Symbol) -> tuple[str, int]:
    """Predicate name and number of arguments."""
    return symbol.name, len(symbol.arguments)


def functor(symbol: Symbol) -> str:
    """The name of a function or atom, with ``-`` before it where it is strongly negated."""
    return symbol.name if symbol.positive else f"-{symbol.name}"


def plain(symbol: Symbol) -> str:
    """A term as a person writes it: a string without its quotes, a day in ISO form."""
    if symbol.type is SymbolType.String:
        return symbol.string
    if (
        symbol.type is SymbolType.Function
        and symbol.name == "date"
        and [argument.type for argument in symbol.arguments] == [SymbolType.Number] * 3
    ):
        year, month, number = (argument.number for argument in symbol.arguments)
        return f"{year:04}-{month:02}-{number:02}"
    return str(symbol)


def read_atom(text: str) -> Symbol:
    """Read one atom without handing the text to a program parser.

    ``clingo.parse_term`` fails on unquoted Chinese, and text from outside is data. What
    clingo's strings cannot hold, NUL and halves of characters, is refused.
    Raises AtomSyntaxError.
    """
    tokens: list[tuple[str, str]] = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise AtomSyntaxError(text)
        kind = str(match.lastgroup)
        tokens.append((kind, match[kind]))
        position = match.end()
    symbol, rest = _term(tokens, 0, 0, text)
    if rest != len(tokens) or symbol.type is not SymbolType.Function or not symbol.name:
        raise AtomSyntaxError(text)
    return symbol


def _term(tokens: list[tuple[str, str]], at: int, depth: int, text: str) -> tuple[Symbol, int]:
    if at >= len(tokens) or depth > MAX_DEPTH:
        raise AtomSyntaxError(text)
    kind, value = tokens[at]
    if kind == "string":
        return String(re.sub(r"\\.", lambda m: _ESCAPE[m[0]], value[1:-1])), at + 1
    if kind == "number":
        return _number(value, text), at + 1
    if kind == "name":
        name, positive = value.removeprefix("-"), not value.startswith("-")
        if at + 1 < len(tokens) and tokens[at + 1] == ("mark", "("):
            arguments, end, _ = _arguments(tokens, at + 2, depth + 1, text)
            return Function(name, arguments, positive), end
        return Function(name, [], positive), at + 1
    if (kind, value) == ("mark", "("):
        arguments, end, trailing = _arguments(tokens, at + 1, depth + 1, text)
        if len(arguments) == 1 and not trailing:
            return arguments[0], end
        return Function("", arguments), end
    raise AtomSyntaxError(text)


def _number(digits: str, text: str) -> Symbol:
    if len(digits) > MAX_DIGITS or not -(2**31) <= int(digits) < 2**31:
        raise AtomSyntaxError(text)
    return Number(int(digits))


def _arguments(
    tokens: list[tuple[str, str]], at: int, depth: int, text: str
) -> tuple[list[Symbol], int, bool]:
    """Arguments up to the closing parenthesis, where they end, whether a comma came last."""
    arguments: list[Symbol] = []
    trailing = False
    while True:
        if at < len(tokens) and tokens[at] == ("mark", ")"):
            return arguments, at + 1, trailing
        argument, at = _term(tokens, at, depth, text)
        arguments.append(argument)
        trailing = at < len(tokens) and tokens[at] == ("mark", ",")
        if trailing:
            at += 1
        elif at >= len(tokens) or tokens[at] != ("mark", ")"):
            raise AtomSyntaxError(text)
