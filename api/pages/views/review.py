"""The view of the review page: a decision that can be entered, and the outline of its review."""

from collections.abc import Mapping
from dataclasses import dataclass

from ....reasoner.atoms import plain
from ....reasoner.budget import limited
from ....reasoner.errors import CaseRefused
from ....reasoner.inquiry.review.outline import ReviewOutline, outline
from ....reasoner.inquiry.review.review import review
from .task import PostedCase, case_task

_PLACE = "/decision/"


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The persons who can be decided on, the dispositions by their words, and the decision with its
    review; `faults` are those of the decision, by person.
    """

    persons: tuple[str, ...]
    dispositions: Mapping[str, str]
    decision: Mapping[str, str]
    faults: Mapping[str, str]
    review: ReviewOutline | None


@case_task
def review_view(posted: PostedCase, decided: Mapping[str, str]) -> ReviewView:
    """Review what is decided of persons of the posted case; without that, offer to decide."""
    with limited(posted.seconds) as budget:
        outcomes = posted.reasoner.solve(posted.case)
        persons = tuple(map(plain, outcomes.summary.persons))
    decision = {person: decided[person] for person in persons if decided.get(person)}
    found: ReviewOutline | None = None
    faults: Mapping[str, str] = {}
    if decision:
        try:
            found = outline(review(outcomes, decision, budget.left), posted.lang)
        except CaseRefused as refusal:
            faults = _by_person(refusal, posted.lang)
    labels = posted.pack.verdict_labels.items()
    dispositions = {word: label.say(posted.lang) for word, label in labels}
    return ReviewView(persons, dispositions, decision, faults, found)


def _by_person(refusal: CaseRefused, lang: str) -> Mapping[str, str]:
    """The faults of a decision, by person. Raises CaseRefused for any other fault."""
    if any(not problem.pointer.startswith(_PLACE) for problem in refusal.problems):
        raise refusal
    return {
        each.pointer.removeprefix(_PLACE).replace("~1", "/").replace("~0", "~"): message
        for each in refusal.problems
        if (message := each.message.say(lang))
    }
