"""A what-if answer as text: person by person, then the facts that change nothing."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from ...reasoner.explanation.outline import Statement
from ...reasoner.inquiry.what_if.outline import (
    AlikeChanges,
    PersonChanges,
    UnlistedChanges,
    WhatIfOutline,
)
from .lines import Renderer, list_item, text_line


class WhatIfText(Renderer[WhatIfOutline]):
    """Renders the outline of a what-if answer."""

    def render(self) -> Iterator[RenderableType]:
        """Render all sections."""
        yield from self._head(self._outline.law, self._outline.title)
        yield Text(self._say("what_if_introduced"))
        for person in self._outline.persons:
            yield text_line(f"\n{person.person}", style="bold underline")
            yield from self._person(person)
        if self._outline.idle is not None:
            yield self._heading("what_if_idle")
            yield from self._facts(self._outline.idle)
        if not self._outline.exhausted:
            yield Text(f"\n{self._say('what_if_unfinished')}")

    def _person(self, person: PersonChanges) -> Iterator[RenderableType]:
        now = self._join(person.now) or self._say("what_if_nothing")
        yield text_line(self._say("what_if_now", verdicts=now))
        if person.carried_by is not None:
            yield text_line(self._say("what_if_carried"))
            yield from self._facts(person.carried_by)
        for sized in person.changes:
            yield Text(f"\n{self._say(f'what_if_changes_{sized.size}')}", "bold")
            for alike in sized.alike:
                yield from self._alike(alike)
        if not person.changes and self._outline.exhausted:
            yield text_line(self._say("what_if_none"))
        yield from map(self._unlisted, person.unlisted)

    def _unlisted(self, unlisted: UnlistedChanges) -> RenderableType:
        key = "what_if_gained" if unlisted.gained else "what_if_lost"
        effect = self._say(key, verdicts=unlisted.verdict)
        count = str(unlisted.count)
        return text_line(self._say("what_if_unlisted", effect=effect, count=count))

    def _facts(self, facts: Sequence[Statement]) -> Iterator[RenderableType]:
        if not facts:
            yield list_item(self._say("what_if_no_facts"))
        yield from (list_item(fact.text) for fact in facts)

    def _alike(self, alike: AlikeChanges) -> Iterator[RenderableType]:
        if len(alike.changes) == 1:
            changes = alike.changes[0]
            yield list_item(self._say("what_if_then", changes=changes, then=alike.then))
            return
        yield list_item(self._say("what_if_any", then=alike.then))
        yield from (list_item(each, "-", depth=3) for each in alike.changes)
