"""Open choices in words: their questions, their answers, and what grants them."""

from collections.abc import Iterable

from clingo.symbol import Symbol

from ...atoms import read_atom
from ...escaping import within_quotes
from ...explanation.json import StatementJson
from ...i18n import Words, message
from ...pack.model import Pack
from ...pack.words import Speaker
from .choices import Choice, Kind, Matter, Value
from .granted import granting
from .json import ChoiceJson, OpenChoiceJson, TakenJson


class ChoiceSpeaker:
    """Says the choices of one pack's law in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._pack = pack
        self._lang = lang
        self._speaker = Speaker(pack)
        self._readings = {reading.id: reading for reading in pack.readings}

    def choice(self, choice: Choice) -> OpenChoiceJson:
        """The choice with what each outcome has."""
        a, b = (
            None if value is None else self.taken(choice.subject, value)
            for value in (choice.a, choice.b)
        )
        return {**self.question(choice.kind, choice.subject), "a": a, "b": b}

    def question(self, kind: Kind, subject: str | Matter) -> ChoiceJson:
        """The choice by its name, with its words and the provisions that it is about; of a disputed
        fact, the statement itself.
        """
        if isinstance(subject, Matter):
            text = self._matter(subject)
            provisions = [str(provision) for provision in granting(self._pack, subject)]
        elif kind == "reading":
            reading = self._readings[subject]
            text, provisions = self._say(reading.question.said), [*reading.provisions]
        else:
            fact = read_atom(subject)
            text = self._say(self._speaker.say(fact))
            provisions = [*self._pack.vocabulary.facts[fact.name].provisions]
        return {"kind": kind, "name": str(subject), "text": text, "provisions": provisions}

    def put(self, question: ChoiceJson) -> str:
        """The question as it is put: of a disputed fact, whether it is found."""
        if question["kind"] != "disputed":
            return question["text"]
        return self._say(message("contrast_is_found", fact=within_quotes(question["text"])))

    def taken(self, subject: str | Matter, value: Value) -> TakenJson:
        """A fact found or not, a reading's option, or the atoms that discretion chooses."""
        match value:
            case bool():
                key = "contrast_found" if value else "contrast_not_found"
                return {"value": value, "text": self._say(message(key))}
            case str():
                options = self._readings[str(subject)].options
                label = next(option.label.said for option in options if option.id == value)
                return {"value": value, "text": self._say(label)}
            case _:
                text = self._joined(map(self.end, sorted(value)), "text_separator")
                return {"value": sorted(map(str, value)), "text": text}

    def statement(self, symbol: Symbol) -> StatementJson:
        """An atom and what it says."""
        return {"atom": str(symbol), "text": self._say(self._speaker.say(symbol))}

    def exercise(self, symbol: Symbol) -> str:
        """A choice of discretion, without the person it is about."""
        return self._joined(self._labels(symbol.name, symbol.arguments)[1:], "text_colon")

    def end(self, symbol: Symbol) -> str:
        """The last argument of an atom: what is chosen, or what becomes of a person."""
        return self._labels(symbol.name, symbol.arguments)[-1]

    def _matter(self, matter: Matter) -> str:
        """The person whom discretion is about, and the matter; where it has but one matter, the
        kind of what may be chosen.
        """
        everybody = self._say(message("contrast_all"))
        whom, *what = self._labels(matter.name, matter.arguments) or [everybody]
        if not what:
            *_, kind = self._pack.word_list.predicates[matter.name].args.values()
            what = [self._say(self._pack.types[kind].said)]
        return self._joined([whom, *what], "text_colon")

    def _labels(self, name: str, arguments: Iterable[Symbol]) -> list[str]:
        kinds = self._pack.word_list.predicates[name].args.values()
        labels = (self._speaker.label(k, a) for k, a in zip(kinds, arguments, strict=False))
        return [self._say(label) for label in labels]

    def _joined(self, parts: Iterable[str], separator: str) -> str:
        return self._say(message(separator)).join(parts)

    def _say(self, words: Words) -> str:
        return words.say(self._lang)
