"""Two packs compared, as text rendered from their outline."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ...reasoner.escaping import printable
from ...reasoner.inquiry.compare.outline import ComparisonOutline
from .lines import Renderer, list_item, text_line


class CompareText(Renderer):
    """Text of two packs compared."""

    def __init__(self, found: ComparisonOutline, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """Render the whole answer, section by section."""
        yield Text(self._found.title, style="bold")
        yield self._heading("compare_readings")
        if not self._found.readings:
            yield Text(self._say("compare_readings_same"))
        yield from map(list_item, self._found.readings)
        yield self._heading("compare_cases")
        yield from self._cases()
        yield self._heading("compare_atlas")
        yield from map(text_line, self._found.notes)
        for base in self._found.atlas or ():
            numbers = {"patterns": str(base.patterns), "differing": str(base.differing)}
            yield Text(f"\n{self._say('compare_base', base=base.text, **numbers)}")
            yield from map(list_item, base.differences)

    def _cases(self) -> Iterator[RenderableType]:
        found = self._found
        if not (found.compared or found.refused or found.unreached):
            yield Text(self._say("compare_cases_none"))
            return
        numbers = {"count": str(found.compared), "differing": str(found.differing)}
        yield Text(self._say("compare_cases_count", **numbers))
        if found.refused:
            yield list_item(self._say("compare_refused", names=self._join(found.refused)))
        if found.unreached:
            yield list_item(self._say("compare_unreached", names=self._join(found.unreached)))
        for case in found.cases:
            yield Padding(Text(printable(case.name), style="bold"), (1, 0, 0, 1))
            yield from map(list_item, case.differences)
