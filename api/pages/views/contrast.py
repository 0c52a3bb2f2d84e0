"""The view of the contrast page: two outcomes of a case side by side."""

from dataclasses import dataclass

from ....reasoner.answer.why import find_outcome
from ....reasoner.answer.why_outline import position
from ....reasoner.budget import limited
from ....reasoner.inquiry.contrast.contrast import contrast
from ....reasoner.inquiry.contrast.outline import ContrastOutline, contrast_outline
from ....viz.contrast import contrast_dot
from ...http.worker.tasks import Drawing
from .drawing import Figure, figure_of
from .task import PostedCase, case_task


@dataclass(frozen=True, slots=True)
class ContrastView:
    """The contrast page; `late` says that the time was up before everything was found."""

    contrast: ContrastOutline
    numbers: tuple[str, str]
    figure: Figure
    late: str | None


@case_task
def contrast_view(posted: PostedCase, a: str, b: str, drawing: Drawing) -> ContrastView:
    """Contrast the outcomes with the ids `a` and `b`."""
    with limited(posted.seconds) as budget:
        outcomes = posted.reasoner.solve(posted.case)
        one, other = find_outcome(outcomes, a).id, find_outcome(outcomes, b).id
    found = contrast(outcomes, one, other, seconds=budget.left)
    outline = contrast_outline(found, posted.lang)
    numbers = position(a), position(b)
    graph = contrast_dot(outline, posted.lang, numbers)
    figure = figure_of(graph, drawing, posted.lang)
    return ContrastView(outline, numbers, figure, None if found.complete else posted.late)
