"""What other facts would change, as text: person by person, then the facts that change nothing."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from clingo.symbol import Symbol
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ...reasoner.atoms import plain
from ...reasoner.inquiry.what_if.change_words import ChangeSpeaker
from ...reasoner.inquiry.what_if.spans import Altered, spanned
from ...reasoner.inquiry.what_if.what_if import OfPerson, WhatIf
from .lines import list_item, text_line


class WhatIfText:
    """Says what was found."""

    def __init__(self, found: WhatIf, lang: str) -> None:
        self._found = found
        self._words = ChangeSpeaker(found.pack, lang)

    def render(self) -> Iterator[RenderableType]:
        """The whole answer, section by section."""
        about = self._found.pack.about
        titles = (each.said.say(self._words.lang) for each in (about.title, about.number))
        yield Text(" ".join(titles), style="bold")
        if self._found.case.title:
            yield text_line(self._found.case.title)
        yield Text(self._say("what_if_introduced"))
        for person, found in self._found.persons.items():
            yield text_line(f"\n{plain(person)}", style="bold underline")
            yield from self._person(person, found)
        if self._found.idle is not None:
            yield text_line(f"\n{self._say('what_if_idle')}", style="bold underline")
            yield from self._facts(self._found.idle)
        if not self._found.exhausted:
            yield Text(f"\n{self._say('what_if_unfinished')}")

    def _say(self, key: str, **values: str) -> str:
        return self._words.phrase(key, **values)

    def _person(self, person: Symbol, found: OfPerson) -> Iterator[RenderableType]:
        now = self._words.labels(found.verdicts) or self._say("what_if_nothing")
        yield text_line(self._say("what_if_now", verdicts=now))
        if found.carried_by is not None:
            yield text_line(self._say("what_if_carried"))
            yield from self._facts(found.carried_by)
        for count, group in groupby(found.altered, lambda told: len(told[0].changes)):
            yield Text(f"\n{self._say(f'what_if_changes_{count}')}", "bold")
            yield from self._alike([altered for altered, _ in group], person)
        if not found.altered and self._found.exhausted:
            yield text_line(self._say("what_if_none"))
        for each in found.minimal:
            unlisted = each.singles + each.pairs - each.listed
            if unlisted:
                key = "what_if_gained" if each.effect.gained else "what_if_lost"
                effect = self._say(key, verdicts=self._words.label(each.effect.verdict))
                yield text_line(self._say("what_if_unlisted", effect=effect, count=str(unlisted)))

    def _facts(self, facts: Sequence[Symbol]) -> Iterator[RenderableType]:
        if not facts:
            yield list_item(self._say("what_if_no_facts"))
        yield from (list_item(self._words.say(fact)) for fact in facts)

    def _alike(self, told: Sequence[Altered], person: Symbol) -> Iterator[RenderableType]:
        """Changes with the same effects together, in the order of the first of them."""
        alike: dict[str, list[Altered]] = {}
        for altered in told:
            alike.setdefault(self._words.then(altered, person), []).append(altered)
        for then, every in alike.items():
            changes = [self._words.said(changes, span) for changes, span in spanned(every)]
            if len(changes) == 1:
                yield list_item(self._say("what_if_then", changes=changes[0], then=then))
                continue
            yield list_item(self._say("what_if_any", then=then))
            yield from (Padding(list_item(each, "-"), (0, 0, 0, 2)) for each in changes)
