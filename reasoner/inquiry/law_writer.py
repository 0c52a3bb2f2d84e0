"""Words of one law in one language: its atoms, verdicts, provisions and readings."""

from collections.abc import Iterable, Mapping, Sequence

from clingo.symbol import Symbol

from ..explanation.json import ConclusionJson, StatementJson
from ..explanation.outline import Citation, Citer, Statement
from ..pack.model import Pack
from ..pack.words import Speaker
from .document import Paragraph, Writer


class LawWriter(Writer):
    """Says parts of a law in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        super().__init__(lang)
        self.pack = pack
        self.speaker = Speaker(pack)
        self.cite = Citer(pack, lang)
        self._by_id = {reading.id: reading for reading in pack.readings}

    def law(self) -> Paragraph:
        """Name the law."""
        return Paragraph(lead=self.pack.about.heading(self.lang))

    # --- atoms

    def atom(self, symbol: Symbol) -> str:
        """Say an atom."""
        return self.speaker.say(symbol).say(self.lang)

    def said(self, symbol: Symbol) -> StatementJson:
        """An atom as plain data."""
        return {"atom": str(symbol), "text": self.atom(symbol)}

    def fact(self, fact: Symbol) -> ConclusionJson:
        """A fact as plain data, with the provisions that ask for it."""
        return {**self.said(fact), "provisions": list(self.provisions(fact))}

    def statement(self, fact: Symbol) -> Statement:
        """Say a fact and cite the provisions that ask for it."""
        return Statement(self.atom(fact), self.cite(dict.fromkeys(self.provisions(fact))))

    def provisions(self, fact: Symbol) -> Sequence[str]:
        """The provisions that ask for a fact."""
        return self.pack.vocabulary.facts[fact.name].provisions

    def cited(self, provisions: Iterable[object]) -> str:
        """Cite provisions in one line, each once."""
        labels = (each.label for each in self.citations(provisions))
        return self.join(labels, "text_cite_separator")

    def citations(self, provisions: Iterable[object]) -> tuple[Citation, ...]:
        """Cite provisions, each once."""
        return self.cite(dict.fromkeys(map(str, provisions)))

    # --- verdicts

    def label(self, verdict: Symbol) -> str:
        """Name a verdict without its person."""
        return self.labels([str(verdict.arguments[1])])

    def labels(self, words: Iterable[str]) -> str:
        """Join the labels of verdict words."""
        return self.join(self.pack.verdict_labels[word].said.say(self.lang) for word in words)

    def verdicts(self, verdicts: Iterable[Symbol]) -> str:
        """Join the labels of verdicts."""
        return self.join(map(self.label, verdicts))

    # --- readings

    def question(self, name: str) -> str:
        """Say the contested question of a reading."""
        return self._by_id[name].question.said.say(self.lang)

    def leaving_open(self, readings: Iterable[str]) -> list[str]:
        """The provisions that leave readings open, each once."""
        return [*dict.fromkeys(p for name in readings for p in self._by_id[name].provisions)]

    def option(self, name: str, option: str | None) -> str:
        """Say the option taken, or that it is left open."""
        if option is None:
            return self.say("schools_left_open")
        options = self._by_id[name].options
        return next(each.label.said.say(self.lang) for each in options if each.id == option)

    def options(self, name: str, options: Iterable[str]) -> str:
        """Join options of a reading."""
        return self.join(self.option(name, option) for option in options)

    def taken(self, name: str, option: str) -> str:
        """Say a reading and the option that is taken."""
        return self.question(name) + self.say("schools_taken", option=self.option(name, option))

    def pins(self, pins: Mapping[str, str]) -> str:
        """Say readings and the options taken together; none where it is all the same."""
        joined = self.join((self.taken(*pin) for pin in pins.items()), "text_semicolon")
        return joined or self.say("consistency_whatever")
