"""Atoms said in words: templates and labels come from the pack."""

from collections.abc import Mapping, Sequence

from clingo.symbol import Symbol, SymbolType

from ..atoms import plain
from ..i18n import Words, as_it_is, filled, joined, message
from .model import Bilingual, Pack
from .provision import chinese_numeral


class Speaker:
    """Says the atoms of one pack's law."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._templates: dict[str, tuple[Mapping[str, str], Bilingual]] = {
            name: (fact.args, fact.statement) for name, fact in pack.vocabulary.facts.items()
        } | {name: (p.args, p) for name, p in pack.word_list.predicates.items()}
        self._labels: dict[tuple[str, Symbol], Words] = {}

    def say(self, symbol: Symbol, instead: Mapping[int, Words] | None = None) -> Words:
        """An atom in words; one that has no words is shown as it is. Other words may be said in the
        place of some of its arguments.
        """
        known = self._templates.get(symbol.name)
        if known is None or len(known[0]) != len(symbol.arguments):
            return as_it_is(str(symbol))
        args, template = known
        values = [
            self.label(kind, argument)
            for kind, argument in zip(args.values(), symbol.arguments, strict=True)
        ]
        for place, words in (instead or {}).items():
            values[place] = words
        return self._fill(template, args, values)

    def say_pattern(self, name: str, arguments: Sequence[Symbol | None]) -> Words:
        """An atom in words, some of whose arguments may be anything at all (None)."""
        known = self._templates.get(name)
        if known is None or len(known[0]) != len(arguments):
            shown = ",".join("_" if a is None else str(a) for a in arguments)
            return as_it_is(f"{name}({shown})" if arguments else name)
        args, template = known
        values = [
            self.anything(kind) if argument is None else self.label(kind, argument)
            for kind, argument in zip(args.values(), arguments, strict=True)
        ]
        return self._fill(template, args, values)

    def anything(self, kind: str) -> Words:
        """Any value at all of a type, in words."""
        known = self._pack.types[kind]
        return message("told_any_number" if known.kind == "number" else "told_any", kind=known.said)

    def say_alike(self, symbols: Sequence[Symbol]) -> Words:
        """Atoms that differ in their last argument only, in one sentence."""
        first = symbols[0]
        known = self._templates.get(first.name)
        if known is None or not first.arguments:
            return self.say(first)
        args, template = known
        *kinds, last = args.values()
        values = [self.label(k, a) for k, a in zip(kinds, first.arguments[:-1], strict=True)]
        ends = (self.label(last, symbol.arguments[-1]) for symbol in symbols)
        return self._fill(template, args, [*values, joined(message("text_separator"), ends)])

    def label(self, kind: str, value: Symbol) -> Words:
        """A value in words: the label of a fixed word, the name of an entity, a day."""
        if (kind, value) not in self._labels:
            self._labels[kind, value] = self._labelled(kind, value)
        return self._labels[kind, value]

    def _labelled(self, kind: str, value: Symbol) -> Words:
        labels = self._pack.types[kind].labels
        if (label := labels.get(str(value))) is not None:
            return label.said
        if value.type is SymbolType.Number and 0 < value.number < 1000:
            return Words({"zh": chinese_numeral(value.number), "en": str(value.number)})
        return as_it_is(plain(value))

    def refusal(self, symbol: Symbol) -> Words:
        """Why a case is refused, from the atom ``refused(Name, Things)``."""
        name, things = symbol.arguments
        refusal = self._pack.word_list.refusals[name.name]
        values = [self.thing(thing) for thing in things.arguments]
        return self._fill(refusal, refusal.args, values)

    def thing(self, value: Symbol) -> Words:
        """A fact in words, or the name of an entity."""
        if value.type is SymbolType.Function and value.name in self._pack.vocabulary.facts:
            return self.say(value)
        return as_it_is(plain(value))

    @staticmethod
    def _fill(
        template: Bilingual, names: Sequence[str] | Mapping[str, str], values: Sequence[Words]
    ) -> Words:
        return filled(template.said, dict(zip(names, values, strict=True)))
