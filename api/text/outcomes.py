"""Outcomes as text for a terminal, in the order in which a lawyer reads them."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.answer.outline import (
    BranchOutline,
    ChoiceOutline,
    FindingOutline,
    OutcomesOutline,
    ReadingOutline,
)
from ...reasoner.errors import Problem
from ...reasoner.escaping import printable
from ...reasoner.i18n import message
from .lines import Renderer, list_item, text_line


class OutcomesText(Renderer[OutcomesOutline]):
    """Renders an outline of outcomes as far as it is written."""

    def render(self) -> Iterator[RenderableType]:
        """Render all sections that are outlined."""
        outline = self._outline
        yield from self._head(outline.law, outline.title)
        yield from self._persons()
        yield from self._collisions()
        if outline.readings is not None:
            yield from self._readings(outline.readings)
        if outline.counted:
            yield from self._branches()
        yield from self._conclusions()
        yield from self._lines("text_assumptions", [e.text for e in outline.assumptions or ()])
        yield from self._lines("text_idle", outline.idle or ())
        yield from self._lines("text_dropped", [*self._dropped()])
        if outline.certified is not None:
            certified = self._say("text_certified" if outline.certified else "not_certified")
            yield Text(f"\n{certified}")

    def _lines(self, key: str, lines: Sequence[str]) -> list[RenderableType]:
        """A heading and a list under it, or nothing."""
        if not lines:
            return []
        return [self._heading(key), *(_bullet(line) for line in lines)]

    def _persons(self) -> list[RenderableType]:
        columns = ("text_person", "text_dispositions", "text_state", "text_depends_on")
        table = self._table(*columns, show_lines=True)
        for person in self._outline.persons or ():
            table.add_row(
                text_line(person.name),
                Text(self._join(person.possible)),
                Text(self._say(f"text_{person.standing}")),
                Text("\n".join(reading.question for reading in person.readings)),
            )
        return [self._heading("text_persons"), table] if table.row_count else []

    def _collisions(self) -> list[RenderableType]:
        parts: list[RenderableType] = []
        for collision in self._outline.collisions or ():
            said = self._say(
                "text_collision",
                question=collision.reading.question,
                persons=self._join(collision.persons),
                provisions=self._citations(collision.citations),
            )
            table = Table()
            for header in ("", *collision.persons):
                table.add_column(text_line(header), overflow="fold")
            for option, dispositions in collision.options:
                cells = (Text(self._join(labels)) for labels in dispositions)
                table.add_row(Text(option.label), *cells)
            parts += [_bullet(said), table]
        return [self._heading("text_collisions"), *parts] if parts else []

    def _readings(self, readings: Sequence[ReadingOutline]) -> list[RenderableType]:
        parts: list[RenderableType] = [self._heading("text_readings")]
        if not readings:
            parts.append(Text(self._say("text_no_readings")))
        for reading in readings:
            parts.append(_bullet(f"{reading.question} [{self._citations(reading.citations)}]"))
            for option in reading.options:
                label = (option.label, "italic")
                text = Text.assemble(label, self._say("text_colon"), option.argument)
                parts.append(Padding(text, (0, 0, 0, 4)))
        school = self._outline.school
        kept = [self._say("schools_kept", label=school)] if school else []
        pins = [
            f"{reading.question}“{reading.pinned.label}”"
            for reading in self._outline.pinned
            if reading.pinned
        ]
        return [*parts, *self._lines("text_pinned", [*kept, *pins])]

    def _branches(self) -> Iterator[RenderableType]:
        outline, count = self._outline, self._outline.count
        known = "text_outcomes_uncounted" if count is None else "text_outcomes_count"
        yield self._heading("text_outcomes")
        yield Text(self._say(known, count=str(count)))
        if outline.any_combination:
            yield Text(self._say("text_any_combination"))
        yield from map(self._branch, outline.branches)
        if outline.branches_left:
            covered = sum(each.last - each.first + 1 for each in outline.branches)
            yield Text(self._say("text_shown", shown=str(covered)))

    def _branch(self, branch: BranchOutline) -> RenderableType:
        key = "text_outcome_range" if branch.last > branch.first else "text_outcome_one"
        heading = self._say(key, first=str(branch.first), last=str(branch.last))
        lines: list[RenderableType] = [Text(f"\n{heading}", style="bold")]
        if branch.findings:
            facts = self._combination(branch.findings)
            lines.append(Text(self._say("text_branch_disputed", facts=facts)))
        if branch.readings:
            chosen = [
                option.label + self._say("text_brackets", text=self._citations(reading.citations))
                for reading, option in branch.readings
            ]
            said = self._say("text_semicolon").join(chosen)
            lines.append(Text(self._say("text_branch_readings", readings=said)))
        table = Table.grid(padding=(0, 2))
        for _ in range(4):
            table.add_column(overflow="fold")
        for choices in branch.parts:
            for number, choice in enumerate(choices):
                if number and len(choice.verdicts) > 1:
                    table.add_row(Text(self._say("text_alternative"), style="dim"))
                self._choice(table, choice)
        return Group(*lines, Padding(table, (0, 0, 0, 2)))

    def _choice(self, table: Table, choice: ChoiceOutline) -> None:
        ways = map(self._say("text_semicolon").join, choice.ways)
        joined = self._say("text_or").join(ways)
        said = self._say("text_ways", ways=joined) if joined else ""
        for verdict in choice.verdicts:
            table.add_row(
                text_line(verdict.person),
                Text(verdict.label, style="bold"),
                Text(self._citations(verdict.citations)),
                Text(said, style="dim"),
            )

    def _conclusions(self) -> list[RenderableType]:
        parts: list[RenderableType] = []
        for key, found in (
            ("text_always", self._outline.always),
            ("text_sometimes", self._outline.sometimes),
        ):
            lines = [f"{each.text} [{self._citations(each.citations)}]" for each in found or ()]
            parts += self._lines(key, lines)
        return parts

    def _dropped(self) -> Iterator[str]:
        for dropped in self._outline.dropped or ():
            errors = self._say("text_semicolon").join(dropped.errors)
            yield self._combination(dropped.findings) + self._say("text_colon") + errors

    def _combination(self, findings: Iterable[FindingOutline]) -> str:
        return self._say("text_semicolon").join(
            self._say("text_found" if each.found else "text_not_found", fact=each.text)
            for each in findings
        )


def _bullet(text: str, mark: str = "·") -> RenderableType:
    """A list item in one line."""
    return list_item(printable(text), mark)


def refusal_text(problems_found: Sequence[Problem], lang: str) -> RenderableType:
    """The problems of a case, each with its place and its remedy."""
    lines: list[RenderableType] = [
        Text(message("refused_title", count=str(len(problems_found))).say(lang), style="bold")
    ]
    for number, problem in enumerate(problems_found, start=1):
        place = [problem.pointer or "/"]
        if problem.line is not None:
            place.append(message("refused_line", line=str(problem.line)).say(lang))
        said = f"{problem.message.say(lang)} [{', '.join(place)}]"
        lines.append(_bullet(said, f"{number}."))
        notes = {
            "nearest": ("refused_did_you_mean", problem.nearest),
            "allowed": (
                "refused_lacking" if problem.code == "incomplete" else "refused_allowed",
                ", ".join(problem.allowed),
            ),
            "also": ("refused_also", ", ".join(problem.also)),
        }
        for slot, (key, value) in notes.items():
            if value:
                lines.append(Padding(Text(message(key, **{slot: value}).say(lang)), (0, 0, 0, 4)))
    return Group(*lines)
