"""Changes of what a case states, and what they do, in words."""

from collections.abc import Iterable, Sequence

from clingo.symbol import Symbol

from ...answer.receipt import Json
from ...atoms import plain
from ...escaping import within_quotes
from ...i18n import message
from ...pack.model import Pack
from ...pack.provision import Provision
from ...pack.words import Speaker
from .changes import Change, Effect
from .spans import Altered, Span

# Of so many others it is said by name that something changes for them.
_MOST_NAMED = 3


class ChangeSpeaker:
    """Says facts and changes of facts in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._pack = pack
        self._speaker = Speaker(pack)
        self.lang = lang

    def say(self, symbol: Symbol) -> str:
        """An atom in words."""
        return self._speaker.say(symbol).say(self.lang)

    def label(self, verdict: Symbol) -> str:
        """A verdict in words, without its person."""
        kind = list(self._pack.word_list.predicates[verdict.name].args.values())[1]
        return self._speaker.label(kind, verdict.arguments[1]).say(self.lang)

    def labels(self, verdicts: Iterable[Symbol]) -> str:
        """Verdicts in words, without their persons."""
        return self.phrase("text_separator").join(map(self.label, verdicts))

    def fact(self, fact: Symbol) -> Json:
        """A fact with its words and the provisions that ask for it."""
        provisions = self._pack.vocabulary.facts[fact.name].provisions
        return {"atom": str(fact), "text": self.say(fact), "provisions": list(provisions)}

    def change(self, change: Change, span: Span | None = None) -> Json:
        """One change with the facts that it is about, and the days for which its day stands."""
        return {
            "kind": change.kind,
            "withdrawn": None if change.withdrawn is None else self.fact(change.withdrawn),
            "added": None if change.added is None else self.fact(change.added),
            "text": self.said([change], span),
        }

    def said(self, changes: Iterable[Change], span: Span | None = None) -> str:
        """Changes in one clause, with all the days for which a day stands that they put in."""
        return self.phrase("what_if_and").join(self._said(each, span) for each in changes)

    def _said(self, change: Change, span: Span | None) -> str:
        facts = {
            name: within_quotes(self._fact(fact, span))
            for name, fact in (("old", change.withdrawn), ("new", change.added))
            if fact is not None
        }
        return message(f"what_if_{change.kind}", **facts).say(self.lang)

    def _fact(self, fact: Symbol, span: Span | None) -> str:
        if span is None or fact != span.fact:
            return self.say(fact)
        return self._speaker.say(fact, {span.place: span.said()}).say(self.lang)

    def effect(self, effect: Effect) -> Json:
        """One effect."""
        return {
            "disposition": str(effect.verdict.arguments[1]),
            "effect": "gained" if effect.gained else "lost",
            "text": self.label(effect.verdict),
        }

    def verdict(self, verdict: Symbol, provisions: Sequence[str]) -> Json:
        """A verdict with the provisions that carry it."""
        return {
            "disposition": str(verdict.arguments[1]),
            "atom": str(verdict),
            "text": self.say(verdict),
            "provisions": list(provisions),
        }

    def sentence(self, altered: Altered, person: Symbol) -> str:
        """What changes are made, and all that they do for a person."""
        changes = self.said(altered.changes, altered.span)
        return self.phrase("what_if_then", changes=changes, then=self.then(altered, person))

    def then(self, altered: Altered, person: Symbol) -> str:
        """All effects of changes on a person, with the provisions through which; and in short, that
        they have effects on others.
        """
        told = []
        for gained, key in ((True, "what_if_gained"), (False, "what_if_lost")):
            verdicts = [
                self._cited(effect, provisions)
                for effect, provisions in altered.effects.items()
                if effect.gained is gained and effect.person == person
            ]
            if verdicts:
                told.append(self.phrase(key, verdicts=self.phrase("text_separator").join(verdicts)))
        others = [*dict.fromkeys(each.person for each in altered.effects if each.person != person)]
        if len(others) > _MOST_NAMED:
            told.append(self.phrase("what_if_also_many", count=str(len(others))))
        elif others:
            names = self.phrase("text_separator").join(map(plain, others))
            told.append(self.phrase("what_if_also", persons=names))
        return self.phrase("text_semicolon").join(told)

    def _cited(self, effect: Effect, provisions: Sequence[str]) -> str:
        label = self.label(effect.verdict)
        if not provisions:
            return label
        cited = self.phrase("text_cite_separator").join(
            Provision.parse(each).cite(self.lang) for each in provisions
        )
        key = "what_if_cited" if effect.gained else "what_if_had_cited"
        return self.phrase(key, verdict=label, provisions=cited)

    def phrase(self, key: str, **values: str) -> str:
        """A message in this language."""
        return message(key, **values).say(self.lang)
