"""The reasoner: one regulation, any case, every defensible outcome."""

from pathlib import Path
from threading import local

from reasoner.answer import DEFAULT_LIMIT, Answer, Json
from reasoner.bilingual import Lang
from reasoner.case import Case
from reasoner.explanation import Explanation, Wanted, explain
from reasoner.findings import check
from reasoner.outcomes import Outcomes
from reasoner.pack import Pack, find_pack
from reasoner.problems import CaseRefused, Problem
from reasoner.program import ground
from reasoner.refusals import problems

# How many cases each thread keeps with their outcomes.
MAX_KEPT = 4


class Reasoner:
    """Answers cases under one regulation."""

    def __init__(self, regulation: str | Path | Pack | None = None) -> None:
        """Take a regulation by id, by the path of its pack, or the only one there is.

        Raises UnknownRegulation, PackError.
        """
        self.pack = (
            regulation
            if isinstance(regulation, Pack)
            else find_pack(None if regulation is None else str(regulation))
        )
        self._kept = local()

    def outcomes(self, case: Case, lang: Lang = "zh", limit: int = DEFAULT_LIMIT) -> Json:
        """Every defensible outcome of a case as plain data: what the command prints as JSON.

        At most ``limit`` outcomes are listed; all else speaks of all of them. Raises CaseRefused,
        CertificateFailed.
        """
        return Answer(self.solve(case), lang).as_json(limit)

    def why(self, case: Case, conclusion: str, outcome: str | Wanted | None = None) -> Explanation:
        """The smallest proof of a conclusion in an outcome: the one with this id, the first that is
        as wanted, or the first in which it holds.

        Raises CaseRefused, also for a conclusion that does not hold there, NoSuchOutcome,
        ProverMissing.
        """
        return explain(self.solve(case), conclusion, outcome, holds=True)

    def why_not(
        self, case: Case, conclusion: str, outcome: str | Wanted | None = None
    ) -> Explanation:
        """Why a conclusion does not hold in an outcome: the one with this id, the first that is as
        wanted, or the first in which it fails. Raises as ``why`` does.
        """
        return explain(self.solve(case), conclusion, outcome, holds=False)

    def solve(self, case: Case) -> Outcomes:
        """Every defensible outcome of a case as values, each found when it is asked for. They are
        for one thread, and kept for its next questions about the same case.

        Raises CaseRefused with every problem found.
        """
        if case.problems:  # it will be refused
            return self._solved(case)
        kept: dict[Case, Outcomes] = vars(self._kept).setdefault("outcomes", {})
        found = kept.pop(case) if case in kept else self._solved(case)
        if len(kept) >= MAX_KEPT:
            del kept[next(iter(kept))]
        kept[case] = found
        return found

    def _solved(self, case: Case) -> Outcomes:
        checked = check(case, self.pack)
        found = Outcomes(self.pack, checked.findings, ground(self.pack, checked.findings))
        faults = list(checked.problems)
        if found.refused:
            faults += problems(
                found.reasons_to_refuse, self.pack, checked.findings, checked.doubtful
            )
        if faults:
            raise CaseRefused(faults)
        return found

    def problems(self, case: Case) -> list[Problem]:
        """What is wrong with a case; an empty list when it can be answered."""
        try:
            self.solve(case)
        except CaseRefused as refusal:
            return list(refusal.problems)
        return []
