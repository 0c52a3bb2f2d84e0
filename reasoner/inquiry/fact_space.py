"""The fact space of a case: every fact that may be stated of the entities that it names."""

from collections.abc import Iterable, Iterator, Set
from datetime import date
from itertools import product

from clingo.symbol import Function, String, Symbol

from ..atoms import atom, day
from ..case.findings import Findings
from ..pack.model import Pack
from .boundaries import Place, Timeline, timelines


def fact_space(pack: Pack, findings: Findings, *, unnamed: bool = False) -> tuple[Symbol, ...]:
    """The facts over the entities that a case names, the declared words and the days on each side
    of every boundary, in the order of the vocabulary; denied facts are left out.

    With ``unnamed`` also over the names that the pack has for things the case does not name.
    """
    known = _Domain(pack, findings, unnamed)
    denied = set(findings.denied)
    found = dict.fromkeys(
        fact for name in pack.vocabulary.facts for fact in known.facts(name) if fact not in denied
    )
    return tuple(found)


def stood_for(
    pack: Pack, findings: Findings, at: Place, value: Symbol
) -> tuple[date | None, date | None]:
    """The first and last of the days for which one day of a fact stands, at a place, while all
    other days of the case stay; None on an open side.
    """
    line, stated = _Domain(pack, findings, unnamed=False).line(at)
    return line.stood_for(_date(value), stated)


class _Domain:
    """The values that arguments of facts may take."""

    def __init__(self, pack: Pack, findings: Findings, unnamed: bool) -> None:
        self._pack = pack
        self._facts = [*findings.stated, *findings.disputed]
        self._lines = timelines(pack)
        # Where nothing else draws a boundary, days are taken near those of the case. The first of
        # a year is a boundary itself where the law tells years apart: so they are the fewest.
        years = sorted(_date(each).year for each in self._dates())
        self._near = frozenset(date(year, 1, 1) for year in years[:1])
        self._entities: dict[str, dict[Symbol, None]] = {}
        for fact in self._facts:
            for kind, entity in findings.entities(fact):
                self._entities.setdefault(kind, {})[entity] = None
        if unnamed:
            for kind, declared in pack.types.items():
                spare = self._entities.setdefault(kind, {})
                spare.update((String(name), None) for name in declared.unnamed)

    def facts(self, name: str) -> Iterator[Symbol]:
        """Yield the facts of one predicate, those of the case first."""
        yield from (fact for fact in self._facts if fact.name == name)
        kinds = self._pack.vocabulary.facts[name].args.values()
        values = [self._values(name, place, kind) for place, kind in enumerate(kinds)]
        yield from (atom(name, *row) for row in product(*values))

    def _values(self, name: str, place: int, kind: str) -> Iterable[Symbol]:
        declared = self._pack.types[kind]
        match declared.kind:
            case "entity":
                return self._entities.get(kind, {})
            case "date":
                line, stated = self.line((name, place))
                return [day(each) for each in line.representatives(stated)]
            case _:
                return [Function(word) for word in declared.labels]

    def line(self, at: Place) -> tuple[Timeline, Set[date]]:
        """The timeline of a place, and the days of the case on it."""
        line = self._lines.get(at, Timeline())
        places = [other for other, known in self._lines.items() if known is line] or [at]
        stated = {
            _date(fact.arguments[place])
            for name, place in places
            for fact in self._facts
            if fact.name == name
        }
        return line, stated or (frozenset() if line.days else self._near)

    def _dates(self) -> Iterator[Symbol]:
        for fact in self._facts:
            kinds = self._pack.vocabulary.facts[fact.name].args.values()
            for kind, value in zip(kinds, fact.arguments, strict=True):
                if self._pack.types[kind].kind == "date":
                    yield value


def _date(value: Symbol) -> date:
    year, month, number = (part.number for part in value.arguments)
    return date(year, month, number)
