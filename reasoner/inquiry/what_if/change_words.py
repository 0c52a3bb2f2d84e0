"""Changes of what a case states, and what they do, in words."""

from collections.abc import Iterable, Sequence

from clingo.symbol import Symbol

from reasoner.bilingual import message
from reasoner.display import within_quotes
from reasoner.inquiry.what_if.changes import Altered, Change, Effect
from reasoner.pack.model import Pack
from reasoner.pack.provision import Provision
from reasoner.receipt import Json
from reasoner.words import Speaker


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

    def change(self, change: Change) -> Json:
        """One change with the facts that it is about."""
        return {
            "kind": change.kind,
            "withdrawn": None if change.withdrawn is None else self.fact(change.withdrawn),
            "added": None if change.added is None else self.fact(change.added),
            "text": self.said([change]),
        }

    def said(self, changes: Iterable[Change]) -> str:
        """Changes in one clause."""
        return self.phrase("what_if_and").join(map(self._said, changes))

    def _said(self, change: Change) -> str:
        facts = {
            name: within_quotes(self.say(fact))
            for name, fact in (("old", change.withdrawn), ("new", change.added))
            if fact is not None
        }
        return message(f"what_if_{change.kind}", **facts).say(self.lang)

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

    def sentence(self, altered: Altered, effects: Sequence[Effect]) -> str:
        """What changes are made, and some of their effects with the provisions through which."""
        then = self.then(altered, effects)
        return self.phrase("what_if_then", changes=self.said(altered.changes), then=then)

    def then(self, altered: Altered, effects: Sequence[Effect]) -> str:
        """Some effects of changes, with the provisions through which."""
        told = []
        for gained, key in ((True, "what_if_gained"), (False, "what_if_lost")):
            verdicts = [
                self._cited(effect.verdict, altered.effects[effect])
                for effect in effects
                if effect.gained is gained
            ]
            if verdicts:
                told.append(self.phrase(key, verdicts=self.phrase("text_separator").join(verdicts)))
        return self.phrase("text_semicolon").join(told)

    def _cited(self, verdict: Symbol, provisions: Sequence[str]) -> str:
        label = self.label(verdict)
        if not provisions:
            return label
        cited = self.phrase("text_cite_separator").join(
            Provision.parse(each).cite(self.lang) for each in provisions
        )
        return self.phrase("what_if_cited", verdict=label, provisions=cited)

    def phrase(self, key: str, **values: str) -> str:
        """A message in this language."""
        return message(key, **values).say(self.lang)
