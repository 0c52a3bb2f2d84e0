"""Bounds on the size of a case."""

from dataclasses import dataclass

from ..errors import CaseRefused, Problem
from ..i18n import message
from ..pack.model import Pack
from .case import Case
from .text_tree import MAX_BYTES, MAX_ROWS


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bytes of a document, rows of a case, and in it things of the kind that verdicts are about."""

    size: int = MAX_BYTES
    rows: int = MAX_ROWS
    judged: int = MAX_ROWS

    def hold(self, case: Case, pack: Pack) -> None:
        """Refuse a case in which too many may be judged. Raises CaseRefused."""
        judged, _ = pack.verdict_types
        seen: set[str] = set()
        for row in case.rows:
            fact = pack.vocabulary.facts.get(row.predicate)
            for kind, cell in zip(fact.args.values() if fact else (), row.arguments, strict=False):
                if kind == judged:
                    seen.add(cell)
                if len(seen) > self.judged:
                    said = pack.types[judged].said
                    words = message("too_many_judged", limit=str(self.judged), kind=said)
                    raise CaseRefused([Problem("too_large", words, row.pointer, line=row.line)])
