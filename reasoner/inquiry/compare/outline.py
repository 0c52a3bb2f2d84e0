"""Outline of two packs compared, in one language."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from clingo.symbol import Symbol

from ...atoms import plain
from ...i18n import Words, message
from ...pack.model import Pack
from ...pack.provision import Provision
from ...pack.words import Speaker
from .compare import CaseCompared, Comparison
from .compared_atlas import AtlasesCompared, BaseCompared, Items, NotComparable, VerdictChange

# Minimal patterns told of each verdict; JSON has them all.
MAX_MINIMAL = 5


@dataclass(frozen=True, slots=True)
class CaseDifferences:
    """A case of which not the same comes out, with a sentence for each difference."""

    name: str
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BaseDifferences:
    """Numbers of differing patterns of a base, and a sentence for each difference."""

    text: str
    patterns: int
    differing: int
    differences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonOutline:
    """All that is told of two packs compared.

    ``atlas`` are the bases; it is None where they were not compared, for the reason in ``notes`` if
    there is any.
    """

    title: str
    readings: tuple[str, ...]
    compared: int
    differing: int
    refused: tuple[str, ...]
    unreached: tuple[str, ...]
    cases: tuple[CaseDifferences, ...]
    atlas: tuple[BaseDifferences, ...] | None
    notes: tuple[str, ...]
    exhausted: bool


def outline(found: Comparison, lang: str) -> ComparisonOutline:
    """Outline two packs compared."""
    return _Outliner(found, lang).outline()


class _Outliner:
    def __init__(self, found: Comparison, lang: str) -> None:
        self._found = found
        self._sides = (("gained", found.after), ("lost", found.before))
        self._lang = lang
        atlas = found.atlas
        items = atlas.plan.items if isinstance(atlas, AtlasesCompared) else ()
        self._provisions = {item.id: item.provisions for item in items}

    def outline(self) -> ComparisonOutline:
        found, atlas = self._found, self._found.atlas
        packs = {"before": found.before, "after": found.after}
        bases = atlas.bases if isinstance(atlas, AtlasesCompared) else ()
        return ComparisonOutline(
            self._say("compare_title", **{n: self._version(p) for n, p in packs.items()}),
            tuple(
                self._say(f"compare_readings_{kind}", names=self._join(map(self._question, names)))
                for kind, names in cast("Mapping[str, list[str]]", found.readings()).items()
                if names
            ),
            sum(not (case.before and case.after) for case in found.cases),
            len(found.differing),
            tuple(_name(case) for case in found.cases if case.before and case.after),
            tuple(each.case.title or each.name for each in found.unreached),
            tuple(
                CaseDifferences(_name(case), tuple(self._differences(case)))
                for case in found.differing
            ),
            tuple(map(self._base, bases)) if bases else None,
            tuple(self._notes()),
            found.exhausted,
        )

    def _say(self, key: str, **values: str | Words) -> str:
        return message(key, **values).say(self._lang)

    def _join(self, parts: Iterable[str]) -> str:
        return self._say("text_separator").join(parts)

    def _version(self, pack: Pack) -> str:
        return self._say("compare_version", title=pack.about.title.said, version=pack.about.version)

    def _question(self, name: str) -> str:
        packs = (self._found.after, self._found.before)
        reading = next(r for p in packs for r in p.readings if r.id == name)
        return reading.question.said.say(self._lang)

    # --- cases

    def _differences(self, case: CaseCompared) -> Iterator[str]:
        if case.before and not case.after:
            yield self._say("compare_only_before_refuses")
        if case.after and not case.before:
            yield self._say("compare_only_after_refuses")
            yield from (problem.message.say(self._lang) for problem in case.after)
        for person, changes in case.persons.items():
            for (kind, pack), words in zip(self._sides, changes, strict=True):
                if words:
                    labels = (pack.verdict_labels[word].said.say(self._lang) for word in words)
                    yield self._say(
                        f"compare_person_{kind}", person=plain(person), words=self._join(labels)
                    )
        for (kind, pack), symbols in zip(self._sides, (case.gained, case.lost), strict=True):
            yield from self._conclusions(kind, symbols, pack)
        if case.new or case.gone:
            numbers = {"gained": str(len(case.new)), "lost": str(len(case.gone))}
            yield self._say("compare_outcomes", **numbers)
        if not case.exhausted:
            yield self._say("compare_not_exhausted")

    def _conclusions(self, kind: str, symbols: Iterable[Symbol], pack: Pack) -> Iterator[str]:
        """Say conclusions but verdicts, which are said person by person."""
        speaker = Speaker(pack)
        rest = [symbol for symbol in symbols if symbol.name != pack.verdict]
        for _, alike in groupby(rest, lambda s: (s.name, s.arguments[:-1])):
            yield self._say(f"compare_{kind}", text=speaker.say_alike([*alike]))

    # --- atlases

    def _notes(self) -> Iterator[str]:
        match self._found.atlas:
            case NotComparable(words):
                yield words.say(self._lang)
            case AtlasesCompared(_, bases, before, after) if bases:
                for kind, items in (("gained", after), ("lost", before)):
                    if items:
                        yield self._say(f"compare_items_{kind}", names=self._join(items))
            case _:
                yield self._say("compare_atlas_none")

    def _base(self, base: BaseCompared) -> BaseDifferences:
        return BaseDifferences(
            base.base.said.say(self._lang),
            base.patterns,
            base.differing,
            tuple(self._base_differences(base)),
        )

    def _base_differences(self, base: BaseCompared) -> Iterator[str]:
        for kind, count in (("readings", base.under_readings), ("refused", base.refused)):
            if count:
                numbers = {"count": str(count), "patterns": str(base.patterns)}
                yield self._say(f"compare_base_{kind}", **numbers)
        for (kind, pack), changes in zip(self._sides, (base.gained, base.lost), strict=True):
            for change in changes:
                yield self._say(
                    f"compare_turn_{kind}",
                    text=Speaker(pack).say(change.verdict),
                    patterns=str(change.patterns),
                    least=self._join(self._minimal(change)),
                )

    def _minimal(self, change: VerdictChange) -> Iterator[str]:
        yield from map(self._pattern, change.least[:MAX_MINIMAL])
        if len(change.least) > MAX_MINIMAL:
            yield "…"

    def _pattern(self, items: Items) -> str:
        """Say items by the provisions that they are of."""
        separator = self._say("text_cite_separator")
        cited = (
            separator.join(
                Provision.parse(each).cite(self._lang) for each in self._provisions[name]
            )
            for name in items
        )
        return " + ".join(cited) or self._say("compare_no_items")


def _name(found: CaseCompared) -> str:
    return found.case.title or found.name
