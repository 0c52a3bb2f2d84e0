"""The fixed orders of everything that is reported."""

from collections.abc import Iterable
from functools import lru_cache

from clingo.symbol import Symbol

from ..case.findings import Findings
from ..pack.model import Pack
from ..pack.provision import Provision
from .control import LocalOutcome

_parsed = lru_cache(maxsize=1024)(Provision.parse)


class Order:
    """The fixed orders of everything that is reported."""

    def __init__(self, pack: Pack, findings: Findings) -> None:
        self._keys: dict[Symbol, tuple[object, ...]] = {}
        self._entities = {entity: index for index, entity in enumerate(findings.names)}
        self._predicates = {name: index for index, name in enumerate(pack.word_list.predicates)}
        self._words = {
            name: [
                {word: index for index, word in enumerate(pack.types[kind].labels)}
                for kind in predicate.args.values()
            ]
            for name, predicate in pack.word_list.predicates.items()
        }

    def entity(self, entity: Symbol) -> int:
        """Position at which the case first names an entity."""
        return self._entities.get(entity, len(self._entities))

    def conclusion(self, symbol: Symbol) -> tuple[object, ...]:
        """Sort key: predicate in the pack's order, then entity in the case's, then word."""
        if symbol not in self._keys:
            self._keys[symbol] = self._key(symbol)
        return self._keys[symbol]

    def _key(self, symbol: Symbol) -> tuple[object, ...]:
        labels = self._words[symbol.name]
        arguments = [
            (self.entity(argument), words.get(str(argument), len(words)))
            for argument, words in zip(symbol.arguments, labels, strict=True)
        ]
        return (self._predicates[symbol.name], arguments, str(symbol))

    def text(self, symbol: Symbol) -> str:
        """A conclusion as clingo prints it."""
        return str(self.conclusion(symbol)[-1])

    def verdicts(self, symbols: Iterable[Symbol]) -> tuple[Symbol, ...]:
        """Verdicts in the order of the words for them."""
        return tuple(sorted(symbols, key=self.conclusion))

    def local(self, outcome: LocalOutcome) -> tuple[object, ...]:
        """Sort key of a local outcome: its verdicts first, then the other conclusions."""
        return tuple(self.conclusion(s) for s in sorted(outcome.conclusions, key=self.conclusion))

    @staticmethod
    def provision(name: str) -> Provision:
        """Sort key of a provision: the order of the text."""
        return _parsed(name)
