"""The case form: filled in with no engine, checked, opened from a file and saved.

What this form sends to another page comes there as the case that travels in every form, so that a
case is asked about in one step, with no script. If the case has faults, the form comes back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import quote

from flask import Response, abort, current_app, g, request
from werkzeug.datastructures import ImmutableMultiDict

from ....reasoner.case.case import Case
from ....reasoner.case.text_tree import from_data
from ....reasoner.case.worked_cases import worked_case
from ....reasoner.errors import CaseRefused
from ....reasoner.escaping import printable
from ...http.dispatch import Unanswered, engine_room
from ...http.responses import language
from ..case_answer import NoView, ask_engine
from ..case_state import CASE, carried
from ..hidden import hidden
from ..site import law_of, page, pages
from ..views.case_form import opened_file, outcome_count, questions_that_matter
from ..views.task import CaseView, Failure, View
from ..words import say
from .draft import Draft
from .faults import Fault, faults, unfinished
from .fields import MOST_FIELDS, NotOurForm, draft_of_case, draft_of_fields, is_number
from .files import file_name, yaml_of
from .layout import laid_out
from .open_questions import OpenQuestions, open_questions
from .vocabulary import Vocabulary, vocabulary_of

# The field of this form that names its regulation; a case of another page comes without it.
FIELDS = "fields"
DO = "do"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes beside the fields of a draft."""

    faults: Sequence[Fault] = ()
    accepted: str | None = None
    still: OpenQuestions | None = None
    more: str = ""
    begun_from: str | None = None


@pages.before_request
def _large_forms() -> None:
    """Let forms have as many fields as that of a case, and be as large as any request."""
    request.max_form_parts = MOST_FIELDS
    request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]


@pages.before_request
def _hand_over() -> Response | None:
    """Hand the case of this form over to another page."""
    regulation = request.form.get(FIELDS) if request.method == "POST" else None
    if regulation is None or request.endpoint == "pages.case_form":
        return None
    draft = _draft_of_form(_vocabulary(regulation))
    if missing := [*unfinished(draft, language())]:
        return _form(draft, Notes(missing))
    g.draft = draft
    request.form = ImmutableMultiDict([(CASE, hidden(draft.stated().data))])
    return None


def form_with_faults(failure: Failure) -> Response | None:
    """The form that was sent to the page that failed, if it has to do with the case."""
    draft: Draft | None = g.get("draft")
    if draft is None or failure.status != HTTPStatus.UNPROCESSABLE_ENTITY:
        return None
    found = faults(failure.errors, draft, draft.stated(), language())
    return _form(draft, Notes(found))


@pages.route("/case/<regulation>", methods=["GET", "POST"])
def case_form(lang: str, regulation: str) -> Response:
    """The form: empty, of a worked case, of a case that another page hands over, or as sent."""
    vocabulary = _vocabulary(regulation)
    if request.method == "GET":
        return _begun(vocabulary)
    if FIELDS not in request.form:
        return _form(draft_of_case(_normal(carried(), regulation), vocabulary), Notes())
    draft = _draft_of_form(vocabulary)
    match request.form.get(DO, "").split("."):
        case ["open"]:
            return _opened(draft)
        case ["save"]:
            return _saved(draft)
        case ["check"]:
            return _form(draft, _checked(draft))
        case ["still"]:
            found = _still(draft)
            if "fragment" in request.form:
                return page("case_still.html", lang, still=found, has_fields=True)
            return _form(draft, Notes(still=found))
        case ["remove", kind, place] if kind in draft.names and is_number(place):
            draft.remove_name(kind, int(place))
        case ["cut", name, place] if is_number(place):
            draft.rows[name] = _without(draft.rows.get(name, []), int(place))
        case ["drop", place] if is_number(place):
            draft.strays = _without(draft.strays, int(place))
        case ["more", *row]:
            return _form(draft, Notes(more=".".join(row)))
    return _form(draft, Notes())


@pages.post("/case.yaml")
def case_file(lang: str) -> Response:
    """The case as a file to keep."""
    del lang
    case = carried()
    try:
        from_data(case)
    except CaseRefused:  # nested too deep for any file
        abort(HTTPStatus.BAD_REQUEST)
    return _file(case)


def _without(items: Sequence[Item], place: int) -> list[Item]:
    return [item for number, item in enumerate(items) if number != place]


def _vocabulary(regulation: str) -> Vocabulary:
    return vocabulary_of(law_of(regulation), language())


def _begun(vocabulary: Vocabulary) -> Response:
    """The form of nothing, or of a worked case to start from."""
    name = request.args.get("worked")
    if name is None:
        return _form(Draft(vocabulary), Notes())
    worked = worked_case(law_of(vocabulary.regulation), name)
    if worked is None:
        abort(HTTPStatus.NOT_FOUND)
    draft = draft_of_case(worked.case.as_data(vocabulary.regulation), vocabulary)
    return _form(draft, Notes(begun_from=worked.name.say(language())))


def _normal(case: Mapping[str, Any], regulation: str) -> Mapping[str, Any]:
    """A case with every row in its brackets."""
    try:
        return Case.from_data(case).as_data(regulation)
    except CaseRefused:
        abort(HTTPStatus.BAD_REQUEST)


def _draft_of_form(vocabulary: Vocabulary) -> Draft:
    if len(request.form.keys()) > MOST_FIELDS:
        abort(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    if CASE in request.form:  # of a case that is too large for fields
        return draft_of_case(_normal(carried(), vocabulary.regulation), vocabulary)
    try:
        return draft_of_fields(request.form.to_dict(), vocabulary)
    except NotOurForm:
        abort(HTTPStatus.BAD_REQUEST)


def _answered(
    task: Callable[..., CaseView[View] | Failure], draft: Draft
) -> tuple[CaseView[View] | None, list[Fault]]:
    """The view that `task` makes of a draft, or the faults of the draft; neither if time is up.

    Raises NoView, Unanswered for any other cause.
    """
    lang, stated = language(), draft.stated()
    question = engine_room().question_of_the_law(lang)
    try:
        found = ask_engine(task, replace(question, content=hidden(stated.data).encode()))
    except Unanswered as error:
        if error.reply.status != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return None, []
    except NoView as error:
        match error.failure.status:
            case HTTPStatus.SERVICE_UNAVAILABLE:
                return None, []
            case HTTPStatus.UNPROCESSABLE_ENTITY:
                wrong = faults(error.failure.errors, draft, stated, lang)
                return None, [*unfinished(draft, lang), *wrong]
        raise
    return found, []


def _checked(draft: Draft) -> Notes:
    """The faults of a draft, or the number of its outcomes."""
    counted, wrong = _answered(outcome_count, draft)
    if found := wrong or [*unfinished(draft, language())]:
        return Notes(found)
    count = counted and counted.view
    key = "case_accepted" if count is not None else "case_accepted_uncounted"
    return Notes(accepted=say(language(), key, count=count))


def _still(draft: Draft) -> OpenQuestions:
    """The questions that still matter in a draft."""
    found, wrong = _answered(questions_that_matter, draft)
    if found is not None:
        return open_questions(found.view, draft, language())
    return OpenQuestions(faults=wrong, note="" if wrong else say(language(), "case_still_late"))


def _saved(draft: Draft) -> Response:
    """The case as a file, unless it would not have all that was filled in."""
    missing = tuple(unfinished(draft, language()))
    return _form(draft, Notes(missing)) if missing else _file(draft.stated().data)


def _file(case: Mapping[str, Any]) -> Response:
    """A case as a file to keep. Headers are ASCII: any other letter of its name is escaped."""
    text = yaml_of(case).encode(errors="backslashreplace")
    file = Response(text, mimetype="application/yaml")
    name = quote(file_name(case), errors="replace")
    file.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return file


def _opened(draft: Draft) -> Response:
    """The form of the case in a file that was sent, with its faults; the form as it was where the
    file cannot be read.
    """
    lang, vocabulary = language(), draft.vocabulary
    file = request.files.get("file")
    if file is None or not file.filename:
        return _form(draft, Notes([_of_file(None, say(lang, "case_fault_no_file"))]))
    question = engine_room().question_of_the_law(lang)
    question = replace(question, content=file.read(), form="yaml")
    try:
        opened = ask_engine(opened_file, question, vocabulary.regulation)
    except NoView as error:
        if not error.failure.errors:
            raise
        found = error.failure.errors
        return _form(draft, Notes([_of_file(each["line"], each["message"]) for each in found]))
    if not opened.known:
        text = say(lang, "case_fault_other_law", found=printable(opened.regulation or ""))
        return _form(draft, Notes([_of_file(None, text)]))
    if opened.regulation is not None:
        vocabulary = _vocabulary(opened.regulation)
    of_form = [_of_file(*fault) for fault in opened.faults]
    new = draft_of_case(opened.case, vocabulary)
    checked = _checked(new)
    return _form(new, Notes([*of_form, *checked.faults], checked.accepted))


def _of_file(line: int | None, message: str) -> Fault:
    at_line = say(language(), "case_fault_line", line=line, message=message)
    return Fault(message if line is None else at_line, "file", ("file",))


def _form(draft: Draft, notes: Notes) -> Response:
    """The page with the form."""
    groups = laid_out(draft, notes.more)
    by_field: dict[str, list[str]] = {}
    for fault in notes.faults:
        for field in fault.fields or filter(None, [fault.place]):
            by_field.setdefault(field, []).append(fault.text)
    return page(
        "case.html",
        language(),
        HTTPStatus.UNPROCESSABLE_ENTITY if notes.faults else HTTPStatus.OK,
        law={"id": draft.vocabulary.regulation},
        draft=draft,
        fields=draft.fields(),
        groups=groups,
        has_fields=groups is not None,
        case=hidden(draft.stated().data) if groups is None else None,
        notes=notes,
        at=by_field,
        is_day=_is_day,
        printable=printable,
    )


def _is_day(text: str) -> bool:
    """True if a field for days can show `text`; browsers show nothing of a day that is none."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
