"""Pack files as values. The formats are documented in ``kb/README.md``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ..errors import PackError
from ..i18n import LANGS, Words
from .literate import Article, Line, Rule
from .provision import Provision

Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Variable = Annotated[str, Field(pattern=r"^[A-Z][A-Za-z0-9_]*$")]


class Strict(BaseModel):
    """Immutable, and refusing what it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Bilingual(Strict):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def said(self) -> Words:
        """The text as words to say."""
        return Words({"zh": self.zh, "en": self.en})

    def say(self, lang: str) -> str:
        """The text in one language."""
        return self.said.say(lang)


class TypeOfValue(Bilingual):
    """A type of argument: free-text entities, days, numbers, or fixed words with their labels.

    ``unnamed`` are names for entities that no case has named yet, so that questions can be about
    them.
    """

    kind: Literal["entity", "date", "word", "number"]
    labels: Mapping[Identifier, Bilingual] = Field(default_factory=dict, alias="words")
    unnamed: Sequence[Annotated[str, Field(min_length=1, max_length=64)]] = ()

    @model_validator(mode="after")
    def _only_entities_are_named(self) -> "TypeOfValue":
        if self.unnamed and self.kind != "entity":
            raise ValueError("only entities can be unnamed")
        return self

    def word_for(self, label: str) -> str | None:
        """The fixed word that someone meant who wrote its label."""
        found = (word for word, text in self.labels.items() if label in (text.zh, text.en))
        return next(found, None)


class Predicate(Bilingual):
    """A predicate that can be said: its arguments' types by name, a template, and the stage of
    reasoning at which it is told.
    """

    kind: Literal["verdict", "conclusion", "step", "discretion", "assumption"]
    stage: Identifier | None = None
    args: Mapping[Variable, str] = Field(default_factory=dict)


class Fact(Strict):
    """A fact that a user may state."""

    args: Mapping[Variable, str] = Field(default_factory=dict)
    provisions: Sequence[str] = Field(min_length=1)
    group: str
    question: Bilingual
    statement: Bilingual


class Refusal(Bilingual):
    """Why a case is refused; ``lacks`` names the facts that would mend an incomplete one."""

    code: Literal["contradiction", "incomplete"]
    args: Sequence[str] = ()
    lacks: Sequence[str] = ()


class Option(Strict):
    """One way to read the text, with the argument for it."""

    id: Identifier
    label: Bilingual
    argument: Bilingual
    rests_on: Bilingual


class Reading(Strict):
    """A contested question of interpretation."""

    id: Identifier
    provisions: Sequence[str] = Field(min_length=1)
    question: Bilingual
    options: Sequence[Option] = Field(min_length=2)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The options' names in the pack's order."""
        return tuple(option.id for option in self.options)


class School(Strict):
    """A school of interpretation: readings that it decides, and why it decides them so. Those that
    it leaves open are not named.
    """

    id: Identifier
    label: Bilingual
    reason: Bilingual
    pins: Mapping[Identifier, Identifier]


class About(Strict):
    """``pack.yaml``: what the regulation is."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    version: str
    title: Bilingual
    number: Bilingual
    issuer: Bilingual
    source: Bilingual
    translation: Bilingual
    demonstration: str | None = None

    def heading(self, lang: str) -> str:
        """Title and number of the regulation, as the first line of an answer has them."""
        return f"{self.title.said.say(lang)} {self.number.said.say(lang)}"


class Vocabulary(Strict):
    """``vocabulary.yaml``."""

    types: Mapping[Identifier, TypeOfValue]
    groups: Mapping[Identifier, Bilingual]
    facts: Mapping[Identifier, Fact]


class WordList(Strict):
    """``words.yaml``."""

    types: Mapping[Identifier, TypeOfValue] = Field(default_factory=dict)
    stages: Mapping[Identifier, Bilingual] = Field(default_factory=dict)
    predicates: Mapping[Identifier, Predicate]
    refusals: Mapping[Identifier, Refusal] = Field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """One regulation: text, rules, vocabulary, readings, words.

    ``digest`` is of all files that say what the law is, ``text_digest`` of the official text.
    """

    folder: Path
    digest: str
    text_digest: str
    about: About
    vocabulary: Vocabulary
    readings: tuple[Reading, ...]
    word_list: WordList
    articles: tuple[Article, ...]
    schools: tuple[School, ...] = ()

    @property
    def id(self) -> str:
        """The regulation's public name."""
        return self.about.id

    @cached_property
    def types(self) -> Mapping[str, TypeOfValue]:
        """Types of facts and of derived predicates."""
        return {**self.vocabulary.types, **self.word_list.types}

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule, in the order of the law."""
        return tuple(rule for article in self.articles for rule in article.rules)

    @cached_property
    def verdict(self) -> str:
        """The predicate that says what becomes of a person. Raises PackError if there is none."""
        found = self.predicates_of("verdict")
        if len(found) != 1:
            raise PackError(str(self.folder), "there must be exactly one verdict predicate")
        return found[0]

    @property
    def verdict_labels(self) -> Mapping[str, Bilingual]:
        """Labels of the verdict words, in the pack's order."""
        return self.types[self.verdict_types[1]].labels

    @property
    def verdict_types(self) -> tuple[str, str]:
        """The types of whom a verdict is about, and of what it says."""
        whom, what = self.word_list.predicates[self.verdict].args.values()
        return whom, what

    @cached_property
    def argument_types(self) -> Mapping[str, tuple[str, ...]]:
        """The types of the arguments of each fact and each derived predicate."""
        facts = {name: fact.args for name, fact in self.vocabulary.facts.items()}
        derived = {name: each.args for name, each in self.word_list.predicates.items()}
        return {name: tuple(args.values()) for name, args in (facts | derived).items()}

    @cached_property
    def conclusions(self) -> tuple[str, ...]:
        """The predicates that tell outcomes apart, the verdict among them, in the pack's order."""
        return self.predicates_of("verdict", "conclusion")

    def predicates_of(self, *kinds: str) -> tuple[str, ...]:
        """The derived predicates of these kinds, in the pack's order."""
        return tuple(n for n, p in self.word_list.predicates.items() if p.kind in kinds)

    @cached_property
    def stages(self) -> tuple[str, ...]:
        """The stages in which reasons are told, in the pack's order; none, where it names none."""
        return tuple(self.word_list.stages)

    def stage(self, predicate: str) -> int:
        """The place of a predicate's stage in the order of telling; 0 where none is declared."""
        words = self.word_list.predicates.get(predicate)
        if words is None or words.stage not in self.word_list.stages:
            return 0
        return self.stages.index(words.stage)

    def rule_at(self, file: str, line: int, column: int) -> Rule | None:
        """The rule that stands at a place of an article's file."""
        return self._rules_by_place.get((file, line, column))

    @cached_property
    def _rules_by_place(self) -> Mapping[tuple[str, int, int], Rule]:
        return {(rule.file, rule.line, rule.column): rule for rule in self.rules}

    def quoted(self, provision: Provision) -> Words | None:
        """The official words of a provision and their translation, headings left out; None where
        the text has no such provision.
        """
        found = [
            line
            for article in self.articles
            for line in article.lines
            if line.provision is not None and _covers(provision, line.provision)
        ]
        said = {lang: _joined(found, provision.sentence, lang) for lang in LANGS}
        return Words(said) if all(said.values()) else None

    def reading(self, name: str) -> Reading | None:
        """The reading with this id."""
        return next((reading for reading in self.readings if reading.id == name), None)

    def school(self, name: str) -> School | None:
        """The school of interpretation with this id."""
        return next((school for school in self.schools if school.id == name), None)

    def cited_by(self, predicate: str) -> tuple[str, ...]:
        """The provisions of the rules that draw a predicate, in the order of the law."""
        found = {p for rule in self.rules if rule.head == predicate for p in rule.provisions}
        return tuple(map(str, sorted(found)))

    def provisions(self) -> list[Provision]:
        """The provisions of the text in its order, sentences left out."""
        return [provision for article in self.articles for provision in article.provisions()]


def _covers(asked: Provision, line: Provision) -> bool:
    """True if a line belongs to the words asked for: the line itself or, of an article or
    paragraph that has no line of its own, each line below it that is no item.
    """
    whole = Provision(asked.article, asked.paragraph, asked.item)
    return line == whole or (line.within(whole) and not line.item and not asked.item)


def _joined(lines: Sequence[Line], sentence: int, lang: str) -> str:
    """The sentence asked for, or all of them, as they stand in a text."""
    sentences = [part for line in lines for part in line.sentences(lang)]
    if sentence:
        sentences = sentences[sentence - 1 : sentence]
    return ("" if lang == "zh" else " ").join(sentences)
