"""The form of a case, used as people do who have no script."""

from __future__ import annotations

import json
import re

import pytest
from flask.testing import FlaskClient

from support.cases.hostile_names import HOSTILE_NAMES
from support.cases.sound import sound
from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID
from support.reading.case_forms import at, form, meaning, of_case, press, saved, worked_form
from support.sampling import crossed, foremost
from wenze.api.pages.case_form import layout
from wenze.reasoner.case.worked_cases import WorkedCase, worked_cases
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import load_pack

each_lang = pytest.mark.parametrize("lang", LANGS)
PACKS = {LAW_ID: load_pack(LAW_FOLDER), MINI_ID: load_pack(MINI_FOLDER)}
WORKED = [(pack.id, worked) for pack in PACKS.values() for worked in worked_cases(pack)]
REFUSED = [(regulation, worked) for regulation, worked in WORKED if worked.refused]
# Every one goes through the fields in the tests of drafts; through pages go these.
SOME = [*WORKED[::25], *REFUSED]


@crossed(lang=LANGS, regulation=PACKS)
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


@pytest.mark.parametrize("name", foremost(HOSTILE_NAMES.values()))
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


def test_a_case_too_large_for_fields_is_carried_along_whole(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MOST_CONTROLS", 20)
    case = sound()
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
