"""Two outcomes side by side as text: where they part, what each leads to, and the reasons."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ...reasoner.answer.outline import ConclusionOutline, VerdictOutline
from ...reasoner.escaping import printable
from ...reasoner.inquiry.contrast.outline import ContrastedChoice, ContrastOutline, VerdictReasons
from .lines import Renderer, list_item, text_line
from .proof import reasons_text

# How many persons have their proofs in the text.
MAX_PROVED = 6


class ContrastText(Renderer[ContrastOutline]):
    """Renders the outline of a contrast."""

    def render(self) -> Iterator[RenderableType]:
        """Render all but the proofs, section by section."""
        outline = self._outline
        yield from self._head(outline.law, outline.title)
        yield Text(self._say("contrast_outcomes", a=outline.a.id, b=outline.b.id))
        yield self._heading("contrast_choices")
        yield from self._choices()
        yield self._heading("text_persons")
        yield self._persons()
        yield from self._conclusions("contrast_only_a", outline.a.conclusions)
        yield from self._conclusions("contrast_only_b", outline.b.conclusions)
        yield from self._conclusions("contrast_only_both", outline.common)
        if outline.reasons is None:
            yield Text(f"\n{self._say('not_certified')}")

    def reasons(self) -> str:
        """Render why each verdict that only one outcome has holds there, and why not in the other:
        in lines that are never wrapped.
        """
        found = self._outline.reasons
        if found is None:
            return ""
        persons = [*dict.fromkeys(each.person for each in found)]
        listed = persons[:MAX_PROVED]
        proofs = [text for each in found if each.person in listed for text in self._proofs(each)]
        left = len(persons) + self._outline.unproved - len(listed)
        if left:
            proofs += [self._say("contrast_proofs_left", count=str(left)), ""]
        return "\n".join([*proofs, self._say("contrast_certified"), ""])

    # --- where they part

    def _choices(self) -> Iterator[RenderableType]:
        outline = self._outline
        if not outline.choices:
            yield Text(self._say("contrast_no_choice"))
        else:
            yield self._compared(outline.choices, marked=True)
            yield Text(self._needed())
        if outline.followers:
            yield Text(f"\n{self._say('contrast_follows')}")
            yield self._compared(outline.followers, marked=False)

    def _needed(self) -> str:
        """The sentence on how many of the choices make the difference."""
        needed, every = self._outline.needed, len(self._outline.choices)
        if not needed:
            return self._say("contrast_none_needed")
        key = "contrast_all_needed" if needed == every else "contrast_needed"
        sentence = self._say(key, count=str(needed), every=str(every))
        if self._outline.unique:
            return sentence
        any_always = any(choice.always_needed for choice in self._outline.choices)
        return sentence + self._say("contrast_not_unique" if any_always else "contrast_none_always")

    def _compared(self, choices: Iterable[ContrastedChoice], *, marked: bool) -> Table:
        table = self._table("contrast_choice", "contrast_a", "contrast_b", show_lines=True)
        if marked:
            table.add_column(self._say("contrast_mark"), justify="center", overflow="fold")
        for choice in choices:
            text = f"{printable(choice.text)} [{self._citations(choice.citations)}]"
            row = [Text(text), self._taken(choice.a), self._taken(choice.b)]
            if marked:
                mark = "●" if choice.always_needed else "○" if choice.needed else ""
                row.append(Text(mark))
            table.add_row(*row)
        return table

    def _taken(self, answer: str | None) -> Text:
        if answer is None:
            return Text(self._say("contrast_not_open"), style="dim")
        return text_line(answer)

    # --- what each leads to

    def _persons(self) -> Table:
        table = self._table("text_person", "contrast_a", "contrast_b")
        for person in self._outline.persons:
            verdicts = (
                Text(self._verdict(each), "bold" if person.differs else "dim")
                for each in (person.a, person.b)
            )
            table.add_row(text_line(person.name), *verdicts)
        return table

    def _verdict(self, verdict: VerdictOutline | None) -> str:
        if verdict is None:
            return self._say("contrast_no_verdict")
        return f"{verdict.label} [{self._citations(verdict.citations)}]"

    def _conclusions(
        self, key: str, conclusions: Sequence[ConclusionOutline]
    ) -> Iterator[RenderableType]:
        if conclusions:
            yield self._heading(key)
        for each in conclusions:
            yield list_item(f"{each.text} [{self._citations(each.citations)}]")

    # --- reasons

    def _proofs(self, reasons: VerdictReasons) -> Iterator[str]:
        verdict = printable(reasons.text)
        for key, side, outline in (
            ("contrast_why", reasons.holds_in, reasons.why),
            ("contrast_why_not", reasons.elsewhere, reasons.why_not),
        ):
            head = self._say(key, outcome=self._say(f"contrast_{side}"), text=verdict)
            yield f"{head}\n\n{reasons_text(outline, self._lang)}\n"
