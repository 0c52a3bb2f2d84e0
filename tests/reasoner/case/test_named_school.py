"""A case that keeps to a school of interpretation: all its pins, none against it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from support.cases.sound import COLLISION, faults, solve, sound
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from wenze import Case, Reasoner
from wenze.api.law_data import vocabulary
from wenze.reasoner.case.findings import check
from wenze.reasoner.check.pack_check import check_pack
from wenze.reasoner.pack import Pack, load_pack


def case_with(**more: Any) -> dict[str, Any]:
    return {**sound(**COLLISION), **more}


def test_a_school_is_all_its_pins(law: Reasoner) -> None:
    school = law.pack.school("lenity")
    assert school is not None
    named, written = case_with(school="lenity"), case_with(readings=dict(school.pins))
    assert dict(solve(law, named).findings.pins) == dict(school.pins)
    assert [o.id for o in solve(law, named)] == [o.id for o in solve(law, written)]


def test_what_the_school_leaves_open_may_be_pinned_besides(law: Reasoner) -> None:
    found = solve(law, case_with(school="lenity", readings={"later_conduct": "separate"}))
    assert found.model.live_anywhere == ()
    assert found.findings.pins["later_conduct"] == "separate"


def test_a_pin_may_say_what_the_school_says(law: Reasoner) -> None:
    assert not faults(law, case_with(school="text", readings={"loss_caused": "loss_only"}))


def test_a_pin_against_the_school_is_refused_with_both_places(law: Reasoner) -> None:
    text = "school: text\nfacts: {}\nreadings:\n  loss_caused: act_included\n"
    problems = [p for p in faults(law, text) if p.pointer == "/readings/loss_caused"]
    [problem] = problems
    assert (problem.code, problem.also, problem.line) == ("contradiction", ("/school",), 4)
    assert (problem.found, problem.allowed) == ("act_included", ("loss_only",))


def test_an_unknown_school_is_refused_with_what_there_is(law: Reasoner) -> None:
    [problem] = [p for p in faults(law, "school: lenitiy\n") if p.pointer == "/school"]
    assert (problem.code, problem.line, problem.nearest) == ("value", 1, "lenity")
    assert problem.allowed == ("text", "purpose", "lenity", "organ")


@pytest.mark.parametrize("written", [None, ""])
def test_a_school_that_is_left_empty_is_none(written: str | None) -> None:
    assert Case.from_data({"school": written}).school is None


def test_a_school_must_be_text() -> None:
    [problem] = Case.from_data({"school": ["text"]}).problems
    assert (problem.code, problem.pointer) == ("malformed", "/school")


def test_the_case_as_it_was_read_keeps_its_school(law: Reasoner) -> None:
    case = Case.from_data(case_with(school="organ"))
    again = case.as_data(law.pack.id)
    assert again["school"] == "organ"
    assert Case.from_data(again).as_data(law.pack.id) == again
    assert "school" not in case.keeping_to(None).as_data(law.pack.id)


# --- the schema of case files


def schema_admits(pack: Pack, case: dict[str, Any]) -> bool:
    return bool(Draft202012Validator(vocabulary(pack, "en")).is_valid(case))


@pytest.mark.parametrize(
    "more",
    [
        {"school": "text"},
        {"school": "nothing"},
        {"school": "text", "readings": {"loss_caused": "loss_only"}},
        {"school": "text", "readings": {"loss_caused": "act_included"}},
        {"school": "organ", "readings": {"loss_caused": "act_included"}},
        {"readings": {"loss_caused": "act_included"}},
    ],
)
def test_the_schema_admits_a_school_exactly_as_the_reader_does(
    law: Reasoner, more: dict[str, Any]
) -> None:
    case = case_with(**more)
    reads = not check(Case.from_data(case), law.pack).problems
    assert schema_admits(law.pack, case) is reads


def test_where_a_law_has_no_schools_its_schema_has_none(tmp_path: Path) -> None:
    pack = load_pack(broken(MINI_FOLDER, tmp_path, without=["schools.yaml"]))
    schema = vocabulary(pack, "en")
    assert "allOf" not in schema
    assert "school" not in dict(schema["properties"])  # type: ignore[call-overload]


# --- the pack


def test_the_digest_of_a_pack_is_of_its_schools_too(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("schools.yaml", "illness: own", "illness: household"))
    assert load_pack(folder).digest != load_pack(MINI_FOLDER).digest


SCHOOLS = "schools.yaml"
SAME = (
    "\n- id: third\n  label: {zh: 丙, en: C}\n  reason: {zh: 丙, en: C}\n  pins: {illness: own}\n"
)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ((SCHOOLS, "{illness: own}", "{illness: mine}"), "illness: mine"),
        ((SCHOOLS, "{illness: own}", "{ilness: own}"), "ilness: own"),
        ((SCHOOLS, "{illness: own}", "{}"), "pins nothing"),
        ((SCHOOLS, "", SAME), "the same name or the same pins: third"),
        ((SCHOOLS, "id: mercy", "id: borrower"), "the same name or the same pins: borrower"),
    ],
)
def test_a_school_at_fault_is_a_fault_of_the_pack(
    edit: tuple[str, str, str], said: str, tmp_path: Path
) -> None:
    [fault] = check_pack(str(broken(MINI_FOLDER, tmp_path, edit))).faults
    assert fault.place.startswith("schools.yaml: ")
    assert said in fault.words.say("en")


def test_the_law_has_four_schools_that_differ(law: Reasoner) -> None:
    assert [school.id for school in law.pack.schools] == ["text", "purpose", "lenity", "organ"]
    assert (LAW_FOLDER / SCHOOLS).is_file()
