"""A case as a form in the order of the law: filled in, checked, opened from a file and saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, abort, current_app, request
from werkzeug.datastructures import ImmutableMultiDict

from ...reasoner.case.case import Case
from ...reasoner.errors import CaseRefused
from ...reasoner.escaping import printable
from .asking import ask
from .case_data import Draft
from .case_faults import Fault, faults, unfinished
from .case_file import saved
from .case_input import MOST_FIELDS, NotOurForm, draft_of_case, draft_of_fields
from .case_state import CASE, carried
from .case_still import Still, still
from .case_view import laid_out
from .case_vocabulary import Vocabulary, read_vocabulary
from .hidden import hidden
from .site import answered, page, pages
from .views.lawbook import LawBook
from .words import say

# What tells the fields of this form from a case that another page hands over.
FIELDS = "fields"
DO = "do"
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shown:
    """What is shown of a draft beside its fields."""

    faults: Sequence[Fault] = ()
    accepted: str | None = None
    still: Still | None = None
    more: str = ""
    begun_from: str | None = None


@pages.before_request
def _large_forms() -> None:
    """Let forms have as many fields as that of a case, and be as large as any request."""
    request.max_form_parts = MOST_FIELDS
    request.max_form_memory_size = current_app.config["MAX_CONTENT_LENGTH"]


@pages.before_request
def _handed_over() -> Response | None:
    """What this form sends to another page comes there as the case that travels in every form.

    So a case is asked about in one step, with no script. It goes no further where it has faults.
    """
    view = request.view_args or {}
    regulation = request.form.get(FIELDS) if request.method == "POST" else None
    if regulation is None or request.endpoint == "pages.case_form":
        return None
    lang = view["lang"]
    draft = _draft_of_form(_vocabulary(regulation, lang))
    shown = _checked(draft, lang)
    if shown.faults:
        return _form(draft, lang, shown)
    request.form = ImmutableMultiDict([(CASE, hidden(draft.stated().data))])
    return None


@pages.route("/case/<regulation>", methods=["GET", "POST"])
def case_form(lang: str, regulation: str) -> Response:
    """The form: empty, of a worked case, of a case that another page hands over, or as sent."""
    vocabulary = _vocabulary(regulation, lang)
    if request.method == "GET":
        return _begun(vocabulary, lang)
    if FIELDS not in request.form:
        return _form(draft_of_case(_normal(carried(), regulation), vocabulary), lang, Shown())
    draft = _draft_of_form(vocabulary)
    match request.form.get(DO, "").split("."):
        case ["open"]:
            return _opened(draft, lang)
        case ["save"]:
            return _saved(draft, lang)
        case ["check"]:
            return _form(draft, lang, _checked(draft, lang))
        case ["still"]:
            found = still(draft, lang)
            if "fragment" in request.form:
                return page("case_still.html", lang, still=found, has_fields=True)
            return _form(draft, lang, Shown(still=found))
        case ["remove", kind, place] if kind in draft.names and place.isdecimal():
            draft.remove_name(kind, int(place))
        case ["cut", name, place] if place.isdecimal():
            draft.rows[name] = _without(draft.rows.get(name, []), int(place))
        case ["drop", place] if place.isdecimal():
            draft.strays = _without(draft.strays, int(place))
        case ["more", *row]:
            return _form(draft, lang, Shown(more=".".join(row)))
    return _form(draft, lang, Shown())


def _without(items: Sequence[Item], place: int) -> list[Item]:
    return [item for number, item in enumerate(items) if number != place]


def _vocabulary(regulation: str, lang: str) -> Vocabulary:
    return read_vocabulary(answered(ask(f"/v1/regulations/{regulation}/vocabulary", lang)))


def _begun(vocabulary: Vocabulary, lang: str) -> Response:
    """The form of nothing, or of a worked case to start from."""
    name = request.args.get("worked")
    if name is None:
        return _form(Draft(vocabulary), lang, Shown())
    worked = answered(ask(f"/v1/regulations/{vocabulary.regulation}/cases/{name}", lang))
    draft = draft_of_case(worked["case"], vocabulary)
    return _form(draft, lang, Shown(begun_from=worked["name"][lang]))


def _normal(case: Mapping[str, Any], regulation: str) -> Mapping[str, Any]:
    """A case with every row in its brackets, as the interface repeats it."""
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


def _checked(draft: Draft, lang: str) -> Shown:
    """What the interface finds wrong with a draft, or how many outcomes it has."""
    stated = draft.stated()
    reply = ask("/v1/outcomes", lang, stated.data, limit="0")
    found = [*unfinished(draft, lang)]
    told = reply.data
    if reply.status == HTTPStatus.UNPROCESSABLE_ENTITY:
        found += faults(told["errors"], draft, stated, lang)
    elif not reply.ok and reply.status != HTTPStatus.SERVICE_UNAVAILABLE:
        abort(reply.status)
    count = told.get("outcome_count")
    if found:
        return Shown(found)
    key = "case_accepted" if count is not None else "case_accepted_uncounted"
    return Shown(accepted=say(lang, key, count=count))


def _saved(draft: Draft, lang: str) -> Response:
    """The case as a file, unless it would not have all that was filled in."""
    missing = tuple(unfinished(draft, lang))
    if missing:
        return _form(draft, lang, Shown(missing))
    return saved(draft.stated().data)


def _opened(draft: Draft, lang: str) -> Response:
    """The form of the case in a file that was sent, with its faults; the form as it was where it
    cannot be read.
    """
    file = request.files.get("file")
    if file is None or not file.filename:
        return _form(
            draft, lang, Shown([Fault(say(lang, "case_fault_no_file"), "file", ("file",))])
        )
    try:
        case = Case.from_bytes(file.read())
    except CaseRefused as refusal:
        found = [_of_file(each.line, each.message.say(lang), lang) for each in refusal.problems]
        return _form(draft, lang, Shown(found))
    vocabulary = draft.vocabulary
    if case.regulation not in {None, vocabulary.regulation}:
        if not ask(f"/v1/regulations/{case.regulation}/vocabulary", lang).ok:
            text = say(lang, "case_fault_other_law", found=case.regulation)
            return _form(draft, lang, Shown([Fault(text, "file", ("file",))]))
        vocabulary = _vocabulary(str(case.regulation), lang)
    of_form = [_of_file(each.line, each.message.say(lang), lang) for each in case.problems]
    opened = draft_of_case(case.as_data(vocabulary.regulation), vocabulary)
    checked = _checked(opened, lang)
    return _form(opened, lang, Shown([*of_form, *checked.faults], checked.accepted))


def _of_file(line: int | None, message: str, lang: str) -> Fault:
    text = message if line is None else say(lang, "case_fault_line", line=line, message=message)
    return Fault(text, "file", ("file",))


def _form(draft: Draft, lang: str, shown: Shown) -> Response:
    """The page with the form."""
    regulation = draft.vocabulary.regulation
    law = answered(ask(f"/v1/regulations/{regulation}", lang))
    groups = laid_out(draft, shown.more)
    by_field: dict[str, list[str]] = {}
    for fault in shown.faults:
        for field in fault.fields or filter(None, [fault.place]):
            by_field.setdefault(field, []).append(fault.text)
    return page(
        "case.html",
        lang,
        HTTPStatus.UNPROCESSABLE_ENTITY if shown.faults else HTTPStatus.OK,
        law=law,
        book=LawBook.of({"regulation": law}, lang),
        draft=draft,
        said=draft.fields(),
        groups=groups,
        has_fields=groups is not None,
        case=hidden(draft.stated().data) if groups is None else None,
        shown=shown,
        at=by_field,
        is_day=_is_day,
        printable=printable,
    )


def _is_day(text: str) -> bool:
    """Whether a field for days can show it; browsers show nothing of a day that is none."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
