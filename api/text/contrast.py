"""Two outcomes side by side as text: where they part, what each leads to, and the reasons."""

from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from ...reasoner.escaping import printable
from ...reasoner.inquiry.contrast.choice_words import Taken
from ...reasoner.inquiry.contrast.contrast import SIDES, Contrast, Decided, Drawn, Reasons, Side
from ...reasoner.pack.provision import Provision
from .lines import Teller, list_item, text_line
from .printed import printed
from .proof import proof_text

# The proofs of how many persons are told.
MAX_PROVED = 6


class ContrastText(Teller):
    """Says in what two outcomes differ."""

    def __init__(self, found: Contrast, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """All but the proofs, section by section."""
        about = self._found.pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        yield Text(head, style="bold")
        if self._found.case.title:
            yield text_line(self._found.case.title)
        yield Text(self._say("contrast_outcomes", a=self._found.a.id, b=self._found.b.id))
        yield self._heading("contrast_choices")
        yield from self._choices()
        yield self._heading("text_persons")
        yield self._persons()
        for side in SIDES:
            yield from self._conclusions(side)
        if self._found.reasons is None:
            yield Text(f"\n{self._say('not_certified')}")

    def reasons(self) -> str:
        """Why each verdict that only one outcome has holds there, and why not in the other: in
        lines that are never wrapped.
        """
        if self._found.reasons is None:
            return ""
        persons = dict.fromkeys(each.verdict.person for each in self._found.reasons)
        told = [*persons][:MAX_PROVED]
        proofs = [
            text
            for each in self._found.reasons
            if each.verdict.person in told
            for text in self._proofs(each)
        ]
        left = len(persons) + len(self._found.unproved) - len(told)
        if left:
            proofs += [self._say("contrast_proofs_left", count=str(left)), ""]
        return "\n".join([*proofs, self._say("contrast_certified"), ""])

    def _cite(self, provisions: Iterable[str]) -> str:
        cited = (Provision.parse(name).cite(self._lang) for name in provisions)
        return self._say("text_cite_separator").join(cited)

    # --- where they part

    def _choices(self) -> Iterator[RenderableType]:
        found = self._found
        if not found.choices:
            yield Text(self._say("contrast_no_choice"))
        else:
            yield self._table(found.choices, marked=True)
            yield Text(self._needed())
        if found.followers:
            yield Text(f"\n{self._say('contrast_follows')}")
            yield self._table(found.followers, marked=False)

    def _needed(self) -> str:
        """How many of the choices make the difference."""
        needed, every = len(self._found.needed), len(self._found.choices)
        if not needed:
            return self._say("contrast_none_needed")
        key = "contrast_all_needed" if needed == every else "contrast_needed"
        said = self._say(key, count=str(needed), every=str(every))
        if self._found.unique:
            return said
        any_always = any(choice.always_needed for choice in self._found.choices)
        return said + self._say("contrast_not_unique" if any_always else "contrast_none_always")

    @staticmethod
    def _mark(choice: Decided) -> str:
        """Whether a choice is one of the fewest, and whether it always is."""
        if not choice.needed:
            return ""
        return "●" if choice.always_needed else "○"

    def _table(self, choices: Iterable[Decided], *, marked: bool) -> Table:
        table = Table(show_lines=True)
        for key in ("contrast_choice", "contrast_a", "contrast_b"):
            table.add_column(self._say(key), overflow="fold")
        if marked:
            table.add_column(self._say("contrast_mark"), justify="center", overflow="fold")
        for choice in choices:
            question = choice.question
            text = printable(question.text.say(self._lang))
            cited = self._cite(question.provisions)
            row = [Text(f"{text} [{cited}]"), self._taken(choice.a), self._taken(choice.b)]
            if marked:
                row.append(Text(self._mark(choice)))
            table.add_row(*row)
        return table

    def _taken(self, taken: Taken | None) -> Text:
        if taken is None:
            return Text(self._say("contrast_not_open"), style="dim")
        return text_line(taken.text.say(self._lang))

    # --- what each leads to

    def _persons(self) -> Table:
        table = Table()
        for key in ("text_person", "contrast_a", "contrast_b"):
            table.add_column(self._say(key), overflow="fold")
        for person, (in_a, in_b) in self._found.persons.items():
            style = "bold" if in_a != in_b else "dim"
            table.add_row(
                text_line(person),
                Text(self._verdict(in_a, "a"), style),
                Text(self._verdict(in_b, "b"), style),
            )
        return table

    def _verdict(self, drawn: Drawn | None, side: Side) -> str:
        if drawn is None:
            return self._say("contrast_no_verdict")
        provisions = drawn.a if side == "a" else drawn.b
        return f"{drawn.label.say(self._lang)} [{self._cite(provisions or ())}]"

    def _conclusions(self, side: Side) -> Iterator[RenderableType]:
        """The conclusions that only one outcome draws, or both; verdicts have their table."""
        others = [*self._found.others(side)]
        if others:
            yield self._heading(f"contrast_only_{side}")
        for said, provisions in others:
            yield list_item(f"{said.say(self._lang)} [{self._cite(provisions)}]")

    # --- reasons

    def _proofs(self, reasons: Reasons) -> Iterator[str]:
        elsewhere = "b" if reasons.holds_in == "a" else "a"
        verdict = printable(reasons.verdict.text.say(self._lang))
        for key, side, proof in (
            ("contrast_why", reasons.holds_in, reasons.why),
            ("contrast_why_not", elsewhere, reasons.why_not),
        ):
            head = self._say(key, outcome=self._say(f"contrast_{side}"), text=verdict)
            yield f"{head}\n\n{proof_text(proof, self._found.pack, self._lang, quote=False)}\n"


def contrast_text(found: Contrast, lang: str) -> str:
    """The whole answer as plain text, the same at every door."""
    text = ContrastText(found, lang)
    return printed(Group(*text.render())) + "\n" + text.reasons()
