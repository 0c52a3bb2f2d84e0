"""The atlas as text for a terminal: what was examined, what never matters, collisions, gaps."""

from collections.abc import Iterable, Mapping, Sequence

from clingo.symbol import Symbol
from rich.console import Group as Lines
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import plain
from ...reasoner.inquiry.atlas.atlas import Atlas, cite
from ...reasoner.inquiry.atlas.survey import ByPerson, Clash, Group, Items, ItemUse, Survey, When
from ...reasoner.pack.model import Reading
from ...reasoner.pack.words import Speaker
from .lines import Teller, list_item, text_line

# Of each base so many groups are shown, those of most patterns.
SHOWN_GROUPS = 10

# The collisions with the same consequences, by the readings under which they are.
Alike = tuple[Mapping[str, ByPerson], dict[str, list[tuple[str, Clash]]]]


class AtlasText(Teller):
    """Says what the atlas of a pack has found."""

    def __init__(self, atlas: Atlas, lang: str) -> None:
        self._atlas = atlas
        self._pack = atlas.pack
        self._speaker = Speaker(atlas.pack)
        self._lang = lang

    def render(self) -> RenderableType:
        """The whole atlas."""
        about = self._pack.about
        head = f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}"
        lines: list[RenderableType] = [
            Text(f"{head} · {self._say('atlas_title')}", style="bold"),
            text_line(self._atlas.summary(self._lang)),
        ]
        if self._atlas.surveys and self._atlas.plan.items:
            lines += [
                *self._bases(),
                *self._items(),
                *self._readings(),
                *self._collisions(),
                *self._gaps(),
                *self._groups(),
                *self._heat(),
            ]
        return Lines(*lines)

    # --- words

    def _headed(self, key: str, note: str | None = None) -> list[RenderableType]:
        heading = Text(f"\n{self._say(key)}", style="bold underline")
        return [heading, *([Text(self._say(note), style="dim")] if note else [])]

    def _base(self, name: str) -> str:
        return self._atlas.base(name).said.say(self._lang)

    def _reading(self, name: str) -> Reading:
        return next(reading for reading in self._pack.readings if reading.id == name)

    def _question(self, name: str) -> str:
        return self._reading(name).question.said.say(self._lang)

    def _option(self, name: str, option: str) -> str:
        options = self._reading(name).options
        return next(o.label.said.say(self._lang) for o in options if o.id == option)

    def _verdicts(self, verdicts: ByPerson) -> str:
        """What may become of each person; of the only one, without the name."""
        kind = list(self._pack.word_list.predicates[self._pack.verdict].args.values())[1]
        said = {
            plain(person): self._join(self._speaker.label(kind, w).say(self._lang) for w in words)
            for person, words in verdicts.items()
        }
        if len(said) == 1:
            return next(iter(said.values()))
        colon = self._say("text_colon")
        return self._say("text_semicolon").join(f"{name}{colon}{s}" for name, s in said.items())

    def _pattern(self, items: Items) -> str:
        return " + ".join(items) or self._say("atlas_no_items")

    # --- what was examined

    def _bases(self) -> Iterable[RenderableType]:
        table = Table()
        table.add_column(self._say("atlas_base"), overflow="fold")
        for key in ("patterns", "admitted", "splitting", "groups_count"):
            table.add_column(self._say(f"atlas_{key}"), justify="right")
        for found in self._atlas.surveys:
            numbers = (found.patterns, found.admitted, found.splitting, len(found.groups))
            table.add_row(self._base(found.base), *map(str, numbers))
        yield from (*self._headed("atlas_bases"), table)
        refused = [
            f"{self._base(s.base)}{self._say('text_colon')}{self._pattern(items)}"
            + self._say(
                "text_brackets",
                text=self._say("text_semicolon").join(w.say(self._lang) for w in words),
            )
            for s in self._atlas.surveys
            for items, words in s.refused
        ]
        yield from self._list("atlas_refused", refused)

    def _list(self, key: str, lines: Sequence[str]) -> Iterable[RenderableType]:
        if lines:
            yield from self._headed(key)
            yield from (list_item(line) for line in lines)

    # --- what makes a difference

    def _items(self) -> Iterable[RenderableType]:
        table = Table()
        for key in ("mark", "item", "effect", "changes", "part", "makes"):
            table.add_column(self._say(f"atlas_{key}"), overflow="fold")
        for item in self._atlas.plan.items:
            uses = [found.items[item.id] for found in self._atlas.surveys]
            cited = self._cited(item.provisions)
            table.add_row(
                text_line(item.id),
                text_line(f"{cited} {item.said.say(self._lang)}"),
                self._atlas.plan.effects[item.effect].said.say(self._lang),
                "\n".join(_percent(use.changes, use) for use in uses),
                "\n".join(_percent(use.part, use) for use in uses),
                "\n".join(str(use.makes) for use in uses),
            )
        yield from (*self._headed("atlas_items", "atlas_items_note"), table)
        named = {item.id: item for item in self._atlas.plan.items}
        idle = [self._atlas.cited(named[name], self._lang) for name in self._atlas.idle_items]
        yield from self._list("atlas_idle_items", idle)

    def _readings(self) -> Iterable[RenderableType]:
        idle = self._atlas.idle_readings
        table = Table()
        for key in ("reading", "dispositions"):
            table.add_column(self._say(f"atlas_{key}"), overflow="fold")
        for reading in self._pack.readings:
            if reading.id not in idle:
                uses = (found.readings[reading.id] for found in self._atlas.surveys)
                numbers = "\n".join(f"{use.verdicts} [{use.conclusions}]" for use in uses)
                table.add_row(self._question(reading.id), Text(numbers))
        yield from (*self._headed("atlas_readings", "atlas_readings_note"), table)
        yield from self._list("atlas_idle_readings", [*map(self._question, idle)])

    # --- collisions

    def _collisions(self) -> Iterable[RenderableType]:
        clashes = [(s.base, clash) for s in self._atlas.surveys for clash in s.clashes]
        if not clashes:
            return
        yield from self._headed("atlas_collisions", "atlas_collisions_note")
        for name in dict.fromkeys(clash.reading for _, clash in clashes):
            reading = self._reading(name)
            cited = self._cited(reading.provisions)
            question = self._say("atlas_settles", question=self._question(name), reading=cited)
            yield Text(f"\n{question}", style="bold")
            for options, under in self._alike(clashes, name):
                table = Table(self._say("atlas_option"), self._say("atlas_leads_to"))
                for option, ends in options.items():
                    table.add_row(self._option(name, option), text_line(self._verdicts(ends)))
                yield table
                for when, alike in under.items():
                    yield from self._listed(when, alike)

    def _alike(self, clashes: Iterable[tuple[str, Clash]], reading: str) -> list[Alike]:
        """The collisions that a reading settles, those with the same consequences together."""
        found: list[Alike] = []
        for base, clash in clashes:
            if clash.reading == reading:
                under = next((known for other, known in found if other == clash.options), None)
                if under is None:
                    under = {}
                    found.append((clash.options, under))
                under.setdefault(self._under(clash.when), []).append((base, clash))
        return found

    def _listed(self, when: str, alike: Iterable[tuple[str, Clash]]) -> Iterable[RenderableType]:
        """Patterns that collide under the same readings, bases with the same ones together."""
        yield list_item(when)
        by_base: dict[str, tuple[Items, ...]] = {}
        for base, clash in alike:
            by_base[base] = (*by_base.get(base, ()), clash.items)
        bases: dict[tuple[Items, ...], list[str]] = {}
        for base, patterns in by_base.items():
            bases.setdefault(patterns, []).append(base)
        for patterns, names in bases.items():
            named = self._say("text_semicolon").join(map(self._base, names))
            count = str(len(patterns))
            said = self._say("atlas_in_bases", bases=named, count=count)
            lines = [said, *(f"    {line}" for line in self._together(patterns))]
            yield from (Padding(text_line(line), (0, 0, 0, 4)) for line in lines)

    def _under(self, where: Sequence[When]) -> str:
        """Under which readings something is so."""
        if any(not when for when in where):
            return self._say("atlas_always")
        return self._say("atlas_when", when=self._say("text_or").join(map(self._when, where)))

    def _when(self, when: When) -> str:
        return self._say("atlas_and").join(
            self._say("atlas_or").join(self._option(reading, option) for option in options)
            + self._say("text_brackets", text=self._cited(self._reading(reading).provisions))
            for reading, options in when.items()
        )

    def _cited(self, provisions: Iterable[str]) -> str:
        return self._say("text_cite_separator").join(cite(provisions, self._lang))

    def _together(self, patterns: Sequence[Items]) -> Iterable[str]:
        """Patterns of two items by the first, those with the same partners in one line."""
        partners: dict[str, list[str]] = {}
        for items in patterns:
            if len(items) == 2:
                partners.setdefault(items[0], []).append(items[1])
            else:
                yield self._pattern(items)
        firsts: dict[tuple[str, ...], list[str]] = {}
        for first, seconds in partners.items():
            firsts.setdefault(tuple(seconds), []).append(first)
        for shared, alike in firsts.items():
            yield f"{' / '.join(alike)}  +  {' / '.join(shared)}"

    # --- gaps

    def _gaps(self) -> Iterable[RenderableType]:
        yield from self._headed("atlas_gaps")
        if not self._atlas.plan.gaps:
            yield Text(self._say("atlas_no_gaps_declared"))
        for gap in self._atlas.plan.gaps:
            seen = [(s, g) for s in self._atlas.surveys for g in s.gaps if g.gap == gap.id]
            said = gap.said.say(self._lang)
            count = sum(found.patterns for _, found in seen)
            key = "atlas_gap" if count else "atlas_no_gap"
            yield list_item(self._say(key, gap=said, count=str(count)))
            for found, each in seen:
                for items, where in each.least:
                    told = self._under(where)
                    line = f"{self._base(found.base)}{self._say('text_colon')}"
                    line += self._pattern(items) + self._say("text_semicolon") + told
                    yield Padding(text_line(line), (0, 0, 0, 4))

    # --- groups

    def _groups(self) -> Iterable[RenderableType]:
        yield from self._headed("atlas_groups", "atlas_groups_note")
        for alike in self._atlas.alike_in_groups():
            most = sorted(alike[0].groups, key=lambda group: -group.patterns)
            table = Table(title=self._named(alike), title_justify="left")
            for key in ("representative", "size", "sets", "any"):
                table.add_column(self._say(f"atlas_{key}"), overflow="fold")
            for group in most[:SHOWN_GROUPS]:
                table.add_row(
                    text_line(self._pattern(group.items)),
                    str(group.patterns),
                    str(len(group.sets)),
                    text_line(self._verdicts(self._united(group))),
                )
            yield table
            if len(most) > SHOWN_GROUPS:
                yield Text(self._say("atlas_more_groups", count=str(len(most) - SHOWN_GROUPS)))

    def _united(self, group: Group) -> ByPerson:
        """All that may become of each person under some readings."""
        kind = list(self._pack.word_list.predicates[self._pack.verdict].args.values())[1]
        order = [*self._pack.types[kind].labels]
        found: dict[Symbol, set[Symbol]] = {}
        for verdicts, _ in group.sets:
            for person, words in verdicts.items():
                found.setdefault(person, set()).update(words)
        return {
            person: tuple(sorted(words, key=lambda word: order.index(str(word))))
            for person, words in found.items()
        }

    # --- two items together

    def _heat(self) -> Iterable[RenderableType]:
        yield from self._headed("atlas_heat", "atlas_heat_note")
        for alike in self._atlas.alike_in_pairs():
            yield self._pairs(alike)
        example = f"{self._atlas.surveys[0].base}:{self._atlas.plan.items[0].id}"
        opened = self._say("atlas_open")
        command = f"wenze atlas {self._pack.id} --example '{example}' | wenze outcomes -"
        yield Text(f"\n{opened}\n{command}")

    def _named(self, alike: Iterable[Survey]) -> str:
        return self._say("text_semicolon").join(self._base(found.base) for found in alike)

    def _pairs(self, alike: Sequence[Survey]) -> Table:
        marks = [item.id for item in self._atlas.plan.items]
        found, *_ = alike
        title = self._say("atlas_heat_base", base=self._named(alike), count=str(found.combinations))
        table = Table(title=title, title_justify="left", box=None, padding=(0, 1, 0, 0))
        for mark in ("", *marks):
            table.add_column(Text(mark.replace("(", "\n(")), overflow="fold")
        pairs = {pair.items: pair for pair in found.pairs}
        for row, one in enumerate(marks):
            cells = []
            for column, other in enumerate(marks):
                pair = pairs[(one, other) if row <= column else (other, one)]
                clash = "×" if pair.clashes else ""
                cells.append("–" if pair.sets is None else f"{pair.sets}{clash}")
            table.add_row(Text(one), *cells)
        return table


def _percent(number: int, use: ItemUse) -> str:
    return f"{100 * number / use.patterns:.1f}%" if use.patterns else "–"
