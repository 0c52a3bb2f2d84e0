"""The form of a case, used as people do who have no script."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any

import pytest
from flask.testing import FlaskClient
from helpers import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, sound
from hostile_names import HOSTILE_NAMES
from werkzeug.test import TestResponse

from api.pages.case_data import SECTIONS
from reasoner.bilingual import LANGS
from reasoner.case import Case
from reasoner.pack import load_pack
from reasoner.pack.worked import WorkedCase, worked_cases

each_lang = pytest.mark.parametrize("lang", LANGS)
PACKS = {LAW_ID: load_pack(LAW_FOLDER), MINI_ID: load_pack(MINI_FOLDER)}
WORKED = [(pack.id, worked) for pack in PACKS.values() for worked in worked_cases(pack)]
REFUSED = [(regulation, worked) for regulation, worked in WORKED if worked.refused]
# Every one goes through the fields in the tests of drafts; through pages go these.
SOME = [*WORKED[::12], *REFUSED]
_VOID = {"meta", "link", "input"}


class Form(HTMLParser):
    """A page as a browser has it: what its form sends, and what refers to what."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.buttons: dict[str, str] = {}
        self.ids: list[str] = []
        self.refers: list[str] = []
        self.links: list[str] = []
        self.headings: list[int] = []
        self.unlabelled: list[str] = []
        self.text = ""
        self.idle: list[str] = []
        self._select: str | None = None
        self._labels: set[str] = set()
        self._labelled: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open
        self.unlabelled = [name for name, at in self._labelled if at not in self._labels]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        of = {name: value or "" for name, value in attrs}
        assert "style" not in of
        assert not any(name.startswith("on") for name in of)
        if tag not in _VOID:
            self._open.append(tag)
        if "id" in of:
            self.ids.append(of["id"])
        self.refers += (
            of.get("aria-describedby", "").split() + of.get("aria-labelledby", "").split()
        )
        self.refers += [of["for"]] if "for" in of else []
        self._labels |= {of["for"]} if "for" in of else set()
        if of.get("href", "").startswith("#"):
            self.links.append(of["href"][1:])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if "idle" in of.get("class", "").split():
            self.idle.append(of["data-question"])
        if tag == "button":
            self.buttons[of.get("value", of.get("formaction", ""))] = of.get("formaction", "")
        if tag in {"input", "select"}:
            self._field(tag, of)
        if tag == "option" and (self._select not in self.fields or "selected" in of):
            self.fields[str(self._select)] = of["value"]

    def _field(self, tag: str, of: Mapping[str, str]) -> None:
        kind = of.get("type", "text")
        if kind not in {"hidden", "radio"} and "aria-label" not in of:
            self._labelled.append((of["name"], of["id"]))
        if tag == "select":
            self._select = of["name"]
        elif kind != "file" and (kind != "radio" or "checked" in of):
            self.fields[of["name"]] = of.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"code", "script"} & {*self._open}:
            self.text += data


def form(response: TestResponse, status: int = 200) -> Form:
    assert response.status_code == status
    found = Form(response.text)
    assert len(found.ids) == len({*found.ids})
    assert {*found.refers, *found.links} <= {*found.ids}
    assert not found.unlabelled
    assert found.headings[0] == 1
    assert all(b - a <= 1 for a, b in zip(found.headings, found.headings[1:], strict=False))
    return found


def meaning(case: Mapping[str, Any]) -> dict[str, Any]:
    """What a case says, whatever the order of its rows."""
    normal: Any = Case.from_data(case).as_data("x")
    said: dict[str, Any] = {
        section: {
            name: True if rows is True else {tuple(row) for row in rows}
            for name, rows in normal.get(section, {}).items()
        }
        for section in SECTIONS
    }
    return {**said, **{name: normal.get(name) or None for name in ("title", "school", "readings")}}


def at(regulation: str, lang: str = "zh") -> str:
    return f"/{lang}/case/{regulation}"


def worked_form(client: FlaskClient, regulation: str, worked: WorkedCase, lang: str = "zh") -> Form:
    name = worked.file.removesuffix(".yaml")
    return form(client.get(f"{at(regulation, lang)}?worked={name}"))


def of_case(client: FlaskClient, case: Mapping[str, Any], lang: str = "zh") -> Form:
    """The form of a case that another page hands over."""
    return form(client.post(at(LAW_ID, lang), data={"case": json.dumps(case)}))


def press(
    client: FlaskClient, page: Form, do: str, *, lang: str = "zh", status: int = 200, **fields: str
) -> Form:
    """Press a button of the form after filling in some fields; dots are written as two lines."""
    filled = {name.replace("__", "."): value for name, value in fields.items()}
    assert do in page.buttons
    sent = {**page.fields, **filled, "do": do}
    return form(client.post(at(page.fields["fields"], lang), data=sent), status)


def saved(client: FlaskClient, page: Form) -> Mapping[str, Any]:
    response = client.post(at(page.fields["fields"]), data={**page.fields, "do": "save"})
    assert response.mimetype == "application/yaml"
    assert response.headers["Content-Disposition"].startswith("attachment; filename")
    case = Case.from_bytes(response.data)
    assert not case.problems
    return case.as_data("x")


@each_lang
@pytest.mark.parametrize("regulation", PACKS)
def test_the_empty_form_asks_in_the_order_of_the_law(
    client: FlaskClient, regulation: str, lang: str
) -> None:
    page = form(client.get(at(regulation, lang)))
    places = [page.text.index(each.said.say(lang))
              for each in PACKS[regulation].vocabulary.groups.values()]  # fmt: skip
    assert places == sorted(places)
    assert page.fields["fields"] == regulation
    assert not {name for name in page.fields if name.startswith("e.")}


@pytest.mark.parametrize(("regulation", "worked"), SOME, ids=[w.file[:2] for _, w in SOME])
def test_a_worked_case_is_saved_from_its_form_as_it_was(
    client: FlaskClient, regulation: str, worked: WorkedCase
) -> None:
    page = worked_form(client, regulation, worked)
    assert worked.name.said.say("zh") in page.text
    assert meaning(saved(client, page)) == meaning(worked.case.as_data("x"))


@pytest.mark.parametrize(("regulation", "worked"), REFUSED, ids=[w.file[:2] for _, w in REFUSED])
def test_each_fault_of_a_refused_case_leads_to_a_field(
    client: FlaskClient, regulation: str, worked: WorkedCase
) -> None:
    page = press(
        client, worked_form(client, regulation, worked, "en"), "check", lang="en", status=422
    )
    assert "faults" in page.ids
    assert page.links
    assert not {
        name for name in PACKS[LAW_ID].vocabulary.facts if "_" in name and name in page.text
    }


def test_a_fault_is_said_at_its_field_too(client: FlaskClient) -> None:
    page = of_case(client, sound(harm=[["none"], ["small"]], date=[["act", "2023-02-30"]]))
    page = press(client, page, "check", status=422)
    assert {"fault.f.harm.none", "fault.f.harm.small", "fault.r.date.0.1"} <= {*page.refers}


def test_a_day_that_is_none_stays_to_be_seen(client: FlaskClient) -> None:
    days = {"2023-02-30": "text", "2023-02-28": "date", "20230228": "text", "…": "text"}
    for day, kind in days.items():
        case = sound(date=[["act", day]])
        response = client.post(at(LAW_ID), data={"case": json.dumps(case)})
        assert (
            f'<input type="{kind}" id="r.date.0.1" name="r.date.0.1" value="{day}"' in response.text
        )


def test_a_name_that_is_none_is_put_right_where_it_is_written(client: FlaskClient) -> None:
    page = of_case(client, sound(role=[["  ", "handler"]], serves=[["  ", "局"]]))
    assert "e.person.0" in press(client, page, "check", status=422).links


def test_what_an_incomplete_case_lacks_is_linked_about_the_thing_that_lacks_it(
    client: FlaskClient,
) -> None:
    case = sound(deceived_by_party=["王某", "李某"], without=["ruling"])
    page = press(client, of_case(client, case), "check", status=422)
    assert {"q.serves.1", "q.ruling"} & {*page.links} or "f.serves.1.0" in page.links
    assert "q.ruling" in page.links


@each_lang
def test_a_case_without_fault_is_told_how_many_outcomes_it_has(
    client: FlaskClient, lang: str
) -> None:
    page = of_case(client, sound(), lang)
    assert "1" in press(client, page, "check", lang=lang).text
    assert "faults" not in page.ids


def test_a_case_is_filled_in_from_nothing_with_buttons_alone(client: FlaskClient) -> None:
    page = form(client.get(at(LAW_ID)))
    assert "q.serves.0" not in page.ids
    page = press(client, page, "add", n__organ="局", n__person="王某")
    page = press(
        client, page, "check",
        f__organ__0__administrative_organ="facts", f__nominal_organ__0="facts",
        f__ruling__revoked="facts", f__loss_cause__improper_act="facts",
        f__serves__0__0="facts", f__role__0__handler="disputed", f__leading_cadre__0="denied",
        r__date__0__1="2023-02-01", f__compensation_paid="facts", title="王某案",
    )  # fmt: skip
    assert saved(client, page) == {
        "regulation": "x",
        "title": "王某案",
        "facts": {
            "organ": [["局", "administrative_organ"]],
            "nominal_organ": [["局"]],
            "ruling": [["revoked"]],
            "date": [["act", "2023-02-01"]],
            "loss_cause": [["improper_act"]],
            "serves": [["王某", "局"]],
            "compensation_paid": True,
        },
        "disputed": {"role": [["王某", "handler"]]},
        "denied": {"leading_cadre": [["王某"]]},
    }


def test_rows_are_added_filled_and_removed(client: FlaskClient) -> None:
    page = of_case(client, sound(date=[["act", "2023-02-01"]]))
    page = press(client, page, "more.date.act")
    free = next(n for n, v in page.fields.items() if re.fullmatch(r"r\.date\.\d\.0", n)
                and v == "act" and not page.fields[n[:-1] + "1"])  # fmt: skip
    page.fields[free[:-1] + "1"] = "2023-03-01"
    page.fields[free[:-1] + "s"] = "disputed"
    page = press(client, page, "add")
    assert saved(client, page)["disputed"] == {"date": [["act", "2023-03-01"]]}
    page = press(client, page, "cut.date.1")
    assert "disputed" not in saved(client, page)


def test_a_row_that_is_not_whole_is_no_file_and_no_accepted_case(client: FlaskClient) -> None:
    page = press(client, of_case(client, sound()), "add", n__act="一")
    name = next(n for n, v in page.fields.items() if n.startswith("r.fault_act") and n[-1] == "3")
    for do in ("save", "check"):
        faulty = press(client, page, do, status=422, **{name.replace(".", "__"): "2023-01-10"})
        assert name[:-1] + "1" in faulty.links


def test_a_thing_is_removed_with_its_facts(client: FlaskClient) -> None:
    page = press(client, of_case(client, sound()), "remove.person.0")
    assert "serves" not in saved(client, page)["facts"]


def test_what_the_form_has_no_question_for_is_shown_and_can_be_dropped(client: FlaskClient) -> None:
    page = of_case(client, {**sound(unheard_of=["x"]), "readings": {"unheard": "of"}})
    assert "x.0" in page.ids
    page = press(client, page, "drop.1")
    assert "unheard_of" not in saved(client, page)["facts"]
    assert saved(client, page)["readings"] == {"unheard": "of"}


def test_a_school_and_pins_of_readings_are_kept(client: FlaskClient) -> None:
    page = of_case(client, {**sound(), "school": "text", "readings": {"later_conduct": "counted"}})
    assert page.fields["school"] == "text"
    case = saved(client, page)
    assert (case["school"], case["readings"]) == ("text", {"later_conduct": "counted"})


@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_a_hostile_name_is_nothing_but_text(client: FlaskClient, name: str) -> None:
    case = sound(
        organ=[[name, "administrative_organ"]], nominal_organ=[name], serves=[[name, name]]
    )
    page = of_case(client, {**case, "title": name})
    assert page.fields["e.person.0"] == page.fields["title"] == name
    assert meaning(saved(client, page))["facts"]["serves"] == {(name, name)}


@each_lang
def test_what_still_matters_is_linked_and_what_cannot_is_greyed(
    client: FlaskClient, lang: str
) -> None:
    worked = next(w for r, w in WORKED if r == MINI_ID and not w.refused)
    page = press(client, worked_form(client, MINI_ID, worked, lang), "still", lang=lang)
    assert page.links
    assert all(field in page.ids or field.startswith("f.") for field in page.idle)


def test_what_still_matters_can_be_had_alone_and_is_small(client: FlaskClient) -> None:
    worked = next(w for r, w in WORKED if r == MINI_ID and not w.refused)
    sent = {**worked_form(client, MINI_ID, worked).fields, "do": "still", "fragment": "1"}
    fragment = client.post(at(MINI_ID), data=sent)
    assert fragment.text.lstrip().startswith('<section class="still"')
    assert "<form" not in fragment.text


def test_before_anything_matters_the_form_says_what_comes_first(client: FlaskClient) -> None:
    page = press(client, form(client.get(at(LAW_ID))), "still")
    assert {"q.ruling", "q.loss_cause", "n.organ"} <= {*page.links}


def test_a_case_is_asked_about_in_one_step(client: FlaskClient) -> None:
    page = of_case(client, sound())
    assert page.buttons["../outcomes"] == "../outcomes"
    response = client.post("/zh/outcomes", data={**page.fields, "title": "改过的名称"})
    assert response.status_code == 200
    assert "改过的名称" in response.text
    assert 'id="case"' not in response.text


def test_a_faulty_case_is_not_asked_about_but_put_right(client: FlaskClient) -> None:
    page = of_case(client, sound(without=["ruling"]))
    page = form(client.post("/zh/outcomes", data=page.fields), 422)
    assert "q.ruling" in page.links
    assert page.buttons["still"].startswith(f"case/{LAW_ID}")


def opened(client: FlaskClient, content: bytes, status: int = 200) -> Form:
    page = form(client.get(at(LAW_ID)))
    page.fields["title"] = "原有"
    sent = {**page.fields, "do": "open", "file": (io.BytesIO(content), "x")}
    return form(client.post(at(LAW_ID), data=sent), status)


@pytest.mark.parametrize("as_text", [json.dumps, lambda case: f"# c\n{json.dumps(case)}"])
def test_a_file_is_opened_and_checked(client: FlaskClient, as_text: Any) -> None:
    page = opened(client, as_text(sound()).encode())
    assert meaning(saved(client, page)) == meaning(sound())


def test_a_file_of_another_regulation_is_opened_in_its_form(client: FlaskClient) -> None:
    content = f"regulation: {MINI_ID}\nfacts:\n  late: [甲]\n".encode()
    assert opened(client, content, 422).fields["fields"] == MINI_ID


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "请先选择"),
        (b"a: [", "第2行"),
        (b"\xff", "UTF-8"),
        (b"regulation: nowhere", "nowhere"),
    ],
)
def test_a_file_that_cannot_be_opened_leaves_the_form_as_it_was(
    client: FlaskClient, content: bytes, said: str
) -> None:
    if not content:
        page = form(client.get(at(LAW_ID)))
        page = press(client, page, "open", status=422, title="原有")
    else:
        page = opened(client, content, 422)
    assert said in page.text
    assert page.fields["title"] == "原有"
    assert "file" in page.links


def test_faults_of_a_file_are_told_with_their_lines_and_the_rest_is_opened(
    client: FlaskClient,
) -> None:
    page = opened(client, b"title: new\nfacts:\n  ruling: revoked\n  harm: [none]\n", 422)
    assert page.fields["title"] == "new"
    assert page.fields["f.harm.none"] == "facts"
    assert "第3行" in page.text


def test_a_case_too_large_for_fields_is_carried_along_whole(client: FlaskClient) -> None:
    many = [[f"人{number}", "局"] for number in range(300)]
    case = sound(serves=many, role=[[name, "handler"] for name, _ in many])
    page = of_case(client, case)
    assert "f.ruling.revoked" not in page.fields
    assert meaning(saved(client, page)) == meaning(case)
    assert "faults" not in press(client, page, "check").ids


def test_the_other_language_takes_the_case_along(client: FlaskClient) -> None:
    page = of_case(client, sound())
    assert f"../../en/case/{LAW_ID}" in page.buttons
    page = form(client.post(at(LAW_ID, "en"), data=page.fields))
    assert page.fields["f.ruling.revoked"] == "facts"


@pytest.mark.parametrize(
    "sent",
    [
        {"case": "["},
        {"case": "[]"},
        {"case": '{"facts": {"a": {"b": [[[[[[[[[[[[[1]]]]]]]]]]]]]}}}'},
        {"fields": LAW_ID, "x.0": "["},
        {"fields": LAW_ID, "f.role.7.handler": "facts"},
    ],
    ids=str,
)
def test_a_form_that_no_page_sends_is_refused(client: FlaskClient, sent: dict[str, str]) -> None:
    assert client.post(at(LAW_ID), data=sent).status_code == 400


@pytest.mark.parametrize("path", ["/zh/case/nowhere", f"/zh/case/{LAW_ID}?worked=nothing"])
def test_what_there_is_not_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
