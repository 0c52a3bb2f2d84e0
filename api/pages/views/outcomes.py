"""The views of the outcomes page and of the map of a collision."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from ....reasoner.answer.outline import (
    ConclusionOutline,
    OutcomesOutline,
    OutcomesOutliner,
    ReadingOutline,
)
from ....reasoner.budget import anytime, limited
from ....reasoner.errors import CaseRefused, Problem
from ....reasoner.i18n import message
from ....viz.collision import collision_dot
from ...http.worker.tasks import Drawing
from ..hidden import hidden
from .task import PostedCase, case_task, drawn_svg

PER_PAGE = 20


def about(atom: str, *, holds: bool = True, outcome: str | None = None) -> str:
    """The value of a button that asks the reasons page why `atom` holds, or why not, in `outcome`
    or where it is first so.
    """
    return hidden({"conclusion": atom, "holds": holds, "outcome": outcome})


@dataclass(frozen=True, slots=True)
class OutcomesView:
    """The outcomes page. `late` says that the time was up before the whole answer was there.

    `switches` are readings to leave open or to pin, each with the persons whom it may decide.
    `before` and `after` are first positions of the pages of outcomes around this one.
    """

    outline: OutcomesOutline
    late: str | None
    pinned: str
    switches: Sequence[tuple[ReadingOutline, Sequence[str]]]
    always: Sequence[ConclusionOutline]
    sometimes: Sequence[ConclusionOutline]
    listed: Sequence[Sequence[ConclusionOutline]]
    first: int
    before: int | None
    after: int | None


@case_task
def outcomes_view(posted: PostedCase, first: int) -> OutcomesView:
    """Make the outcomes page with the outcomes from position `first`."""
    with limited(posted.seconds) as budget:
        outliner = OutcomesOutliner(posted.reasoner.solve(posted.case), posted.lang)
    with anytime(budget.left) as run:
        outliner.write(first=first, last=first + PER_PAGE - 1)
    return view_of(outliner.outline, first, None if run.complete else posted.late)


def view_of(outline: OutcomesOutline, first: int, late: str | None) -> OutcomesView:
    """The view of an outline that may lack members, if it is late."""
    next_first = first + PER_PAGE
    more = len(outline.outcomes) == PER_PAGE and (
        outline.count is None or outline.count >= next_first
    )
    return OutcomesView(
        outline,
        late,
        hidden({each.id: each.pinned.id for each in outline.pinned if each.pinned}),
        switches(outline),
        together(outline.always or ()),
        together(outline.sometimes or ()),
        [together(each.conclusions) for each in outline.outcomes],
        first,
        max(first - PER_PAGE, 1) if first > 1 else None,
        next_first if more else None,
    )


def switches(outline: OutcomesOutline) -> list[tuple[ReadingOutline, list[str]]]:
    """The readings that bear on the case or that it pins, in the order of the law."""
    persons = outline.persons or ()
    named = (
        *outline.pinned,
        *(outline.readings or ()),
        *(reading for person in persons for reading in person.readings),
    )
    order = {reading.id: reading for reading in named}
    return [
        (reading, [person.name for person in persons if reading in person.readings])
        for reading in sorted(order.values(), key=lambda reading: reading.place)
    ]


def together(conclusions: Sequence[ConclusionOutline]) -> list[ConclusionOutline]:
    """Neighbours that follow from the same provisions, together."""
    return [
        ConclusionOutline(
            "", citations, tuple(each for conclusion in group for each in conclusion.each)
        )
        for citations, group in groupby(conclusions, lambda each: each.citations)
    ]


@case_task
def collision_map(posted: PostedCase, reading: str, drawing: Drawing) -> Markup:
    """Draw the collision that `reading` settles, as SVG."""
    with limited(posted.seconds):
        found = posted.reasoner.solve(posted.case)
        collision = next(
            (each for each in found.summary.collisions if each.reading == reading), None
        )
        if collision is None:
            raise CaseRefused([Problem("value", message("draw_no_collision"), found=reading)])
        outline = OutcomesOutliner(found, posted.lang).collision(collision)
    return drawn_svg(collision_dot(outline, posted.lang), drawing, posted.lang)
