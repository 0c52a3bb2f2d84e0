"""The brief: one document for the file, to be printed, with all that can be defended and why."""

from flask import Response

from .case_answer import answer_page, ask_about_case
from .site import pages
from .views.brief import brief_view

# A brief answers many questions: it may take so many times as long as one.
_TIMES = 3


@pages.post("/brief")
def brief(lang: str) -> Response:
    """The brief of a case."""
    del lang
    return answer_page("brief.html", ask_about_case(brief_view, times=_TIMES))
