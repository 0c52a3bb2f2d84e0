"""Two packs compared, as text: readings, cases, patterns of circumstances."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import cast

from clingo.symbol import Symbol
from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from ...reasoner.atoms import plain
from ...reasoner.escaping import printable
from ...reasoner.inquiry.compare.compare import CaseCompared, Compared
from ...reasoner.inquiry.compare.compared_atlas import (
    AtlasesCompared,
    BaseCompared,
    Items,
    NotComparable,
    Turn,
)
from ...reasoner.pack.model import Pack
from ...reasoner.pack.provision import Provision
from ...reasoner.pack.words import Speaker
from .lines import Teller, list_item, text_line

# So many of the smallest patterns are told of each verdict; JSON has them all.
SHOWN_LEAST = 5


class CompareText(Teller):
    """Says what comes out of two packs."""

    def __init__(self, found: Compared, lang: str) -> None:
        self._found = found
        self._lang = lang

    def render(self) -> Iterator[RenderableType]:
        """The whole answer, section by section."""
        names = (self._version(pack) for pack in (self._found.before, self._found.after))
        title = dict(zip(("before", "after"), names, strict=True))
        yield Text(self._say("compare_title", **title), style="bold")
        yield from self._readings()
        yield from self._cases()
        yield from self._atlas()

    def _version(self, pack: Pack) -> str:
        title = pack.about.title.said.say(self._lang)
        return self._say("compare_version", title=title, version=pack.about.version)

    # --- readings

    def _readings(self) -> Iterator[RenderableType]:
        yield self._heading("compare_readings")
        changes = cast("Mapping[str, list[str]]", self._found.readings())
        if not any(changes.values()):
            yield Text(self._say("compare_readings_same"))
        for kind, names in changes.items():
            if names:
                told = self._join(map(self._question, names))
                yield list_item(self._say(f"compare_readings_{kind}", names=told))

    def _question(self, name: str) -> str:
        packs = (self._found.after, self._found.before)
        reading = next(r for p in packs for r in p.readings if r.id == name)
        return reading.question.said.say(self._lang)

    # --- cases

    def _cases(self) -> Iterator[RenderableType]:
        yield self._heading("compare_cases")
        if not self._found.cases:
            yield Text(self._say("compare_cases_none"))
            return
        taken = [case for case in self._found.cases if not (case.before and case.after)]
        counts = {"count": taken, "differing": self._found.differing}
        numbers = {name: str(len(cases)) for name, cases in counts.items()}
        yield Text(self._say("compare_cases_count", **numbers))
        if refused := [c.case.title or c.name for c in self._found.cases if c.before and c.after]:
            yield list_item(self._say("compare_refused", names=self._join(refused)))
        for case in self._found.differing:
            name = case.case.title or case.name
            yield Padding(Text(printable(name), style="bold"), (1, 0, 0, 1))
            yield from map(list_item, self._case(case))

    def _case(self, case: CaseCompared) -> Iterator[str]:
        if case.before and not case.after:
            yield self._say("compare_only_before_refuses")
        if case.after and not case.before:
            yield self._say("compare_only_after_refuses")
            yield from (problem.message.say(self._lang) for problem in case.after)
        for person, (gained, lost) in case.persons.items():
            for kind, words, pack in (
                ("gained", gained, self._found.after),
                ("lost", lost, self._found.before),
            ):
                if words:
                    told = self._join(_labels(pack, words, self._lang))
                    yield self._say(f"compare_person_{kind}", person=plain(person), words=told)
        yield from self._conclusions("gained", case.gained, self._found.after)
        yield from self._conclusions("lost", case.lost, self._found.before)
        if case.new or case.gone:
            numbers = {"gained": str(len(case.new)), "lost": str(len(case.gone))}
            yield self._say("compare_outcomes", **numbers)
        if not case.exhausted:
            yield self._say("compare_not_exhausted")

    def _conclusions(self, kind: str, symbols: Iterable[Symbol], pack: Pack) -> Iterator[str]:
        """Conclusions but verdicts, which are told person by person."""
        speaker = Speaker(pack)
        rest = [symbol for symbol in symbols if symbol.name != pack.verdict]
        for _, alike in groupby(rest, lambda s: (s.name, s.arguments[:-1])):
            yield self._say(f"compare_{kind}", text=speaker.say_alike([*alike]).say(self._lang))

    # --- patterns

    def _atlas(self) -> Iterator[RenderableType]:
        yield self._heading("compare_atlas")
        found = self._found.atlas
        if isinstance(found, NotComparable):
            yield text_line(found.words.say(self._lang))
            return
        if found is None or not found.bases:
            yield Text(self._say("compare_atlas_none"))
            return
        for kind, items in (("gained", found.only_after), ("lost", found.only_before)):
            if items:
                yield Text(self._say(f"compare_items_{kind}", names=self._join(items)))
        for base in found.bases:
            yield from self._base(found, base)

    def _base(self, found: AtlasesCompared, base: BaseCompared) -> Iterator[RenderableType]:
        [named] = (each for each in found.plan.bases if each.id == base.base)
        numbers = {"patterns": str(base.patterns), "differing": str(base.differing)}
        yield Text(f"\n{self._say('compare_base', base=named.said.say(self._lang), **numbers)}")
        for kind, count in (("readings", base.under_readings), ("refused", base.refused)):
            if count:
                told = {"count": str(count), "patterns": str(base.patterns)}
                yield list_item(self._say(f"compare_base_{kind}", **told))
        for kind, turns, pack in (
            ("gained", base.gained, self._found.after),
            ("lost", base.lost, self._found.before),
        ):
            for turn in turns:
                yield list_item(self._turn(kind, found, turn, pack))

    def _turn(self, kind: str, found: AtlasesCompared, turn: Turn, pack: Pack) -> str:
        shown = [self._pattern(found, items) for items in turn.least[:SHOWN_LEAST]]
        more = ["…"] if len(turn.least) > SHOWN_LEAST else []
        return self._say(
            f"compare_turn_{kind}",
            text=Speaker(pack).say(turn.verdict).say(self._lang),
            patterns=str(turn.patterns),
            least=self._join([*shown, *more]),
        )

    def _pattern(self, found: AtlasesCompared, items: Items) -> str:
        """Items by the provisions that they are of."""
        separator = self._say("text_cite_separator")
        cited = {
            item.id: separator.join(Provision.parse(p).cite(self._lang) for p in item.provisions)
            for item in found.plan.items
        }
        return " + ".join(cited[name] for name in items) or self._say("compare_no_items")


def _labels(pack: Pack, words: Iterable[str], lang: str) -> Iterator[str]:
    *_, kind = pack.word_list.predicates[pack.verdict].args.values()
    return (pack.types[kind].labels[word].said.say(lang) for word in words)
