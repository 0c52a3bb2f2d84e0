"""Everything that may be stated of the persons and things that a case names."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import product

from clingo.symbol import Function, String, Symbol

from reasoner.atoms import atom, day
from reasoner.findings import Findings
from reasoner.inquiry.boundaries import Timeline, timelines
from reasoner.pack.model import Pack


def universe(pack: Pack, findings: Findings, *, unnamed: bool = False) -> tuple[Symbol, ...]:
    """The facts that may be stated over the entities that a case names, the declared words and days
    on each side of every boundary, in the order of the vocabulary; what is denied is left out.

    With ``unnamed`` also over the names that the pack has for things the case does not name.
    """
    known = _Domain(pack, findings, unnamed)
    denied = set(findings.denied)
    found = dict.fromkeys(
        fact for name in pack.vocabulary.facts for fact in known.facts(name) if fact not in denied
    )
    return tuple(found)


class _Domain:
    """The values that arguments of facts may take."""

    def __init__(self, pack: Pack, findings: Findings, unnamed: bool) -> None:
        self._pack = pack
        self._facts = [*findings.stated, *findings.disputed]
        self._lines = timelines(pack)
        self._entities: dict[str, dict[Symbol, None]] = {}
        for fact in self._facts:
            for kind, entity in findings.entities(fact):
                self._entities.setdefault(kind, {})[entity] = None
        if unnamed:
            for kind, declared in pack.types.items():
                spare = self._entities.setdefault(kind, {})
                spare.update((String(name), None) for name in declared.unnamed)

    def facts(self, name: str) -> Iterator[Symbol]:
        """Those of one predicate, those that the case has first."""
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
                return [day(each) for each in self._days((name, place))]
            case _:
                return [Function(word) for word in declared.labels]

    def _days(self, at: tuple[str, int]) -> Sequence[date]:
        line = self._lines.get(at, Timeline())
        places = [other for other, known in self._lines.items() if known is line] or [at]
        stated = {
            _date(fact.arguments[place])
            for name, place in places
            for fact in self._facts
            if fact.name == name
        }
        return line.representatives(stated)


def _date(value: Symbol) -> date:
    year, month, number = (part.number for part in value.arguments)
    return date(year, month, number)
