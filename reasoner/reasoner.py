"""The reasoner: one regulation, any case, every defensible outcome."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING

from .answer.json import OutcomesAnswerJson
from .answer.outcomes_answer import DEFAULT_LIMIT, Answer
from .answer.partial import PartialAnswer
from .answer.why import Explanation, explain
from .budget import TimeUp, anytime, limited
from .canonical import canonical
from .case.case import Case, CaseLike
from .case.findings import check
from .case.outcome_selector import OutcomeSelector
from .case.refusals import problems
from .errors import CaseRefused, Problem
from .i18n import Lang
from .pack import Pack, find_pack
from .solver.case_model import CaseModel
from .solver.outcomes import Outcomes
from .solver.program import ground

if TYPE_CHECKING:
    from .inquiry.atlas.atlas import Atlas
    from .inquiry.compare.compare import Comparison, NamedCase
    from .inquiry.compare.compared_atlas import AtlasesCompared, NotComparable
    from .inquiry.consistency.consistency import Consistency
    from .inquiry.consistency.decided import Decided
    from .inquiry.contrast.contrast import Contrast
    from .inquiry.contrast.decision_tree import Decisions
    from .inquiry.relevance.relevance import Relevance
    from .inquiry.review.reviewed import Review
    from .inquiry.schools.schools import Schools
    from .inquiry.what_if.what_if import WhatIf

# How many cases each thread keeps with their outcomes.
MAX_KEPT = 4


class Reasoner:
    """Answers cases under one regulation; a case may be the path of its file, or data."""

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

    def outcomes(
        self,
        case: CaseLike,
        lang: Lang = "zh",
        limit: int = DEFAULT_LIMIT,
        seconds: float | None = None,
    ) -> OutcomesAnswerJson:
        """Every defensible outcome of a case as plain data: what the command prints as JSON.

        At most ``limit`` outcomes are listed; all else speaks of all of them. After `seconds` of
        processor time, the answer is what was worked out until then: `is_whole` tells.

        Raises CaseRefused, CertificateFailed.
        """
        case = Case.of(case)
        draft = PartialAnswer(self.pack, case, lang, limit)
        with anytime(seconds):
            Answer(self.solve(case), lang).write(draft, limit)
        return draft.as_json()

    def page(self, case: CaseLike, lang: Lang, first: int, last: int) -> list[bytes]:
        """The outcomes at positions from the first (from 1) to the last, as far as there are any:
        the canonical JSON of each, as ``outcomes`` lists them.

        Raises CaseRefused, CertificateFailed.
        """
        page = Answer(self.solve(case), lang).page(first, last)
        return [canonical(outcome) for outcome in page]

    def why(
        self, case: CaseLike, conclusion: str, outcome: str | OutcomeSelector | None = None
    ) -> Explanation:
        """The smallest proof of a conclusion in an outcome: the one with this id, the first that is
        as wanted, or the first in which it holds.

        Raises CaseRefused, also for a conclusion that does not hold there, NoSuchOutcome,
        ProverMissing.
        """
        return explain(self.solve(case), conclusion, outcome, holds=True)

    def why_not(
        self, case: CaseLike, conclusion: str, outcome: str | OutcomeSelector | None = None
    ) -> Explanation:
        """Why a conclusion does not hold in an outcome: the one with this id, the first that is as
        wanted, or the first in which it fails. Raises as ``why`` does.
        """
        return explain(self.solve(case), conclusion, outcome, holds=False)

    # --- questions beyond one outcome, each imported when it is asked: answers need none of them

    def contrast(
        self,
        case: CaseLike,
        one: str | OutcomeSelector,
        other: str | OutcomeSelector,
        *,
        seconds: float | None = None,
    ) -> "Contrast":
        """The differences of two outcomes of a case, each named by its id or the first as wanted.

        Raises CaseRefused, NoSuchOutcome; TimeUp where the case is not solved in `seconds`, as each
        of these questions does.
        """
        from .inquiry.contrast.contrast import contrast  # noqa: PLC0415

        found, left = self._solved_within(case, seconds)
        return contrast(found, one, other, seconds=left)

    def decisions(self, case: CaseLike, seconds: float | None = None) -> "Decisions":
        """The shortest decision tree to each set of verdicts of a case. Raises CaseRefused."""
        from .inquiry.contrast.decision_tree import decisions  # noqa: PLC0415

        return decisions(*self._solved_within(case, seconds))

    def what_if(
        self, case: CaseLike, seconds: float | None = None, *, persons: Sequence[str] = ()
    ) -> "WhatIf":
        """The smallest changes of what a case states that change what is defensible for these
        persons, or for all; when so many seconds have passed, those found until then.

        Raises CaseRefused.
        """
        from .inquiry.what_if.what_if import what_if  # noqa: PLC0415

        return what_if(*self._solved_within(case, seconds), persons=persons)

    def relevance(
        self, case: CaseLike, seconds: float | None = None, *, limit: int | None = None
    ) -> "Relevance":
        """Questions about facts that a case does not state and that could still change a
        conclusion, most telling first; what is not decided in so many seconds is undecided.

        Raises CaseRefused.
        """
        from .inquiry.relevance.relevance import relevance  # noqa: PLC0415

        return relevance(*self._solved_within(case, seconds), limit=limit)

    def review(
        self, case: CaseLike, decision: Mapping[str, str], seconds: float | None = None
    ) -> "Review":
        """Review whether a decision, verdict words by person, stands in a case; after `seconds` of
        processor time the review is what was found until then. Raises CaseRefused.
        """
        from .inquiry.review.review import review  # noqa: PLC0415

        found, left = self._solved_within(case, seconds)
        return review(found, decision, left)

    def schools(
        self, case: CaseLike, only: Sequence[str] = (), seconds: float | None = None
    ) -> "Schools":
        """Solve a case under each school of interpretation of its law, or under each of ``only``;
        after ``seconds``, those reached until then. Raises CaseRefused; TimeUp if none was reached.
        """
        from .inquiry.schools.schools import schools  # noqa: PLC0415

        return schools(self.pack, self.solve, Case.of(case), only, seconds)

    def consistency(
        self,
        decided: Sequence["Decided"],
        case: CaseLike | None = None,
        limit: int | None = None,
        seconds: float | None = None,
    ) -> "Consistency":
        """Find the readings that explain decided cases, and hold a new case against them; of its
        outcomes, at most ``limit`` in line and as many departing are listed. After ``seconds`` the
        answer is what was found until then.

        Raises CaseRefused with every problem of every case; TimeUp if no decided case was reached.
        """
        from .inquiry.consistency import consistency as inquiry  # noqa: PLC0415

        limit = inquiry.DEFAULT_LIMIT if limit is None else limit
        new = None if case is None else Case.of(case)
        return inquiry.consistency(self.pack, self.solve, decided, new, limit, seconds=seconds)

    def compare(
        self,
        after: "Reasoner",
        cases: Iterable["NamedCase"],
        atlases: "AtlasesCompared | NotComparable | None" = None,
        seconds: float | None = None,
    ) -> "Comparison":
        """Compare cases under this regulation and another, with atlases that are compared already;
        after ``seconds``, those reached until then.
        """
        from .inquiry.compare.compare import compare  # noqa: PLC0415

        return compare((self.pack, self.solve), (after.pack, after.solve), cases, atlases, seconds)

    def atlas(self, seconds: float | None = None) -> "Atlas":
        """Examine the regulation before any case; after ``seconds``, the bases reached until then.
        Raises PackError; TimeUp if none was reached.
        """
        from .inquiry.atlas.atlas import atlas  # noqa: PLC0415

        return atlas(self.pack, seconds=seconds)

    def solve(self, case: CaseLike) -> Outcomes:
        """Every defensible outcome of a case as values, each found when it is asked for. They are
        for one thread, and kept for its next questions about the same case.

        Raises CaseRefused with every problem found.
        """
        case = Case.of(case)
        if case.problems:  # it will be refused
            return self._solved(case)
        kept = self._outcomes
        found = kept.pop(case) if case in kept else self._solved(case)
        if len(kept) >= MAX_KEPT:
            del kept[next(iter(kept))]
        kept[case] = found
        return found

    def _solved_within(
        self, case: CaseLike, seconds: float | None
    ) -> tuple[Outcomes, float | None]:
        """The outcomes of a case, and the seconds that are left. Raises CaseRefused, TimeUp."""
        if seconds is None:
            return self.solve(case), None
        with limited(seconds) as budget:
            found = self.solve(case)
        return found, budget.left

    @property
    def _outcomes(self) -> dict[Case, Outcomes]:
        """The outcomes kept for this thread, by case."""
        kept: dict[Case, Outcomes] = vars(self._kept).setdefault("outcomes", {})
        return kept

    def _solved(self, case: Case) -> Outcomes:
        checked = check(case, self.pack)
        try:
            model = CaseModel(self.pack, checked.findings, ground(self.pack, checked.findings))
            faults = list(checked.problems)
            if model.refused:
                faults += problems(
                    model.reasons_to_refuse, self.pack, checked.findings, checked.doubtful
                )
        except TimeUp:
            if checked.problems:  # enough to refuse it
                raise CaseRefused(checked.problems) from None
            raise
        if faults:
            raise CaseRefused(faults)
        return Outcomes(model)

    def problems(self, case: CaseLike) -> list[Problem]:
        """The problems of a case; an empty list when it can be answered."""
        try:
            self.solve(case)
        except CaseRefused as refusal:
            return list(refusal.problems)
        return []
