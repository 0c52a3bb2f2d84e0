"""Page tasks of the form of a case: its check, the file opened in it, what still matters."""

from dataclasses import dataclass

from ....reasoner.budget import limited
from ....reasoner.case.case import Case
from ....reasoner.case.json import CaseJson
from ....reasoner.errors import UnknownRegulation
from ....reasoner.inquiry.relevance.outline import RelevanceOutline, outline
from ....reasoner.inquiry.relevance.relevance import relevance
from ....reasoner.pack.catalog import shelved_pack
from ...http.body import Question, document
from .task import PostedCase, case_task, page_task

# The share of the time for relevance; what is found takes its time to be written.
_SHARE = 0.8


@case_task
def outcome_count(posted: PostedCase) -> int | str | None:
    """Check the case; count its outcomes, if the time allows. Raises CaseRefused."""
    count = posted.reasoner.outcomes(posted.case, posted.lang, 0, posted.seconds)["outcome_count"]
    return count if isinstance(count, int | str) else None


@case_task
def questions_that_matter(posted: PostedCase) -> RelevanceOutline:
    """Find what the case does not state and could still change a conclusion."""
    with limited(posted.seconds) as budget:
        found = posted.reasoner.solve(posted.case)
    return outline(relevance(found, _SHARE * budget.left), posted.lang)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A case file that was read: its case, and the faults of its form with their lines.

    `regulation` is the one that the case names, if any; None for `known` where there is none such.
    """

    case: CaseJson
    faults: tuple[tuple[int | None, str], ...]
    regulation: str | None
    known: bool


@page_task
def opened_file(question: Question, regulation: str) -> OpenedFile:
    """Read the case file that is the content of `question`; `regulation` is that of the form.

    Raises Refused where it cannot be read.
    """
    case = Case.from_node(document(question), question.bounds.rows)
    known = case.regulation in {None, regulation} or _is_known(case.regulation)
    return OpenedFile(
        case.as_data(case.regulation if case.regulation and known else regulation),
        tuple((each.line, each.message.say(question.lang)) for each in case.problems),
        case.regulation,
        known,
    )


def _is_known(regulation: str | None) -> bool:
    try:
        shelved_pack(regulation)
    except UnknownRegulation:
        return False
    return True
