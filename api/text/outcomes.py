"""Answers as text for a terminal, in the order in which a lawyer reads them."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from clingo.symbol import Symbol
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import plain, read_atom
from ...reasoner.case.refusals import problems
from ...reasoner.errors import Problem
from ...reasoner.escaping import printable
from ...reasoner.explanation.proofs import certificate
from ...reasoner.i18n import message
from ...reasoner.pack.model import Reading
from ...reasoner.pack.provision import Provision
from ...reasoner.pack.words import Speaker
from ...reasoner.solver.control import LocalOutcome
from ...reasoner.solver.outcomes import Outcomes
from ...reasoner.solver.results import Branch, Person


class OutcomesText:
    """Says all that is found of a case."""

    def __init__(self, outcomes: Outcomes, lang: str) -> None:
        self._outcomes = outcomes
        self._pack = outcomes.pack
        self._speaker = Speaker(outcomes.pack)
        self._lang = lang

    def render(self, title: str | None, limit: int) -> RenderableType:
        """The whole answer, listing branches until ``limit`` outcomes are covered.

        Raises CertificateFailed where the second engine does not confirm one of these.
        """
        shown: list[RenderableType] = []
        self.write(shown, title, limit)
        return Group(*shown)

    def write(self, shown: list[RenderableType], title: str | None, limit: int) -> None:
        """Add the answer section by section, the outcomes as they are found: at any moment what is
        there can be shown. Raises CertificateFailed.
        """
        about = self._pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        shown += [Text(head, style="bold"), *([_said(title)] if title else [])]
        shown += self._persons()
        shown += self._collisions()
        shown += self._readings()
        self._branches(shown, limit)
        shown += self._conclusions()
        shown += self._assumptions()
        shown += self._disputed()
        shown += self._certified(limit)

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _join(self, parts: Iterable[str]) -> str:
        return self._say("text_separator").join(parts)

    def _cite(self, provisions: Iterable[str]) -> str:
        cited = (Provision.parse(name).cite(self._lang) for name in provisions)
        return self._say("text_cite_separator").join(cited)

    def _heading(self, key: str) -> Text:
        return Text(f"\n{self._say(key)}", style="bold underline")

    def _lines(self, key: str, lines: Sequence[str]) -> list[RenderableType]:
        """A heading and a list under it, or nothing."""
        if not lines:
            return []
        return [self._heading(key), *(_bullet(line) for line in lines)]

    def _verdict(self, verdict: Symbol) -> str:
        kind = list(self._pack.word_list.predicates[verdict.name].args.values())[1]
        return self._speaker.label(kind, verdict.arguments[1]).say(self._lang)

    def _persons(self) -> list[RenderableType]:
        table = Table(show_lines=True)
        for key in ("text_person", "text_dispositions", "text_state", "text_depends_on"):
            table.add_column(self._say(key), overflow="fold")
        for person, found in self._outcomes.summary.persons.items():
            table.add_row(
                _said(plain(person)),
                Text(self._join(map(self._verdict, found.verdicts))),
                Text(self._say(_standing(found))),
                Text("\n".join(self._question(name) for name in found.readings)),
            )
        return [self._heading("text_persons"), table] if table.row_count else []

    def _reading(self, name: str) -> Reading:
        return next(reading for reading in self._pack.readings if reading.id == name)

    def _question(self, name: str) -> str:
        return self._reading(name).question.said.say(self._lang)

    def _option(self, name: str, option: str) -> str:
        options = self._reading(name).options
        return next(o.label.said.say(self._lang) for o in options if o.id == option)

    def _collisions(self) -> list[RenderableType]:
        shown: list[RenderableType] = []
        for collision in self._outcomes.summary.collisions:
            said = self._say(
                "text_collision",
                question=self._question(collision.reading),
                persons=self._join(map(plain, collision.persons)),
                provisions=self._cite(collision.provisions),
            )
            shown.append(_bullet(said))
            table = Table()
            for header in ("", *map(plain, collision.persons)):
                table.add_column(_said(header), overflow="fold")
            for option, by_person in collision.options.items():
                table.add_row(
                    Text(self._option(collision.reading, option)),
                    *(Text(self._join(map(self._verdict, v))) for v in by_person.values()),
                )
            shown.append(table)
        if shown:
            shown.insert(0, self._heading("text_collisions"))
        return shown

    def _readings(self) -> list[RenderableType]:
        names = self._outcomes.model.live_anywhere
        shown: list[RenderableType] = [self._heading("text_readings")]
        if not names:
            shown.append(Text(self._say("text_no_readings")))
        for name in names:
            reading = self._reading(name)
            shown.append(_bullet(f"{self._question(name)} [{self._cite(reading.provisions)}]"))
            for option in reading.options:
                label, argument = (w.said.say(self._lang) for w in (option.label, option.argument))
                text = Text.assemble((label, "italic"), self._say("text_colon"), argument)
                shown.append(Padding(text, (0, 0, 0, 4)))
        pins = [
            f"{self._question(name)}“{self._option(name, option)}”"
            for name, option in self._outcomes.findings.pins.items()
        ]
        return [*shown, *self._lines("text_pinned", [*self._school(), *pins])]

    def _school(self) -> list[str]:
        """The school that the case keeps to, which pins what follows."""
        named = self._outcomes.findings.case.school
        school = named and self._pack.school(named.id)
        return (
            [self._say("schools_kept", label=school.label.said.say(self._lang))] if school else []
        )

    def _branches(self, shown: list[RenderableType], limit: int) -> None:
        """Add the branches, each once it is checked."""
        count = self._outcomes.count
        known = "text_outcomes_uncounted" if count is None else "text_outcomes_count"
        shown += [self._heading("text_outcomes"), Text(self._say(known, count=str(count)))]
        place = len(shown)
        covered, free = 0, False
        for branch in self._outcomes.branches():
            if covered >= limit:
                shown.append(Text(self._say("text_shown", shown=str(covered))))
                break
            certificate(self._outcomes, [branch])
            covered += branch.count
            free = free or sum(len(choices) > 1 for choices in branch.parts) > 1
            shown.append(self._branch(branch))
        if free and self._outcomes.summary.independent:
            shown.insert(place, Text(self._say("text_any_combination")))

    def _branch(self, branch: Branch) -> RenderableType:
        last = branch.first + branch.count - 1
        key = "text_outcome_range" if branch.count > 1 else "text_outcome_one"
        lines: list[RenderableType] = [
            Text(f"\n{self._say(key, first=str(branch.first), last=str(last))}", style="bold")
        ]
        if branch.disputed:
            facts = self._combination(branch.disputed.items())
            lines.append(Text(self._say("text_branch_disputed", facts=facts)))
        if branch.readings:
            chosen = [self._chosen(name, option) for name, option in branch.readings.items()]
            said = self._say("text_semicolon").join(chosen)
            lines.append(Text(self._say("text_branch_readings", readings=said)))
        table = Table.grid(padding=(0, 2))
        for _ in range(4):
            table.add_column(overflow="fold")
        for choices in sorted(branch.parts, key=self._place):
            for number, choice in enumerate(choices):
                if number and len(self._verdicts(choice)) > 1:
                    table.add_row(Text(self._say("text_alternative"), style="dim"))
                self._choice(table, choice)
        return Group(*lines, Padding(table, (0, 0, 0, 2)))

    def _chosen(self, name: str, option: str) -> str:
        brackets = self._say("text_brackets", text=self._cite(self._reading(name).provisions))
        return self._option(name, option) + brackets

    def _place(self, choices: Sequence[LocalOutcome]) -> int:
        """Where the case first names someone who is judged in a part."""
        persons = list(self._outcomes.summary.persons)
        judged = (verdict.arguments[0] for choice in choices for verdict in self._verdicts(choice))
        return min((persons.index(person) for person in judged), default=len(persons))

    def _verdicts(self, choice: LocalOutcome) -> list[Symbol]:
        """The verdicts of a local outcome in the case's order."""
        return [
            symbol
            for symbol in self._outcomes.model.in_order(choice.conclusions)
            if symbol.name == self._pack.verdict
        ]

    def _choice(self, table: Table, choice: LocalOutcome) -> None:
        verdicts = self._verdicts(choice)
        provisions = self._outcomes.summary.provisions(choice.remarks)
        ways = [
            self._say("text_semicolon").join(
                map(self._discretion, self._outcomes.model.in_order(way))
            )
            for way in choice.ways
            if way
        ]
        said = self._say("text_ways", ways=self._say("text_or").join(ways)) if ways else ""
        for verdict in verdicts:
            table.add_row(
                _said(plain(verdict.arguments[0])),
                Text(self._verdict(verdict), style="bold"),
                Text(self._cite(provisions.get(verdict, ()))),
                Text(said, style="dim"),
            )

    def _discretion(self, symbol: Symbol) -> str:
        """What was chosen; whose choice it is stands at the head of the line."""
        args = self._pack.word_list.predicates[symbol.name].args
        values = list(zip(args.values(), symbol.arguments, strict=True))
        said = [self._speaker.label(kind, value).say(self._lang) for kind, value in values[1:]]
        return self._say("text_colon").join(said)

    def _conclusions(self) -> list[RenderableType]:
        found = self._outcomes
        rest = {"text_always": found.summary.always, "text_sometimes": found.summary.sometimes}
        shown: list[RenderableType] = []
        provisions = found.summary.provisions(found.summary.remarks)
        for key, symbols in rest.items():
            told = [
                s
                for s in symbols
                if s.name != self._pack.verdict
                and (key == "text_always" or s not in found.summary.always)
            ]
            lines = [
                f"{self._speaker.say_alike(alike).say(self._lang)} [{self._cite(cited)}]"
                for (*_, cited), group in groupby(
                    told, lambda s: (s.name, s.arguments[:-1], provisions.get(s, ()))
                )
                for alike in [list(group)]
            ]
            shown += self._lines(key, lines)
        return shown

    def _assumptions(self) -> list[RenderableType]:
        lines = [
            self._speaker.say(symbol).say(self._lang)
            for symbol in self._outcomes.summary.assumptions
        ]
        return self._lines("text_assumptions", lines)

    def _certified(self, limit: int) -> list[RenderableType]:
        certified = certificate(self._outcomes, self._outcomes.first_branches(limit))
        said = self._say("text_certified" if certified else "not_certified")
        return [Text(f"\n{said}")]

    def _disputed(self) -> list[RenderableType]:
        found = self._outcomes
        idle = [self._speaker.say(read_atom(fact)).say(self._lang) for fact in found.model.idle]
        dropped = [
            self._combination(d.combination)
            + self._say("text_colon")
            + self._say("text_semicolon").join(
                p.message.say(self._lang) for p in problems(d.refusals, self._pack, found.findings)
            )
            for d in found.model.dropped
        ]
        return [*self._lines("text_idle", idle), *self._lines("text_dropped", dropped)]

    def _combination(self, combination: Iterable[tuple[str, bool]]) -> str:
        return self._say("text_semicolon").join(
            self._say(
                "text_found" if found else "text_not_found",
                fact=self._speaker.say(read_atom(fact)).say(self._lang),
            )
            for fact, found in combination
        )


def _said(text: str) -> Text:
    """A line that may hold names, made printable."""
    return Text(printable(text))


def _bullet(text: str, mark: str = "·") -> RenderableType:
    """A list item whose lines are set in."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column()
    grid.add_column(overflow="fold")
    grid.add_row(mark, _said(text))
    return Padding(grid, (0, 0, 0, 1))


def _standing(person: Person) -> str:
    if person.contested:
        return "text_contested"
    return "text_discretionary" if len(person.verdicts) > 1 else "text_certain"


def refusal_text(problems_found: Sequence[Problem], lang: str) -> RenderableType:
    """What is wrong with a case, each problem with its place and its remedy."""
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
