"""Outline of two packs compared, as a document in one language."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import cast

from clingo.symbol import Symbol

from ...atoms import plain
from ...escaping import printable
from ...pack.model import Pack
from ...pack.provision import Provision
from ..atlas.survey import Items
from ..document import Block, Document, Paragraph, Point, Writer
from ..law_writer import LawWriter
from .compare import CaseCompared, Comparison
from .compared_atlas import AtlasesCompared, BaseCompared, NotComparable, VerdictChange

# Minimal patterns told of each verdict; JSON has them all.
MAX_MINIMAL = 5


def outline(found: Comparison, lang: str) -> Document:
    """Outline two packs compared."""
    return tuple(_Outliner(found, lang).blocks())


class _Outliner(Writer):
    def __init__(self, found: Comparison, lang: str) -> None:
        super().__init__(lang)
        self._found = found
        self._sides = (
            ("gained", LawWriter(found.after, lang)),
            ("lost", LawWriter(found.before, lang)),
        )

    def blocks(self) -> Iterator[Block]:
        packs = {"before": self._found.before, "after": self._found.after}
        names = {side: self._version(pack) for side, pack in packs.items()}
        yield Paragraph(lead=self.say("compare_title", **names))
        yield self.heading("compare_readings")
        yield from self._readings()
        yield self.heading("compare_cases")
        yield from self._cases()
        yield self.heading("compare_atlas")
        yield from self._atlases()

    def _version(self, pack: Pack) -> str:
        return self.say("compare_version", title=pack.about.title.said, version=pack.about.version)

    def _readings(self) -> Iterator[Block]:
        changes = cast("Mapping[str, list[str]]", self._found.readings())
        if not any(changes.values()):
            yield self.paragraph("compare_readings_same")
        for kind, names in changes.items():
            if names:
                questions = self.join(map(self._question, names))
                yield Point(self.say(f"compare_readings_{kind}", names=questions))

    def _question(self, name: str) -> str:
        reading = self._found.after.reading(name) or self._found.before.reading(name)
        return "" if reading is None else reading.question.said.say(self.lang)

    # --- cases

    def _cases(self) -> Iterator[Block]:
        found = self._found
        if not (found.cases or found.unreached):
            yield self.paragraph("compare_cases_none")
            return
        refused = [_name(case) for case in found.cases if case.before and case.after]
        numbers = {"count": len(found.cases) - len(refused), "differing": len(found.differing)}
        yield self.paragraph("compare_cases_count", **{k: str(n) for k, n in numbers.items()})
        if refused:
            yield Point(self.say("compare_refused", names=self.join(refused)))
        if found.unreached:
            left = self.join(each.case.title or each.name for each in found.unreached)
            yield Point(self.say("compare_unreached", names=left))
        for case in found.differing:
            yield Paragraph(lead=f"\n{printable(_name(case))}", level=1)
            yield from map(Point, self._differences(case))

    def _differences(self, case: CaseCompared) -> Iterator[str]:
        if case.before and not case.after:
            yield self.say("compare_only_before_refuses")
        if case.after and not case.before:
            yield self.say("compare_only_after_refuses")
            yield from (problem.message.say(self.lang) for problem in case.after)
        for person, changes in case.persons.items():
            for (kind, law), words in zip(self._sides, changes, strict=True):
                if words:
                    labels = law.labels(words)
                    yield self.say(f"compare_person_{kind}", person=plain(person), words=labels)
        for (kind, law), symbols in zip(self._sides, (case.gained, case.lost), strict=True):
            yield from self._conclusions(kind, symbols, law)
        if case.new or case.gone:
            numbers = {"gained": str(len(case.new)), "lost": str(len(case.gone))}
            yield self.say("compare_outcomes", **numbers)
        if not case.exhausted:
            yield self.say("compare_not_exhausted")

    def _conclusions(self, kind: str, symbols: Iterable[Symbol], law: LawWriter) -> Iterator[str]:
        """Say conclusions but verdicts, which are said person by person."""
        rest = [symbol for symbol in symbols if symbol.name != law.pack.verdict]
        for _, alike in groupby(rest, lambda s: (s.name, s.arguments[:-1])):
            yield self.say(f"compare_{kind}", text=law.speaker.say_alike([*alike]))

    # --- atlases

    def _atlases(self) -> Iterator[Block]:
        found = self._found.atlas
        if isinstance(found, NotComparable):
            yield Paragraph(found.words.say(self.lang))
        elif found is None or not found.bases:
            yield self.paragraph("compare_atlas_none")
        else:
            for kind, items in (("gained", found.only_after), ("lost", found.only_before)):
                if items:
                    yield self.paragraph(f"compare_items_{kind}", names=self.join(items))
            for base in found.bases:
                numbers = {"patterns": str(base.patterns), "differing": str(base.differing)}
                said = self.say("compare_base", base=base.base.said, **numbers)
                yield Paragraph(f"\n{said}")
                yield from map(Point, self._base(base, found))

    def _base(self, base: BaseCompared, found: AtlasesCompared) -> Iterator[str]:
        for kind, count in (("readings", base.under_readings), ("refused", base.refused)):
            if count:
                numbers = {"count": str(count), "patterns": str(base.patterns)}
                yield self.say(f"compare_base_{kind}", **numbers)
        for (kind, law), changes in zip(self._sides, (base.gained, base.lost), strict=True):
            for change in changes:
                yield self.say(
                    f"compare_turn_{kind}",
                    text=law.atom(change.verdict),
                    patterns=str(change.patterns),
                    least=self.join(self._minimal(change, found)),
                )

    def _minimal(self, change: VerdictChange, found: AtlasesCompared) -> Iterator[str]:
        yield from (self._pattern(items, found) for items in change.least[:MAX_MINIMAL])
        if len(change.least) > MAX_MINIMAL:
            yield "…"

    def _pattern(self, items: Items, found: AtlasesCompared) -> str:
        provisions = {item.id: item.provisions for item in found.plan.items}
        cites = ((Provision.parse(each).cite(self.lang) for each in provisions[i]) for i in items)
        cited = (self.join(each, "text_cite_separator") for each in cites)
        return " + ".join(cited) or self.say("compare_no_items")


def _name(found: CaseCompared) -> str:
    return found.case.title or found.name
