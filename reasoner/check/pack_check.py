"""Check of a pack: is the law whole, cited and said, and do its worked cases come out?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from clingo.symbol import Symbol

from ..case.worked_cases import WorkedCase, worked_cases
from ..errors import PackError, UnknownRegulation, WenzeError
from ..i18n import Words, message
from ..pack import Pack, find_pack
from ..reasoner import Reasoner
from .atlas_faults import atlas_faults
from .deviations import deviations
from .pack_faults import Fault, grounding_faults, pack_faults, place_of, unreadable
from .rule_coverage import unexercised


@dataclass(frozen=True, slots=True)
class Report:
    """Faults of a pack, and the rules that no worked case uses: a gap in the tests, no fault."""

    pack: str
    faults: tuple[Fault, ...]
    unexercised: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self, lang: str) -> dict[str, object]:
        """The report as plain data."""
        return {
            "pack": self.pack,
            "faults": [{"place": f.place, "message": f.words.say(lang)} for f in self.faults],
            "unexercised": list(self.unexercised),
            "counts": dict(self.counts),
        }


def check_pack(name: str) -> Report:
    """Check the pack with this id or at this path."""
    try:
        pack = find_pack(name)
    except UnknownRegulation as error:
        return Report(name, (Fault(name, error.words),))
    except PackError as error:
        return Report(name, (unreadable(error, Path(name)),))
    counts = {
        "articles": sum(article.number is not None for article in pack.articles),
        "provisions": len(pack.provisions()),
        "rules": len(pack.rules),
        "facts": len(pack.vocabulary.facts),
        "readings": len(pack.readings),
    }
    for check in (pack_faults, grounding_faults, atlas_faults):
        if faults := tuple(check(pack)):
            return Report(pack.id, faults, counts=counts)
    try:
        worked = worked_cases(pack)
    except PackError as error:
        return Report(pack.id, (unreadable(error, pack.folder),), counts=counts)
    unused = unexercised(pack, (case.case for case in worked))
    return Report(
        pack.id,
        tuple(_case_faults(pack, worked)),
        tuple(map(place_of, unused)),
        {**counts, "cases": len(worked)},
    )


def _case_faults(pack: Pack, worked: list[WorkedCase]) -> Iterator[Fault]:
    reasoner = Reasoner(pack)
    for case in worked:
        yield from (Fault(f"cases/{case.file}", words) for words in _outcome(reasoner, case))


def _outcome(reasoner: Reasoner, case: WorkedCase) -> Iterator[Words]:
    """Deviations of a worked case, and its conclusions without a basis."""
    try:
        for deviation in deviations(reasoner, case):
            yield message("check_case", reason=deviation)
        if case.refused:
            return
        unbased: set[Symbol] = set()
        for conclusions, remarks in reasoner.solve(case.case).model.said_together():
            unbased |= conclusions - {r.arguments[0] for r in remarks if r.name == "basis"}
        for conclusion in sorted(unbased):
            yield message("check_no_basis", found=str(conclusion))
    except WenzeError as error:
        yield message("check_case", reason=str(error))
