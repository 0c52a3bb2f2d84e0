"""Boundaries in time: the days on each side of every boundary that a law draws.

A law tells days apart by comparing them: with days that it names, with other days of the case, with
such days some years later, or by their year. The comparisons are read off the rules; a day between
two neighbouring boundaries stands for all others between them. Rules do not calculate with months
and days: dates are compared whole.
"""

from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, timedelta

from clingo import ast

from ..graphs import UnionFind
from ..pack.model import Pack
from ..syntax import functions

# An argument of a predicate.
Place = tuple[str, int]
_ONE_DAY = timedelta(days=1)
# A day to begin with, where neither the law nor the case names any.
_ANY_DAY = date(2000, 1, 1)
# Of how many packs the timelines are kept.
_MOST_KEPT = 16
_READ: dict[str, Mapping[Place, "Timeline"]] = {}


@dataclass
class Timeline:
    """Places whose days are compared with each other: the days that the law names among them, the
    numbers of years by which it moves them, and whether it asks for their year.
    """

    days: set[date] = field(default_factory=set)
    years: set[int] = field(default_factory=set)
    by_year: bool = False

    def representatives(self, stated: Collection[date]) -> tuple[date, ...]:
        """Days that stand for all others: every boundary, and one day in each gap between two."""
        found = self._boundaries(stated)
        gaps = {day + _ONE_DAY for day in found if day < date.max}
        if min(found) > date.min:
            gaps.add(min(found) - _ONE_DAY)
        return tuple(sorted(found | gaps))

    def stood_for(self, day: date, stated: Collection[date]) -> tuple[date | None, date | None]:
        """The first and last of the days for which `day` stands: itself, or its gap; None on an
        open side.
        """
        found = self._boundaries(stated)
        if day in found:
            return day, day
        before = max((each for each in found if each < day), default=None)
        after = min((each for each in found if each > day), default=None)
        return (
            None if before is None else before + _ONE_DAY,
            None if after is None else after - _ONE_DAY,
        )

    def _boundaries(self, stated: Collection[date]) -> set[date]:
        first = (self.days | set(stated)) or {_ANY_DAY}
        found = first | {
            _moved(day, way * n) for day in first for n in self.years for way in (1, -1)
        }
        if self.by_year:
            years = {day.year for day in found}
            found |= {date(y, *end) for y in years for end in ((1, 1), (12, 31))}
        return found


def _moved(day: date, years: int) -> date:
    """The day some years later; the last one of its month, if there is no such day."""
    year = min(max(day.year + years, MINYEAR), MAXYEAR)
    return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))


def timelines(pack: Pack) -> Mapping[Place, Timeline]:
    """The timeline of each place of a predicate at which days are compared, read off the rules."""
    if pack.digest not in _READ:
        if len(_READ) >= _MOST_KEPT:
            _READ.clear()
        _READ[pack.digest] = _Reader(pack).timelines()
    return _READ[pack.digest]


class _Reader:
    """Joins the places whose days a rule compares or passes on, and notes its calculations with
    them.

    A place is joined with the variables that a rule has there, variables with those they are
    compared with.
    """

    def __init__(self, pack: Pack) -> None:
        self._joined: UnionFind[object] = UnionFind()
        self._places: dict[Place, None] = {}
        self._notes: list[tuple[object, ast.AST]] = []
        for number, rule in enumerate(pack.rules):
            for function in functions(rule.statement):
                for position, argument in enumerate(function.arguments):
                    self._places[function.name, position] = None
                    self._place(number, (function.name, position), argument)
            for comparison in _comparisons(rule.statement):
                first, *others = (comparison.term, *(g.term for g in comparison.guards))
                for other in others:
                    self._compared(number, first, other)

    def timelines(self) -> Mapping[Place, Timeline]:
        found: dict[object, Timeline] = {}
        for where, term in self._notes:
            _note(term, found.setdefault(self._joined[where], Timeline()))
        return {at: found.setdefault(self._joined[at], Timeline()) for at in self._places}

    def _place(self, rule: int, place: object, term: ast.AST) -> None:
        self._joined.union(place)
        if term.ast_type is ast.ASTType.Variable and term.name != "_":
            self._joined.union(place, (rule, term.name))
        elif _is_day(term):
            self._notes.append((place, term))

    def _compared(self, rule: int, one: ast.AST, other: ast.AST) -> None:
        """Join two terms that are compared: days, or tuples with days in the same places."""
        if _is_tuple(one) and _is_tuple(other):
            for first, second in zip(one.arguments, other.arguments, strict=False):
                self._compared(rule, first, second)
            return
        for term, against in ((one, other), (other, one)):
            if term.ast_type is ast.ASTType.Variable:
                self._place(rule, (rule, term.name), against)


def _comparisons(node: ast.AST) -> Iterator[ast.AST]:
    for literal in node.body:
        atom = getattr(literal, "atom", None)
        if atom is not None and atom.ast_type is ast.ASTType.Comparison:
            yield atom


def _is_day(term: ast.AST) -> bool:
    return term.ast_type is ast.ASTType.Function and (term.name, len(term.arguments)) == ("date", 3)


def _is_tuple(term: ast.AST) -> bool:
    return term.ast_type is ast.ASTType.Function and not term.name


def _note(term: ast.AST, line: Timeline) -> None:
    """Note the calculation with days that a term ``date(Year,Month,Day)`` of a rule is."""
    parts = term.arguments
    if all(part.ast_type is ast.ASTType.SymbolicTerm for part in parts):
        line.days.add(date(*(part.symbol.number for part in parts)))
    elif parts[0].ast_type is ast.ASTType.BinaryOperation:
        by = parts[0].right
        line.years.update([by.symbol.number] if by.ast_type is ast.ASTType.SymbolicTerm else [])
    elif str(parts[1]) == "_":
        line.by_year = True
