"""Open choices in words: their questions, their answers, and what grants them."""

from collections.abc import Iterable
from dataclasses import dataclass

from clingo.symbol import Symbol

from ...atoms import read_atom
from ...escaping import within_quotes
from ...explanation.absence_reasons import listed
from ...i18n import Words, message
from ...pack.model import Pack
from ...pack.words import Speaker
from .choices import Kind, Matter, Value
from .granted import granting
from .json import ChoiceJson, TakenJson


@dataclass(frozen=True, slots=True)
class ChoiceQuestion:
    """The question of a choice: a disputed fact, a reading, or a matter of discretion."""

    kind: Kind
    name: str
    text: Words
    provisions: tuple[str, ...]

    def put(self, lang: str) -> str:
        """The question as it is put: of a disputed fact, whether it is found."""
        text = self.text.say(lang)
        if self.kind != "disputed":
            return text
        return message("contrast_is_found", fact=within_quotes(text)).say(lang)

    def as_json(self, lang: str) -> ChoiceJson:
        """The choice by its name, with its words and the provisions that it is about."""
        return {
            "kind": self.kind,
            "name": self.name,
            "text": self.text.say(lang),
            "provisions": list(self.provisions),
        }


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """An answer to the question of a choice."""

    value: Value
    text: Words

    def as_json(self, lang: str) -> TakenJson:
        """A fact found or not, a reading's option, or the atoms that discretion chooses."""
        value = self.value
        data = sorted(map(str, value)) if isinstance(value, frozenset) else value
        return {"value": data, "text": self.text.say(lang)}


class ChoiceSpeaker:
    """Says the choices of one pack's law."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._speaker = Speaker(pack)
        self._readings = {reading.id: reading for reading in pack.readings}

    def question(self, kind: Kind, subject: str | Matter) -> ChoiceQuestion:
        """The question of a choice; of a disputed fact, the statement itself."""
        if isinstance(subject, Matter):
            granted = tuple(map(str, granting(self._pack, subject)))
            return ChoiceQuestion(kind, str(subject), self._matter(subject), granted)
        if kind == "reading":
            reading = self._readings[subject]
            return ChoiceQuestion(kind, subject, reading.question.said, tuple(reading.provisions))
        fact = read_atom(subject)
        provisions = tuple(self._pack.vocabulary.facts[fact.name].provisions)
        return ChoiceQuestion(kind, subject, self._speaker.say(fact), provisions)

    def taken(self, subject: str | Matter, value: Value) -> ChoiceAnswer:
        """An answer in words."""
        match value:
            case bool():
                return ChoiceAnswer(
                    value, message("contrast_found" if value else "contrast_not_found")
                )
            case str():
                options = self._readings[str(subject)].options
                label = next(option.label.said for option in options if option.id == value)
                return ChoiceAnswer(value, label)
            case _:
                return ChoiceAnswer(value, listed(map(self.end, sorted(value)), "text_separator"))

    def exercise(self, symbol: Symbol) -> Words:
        """A choice of discretion, without the person it is about."""
        labels = [*self._labels(symbol.name, symbol.arguments)][1:]
        return listed(labels, "text_colon")

    def _matter(self, matter: Matter) -> Words:
        """The person whom discretion is about, and the matter; where it has but one matter, the
        kind of what may be chosen.
        """
        whom, *what = self._labels(matter.name, matter.arguments) or [message("contrast_all")]
        if not what:
            *_, kind = self._pack.word_list.predicates[matter.name].args.values()
            what = [self._pack.types[kind].said]
        return listed([whom, *what], "text_colon")

    def end(self, symbol: Symbol) -> Words:
        """The last argument of an atom: what is chosen, or what becomes of a person."""
        *_, label = self._labels(symbol.name, symbol.arguments)
        return label

    def _labels(self, name: str, arguments: Iterable[Symbol]) -> list[Words]:
        kinds = self._pack.word_list.predicates[name].args.values()
        return [self._speaker.label(k, a) for k, a in zip(kinds, arguments, strict=False)]
