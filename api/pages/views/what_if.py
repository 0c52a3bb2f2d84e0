"""The view of the what-if page: the outline of the smallest changes of the posted case."""

from ....reasoner.budget import limited
from ....reasoner.inquiry.what_if.outline import WhatIfOutline, outline
from ....reasoner.inquiry.what_if.what_if import what_if
from .task import PostedCase, case_task


@case_task
def what_if_view(posted: PostedCase) -> WhatIfOutline:
    """Search within the time for a question; tell what was found until then."""
    with limited(posted.seconds) as budget:
        outcomes = posted.reasoner.solve(posted.case)
    return outline(what_if(outcomes, budget.left), posted.lang)
