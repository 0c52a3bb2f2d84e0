"""Cases as the fields of a form, and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from support.cases.hostile_names import HOSTILE_NAMES
from support.packs import LAW_FOLDER, MINI_FOLDER
from support.reading.case_forms import meaning
from support.sampling import examples, foremost
from wenze.api.pages.case_form.draft import SECTIONS, Draft
from wenze.api.pages.case_form.fields import MOST_FIELDS, NotOurForm, draft_of_case, draft_of_fields
from wenze.api.pages.case_form.files import file_name, yaml_of
from wenze.api.pages.case_form.layout import laid_out
from wenze.api.pages.case_form.vocabulary import Kind, Vocabulary, vocabulary_of
from wenze.reasoner.case.case import Case
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.pack import load_pack

PACKS = {folder: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
PLANS = {folder: vocabulary_of(pack, "zh") for folder, pack in PACKS.items()}
LAW = PLANS[LAW_FOLDER]

ROWS = {
    "organ": [["甲局", "administrative_organ"], ["乙局", "entrusted_body"]],
    "date": [["act", "2023-02-01"], ["judgment", "2023-05-04"]],
    "serves": [["王某", "甲局"], ["李某", "乙局"]],
    "role": [["王某", "handler"], ["王某", "reviewer"]],
    "fault_act": [["一", "王某", "未听取申辩", "2023-01-10"], ["二", "李某", "送达", "2023-02-01"]],
    "at_issue": [["二"]],
}


def round_trip(case: Mapping[str, Any], plan: Vocabulary) -> Mapping[str, Any]:
    """A case taken into a form, sent with it, saved and opened again."""
    draft = draft_of_case(Case.from_data(case).as_data("x"), plan)
    sent = draft_of_fields(draft.fields(), plan)
    assert sent.fields() == draft.fields()
    saved = yaml_of(sent.stated().data).encode("utf-8", "backslashreplace")
    opened = Case.from_bytes(saved)
    assert not opened.problems
    return opened.as_data("x")


@pytest.mark.parametrize("folder", PACKS)
def test_every_worked_case_comes_back_from_the_form_as_it_was(folder: Any) -> None:
    for worked in worked_cases(PACKS[folder]):
        case = worked.case.as_data("x")
        assert meaning(round_trip(case, PLANS[folder])) == meaning(case), worked.file


@pytest.mark.parametrize("name", foremost(HOSTILE_NAMES.values()))
def test_a_hostile_name_comes_back_as_it_was(name: str) -> None:
    case = {"title": name, "facts": {"serves": [[name, name]], "fault_act": [[name] * 3 + ["x"]]}}
    assert meaning(round_trip(case, LAW)) == meaning(case)


texts = st.one_of(
    st.sampled_from(["王某", "李某", "", " ", "true", "no", "null", "~", "2023-02-30", "0", "a.b"]),
    st.sampled_from(sorted(HOSTILE_NAMES.values())),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
)


def values(kind: Kind) -> st.SearchStrategy[str]:
    words = [word.id for word in kind.words]
    return st.one_of(st.sampled_from(words), texts) if words else texts


def sections(plan: Vocabulary) -> st.SearchStrategy[dict[str, Any]]:
    def rows(name: str) -> st.SearchStrategy[Any]:
        fact = plan.facts.get(name)
        if fact is not None and not fact.slots:
            return st.just(True)
        fitting = [values(kind) for kind in fact.kinds] if fact else [texts]
        whole = st.tuples(*fitting).map(list)
        return st.lists(st.one_of(whole, whole, st.lists(texts, max_size=5)), max_size=4)

    names = st.sampled_from([*plan.facts, "unheard_of", "a/b~c", "不存在"])
    pairs = names.flatmap(lambda name: st.tuples(st.just(name), rows(name)))
    return st.lists(pairs, max_size=6).map(dict)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Vocabulary, dict[str, Any]]:
    plan = PLANS[draw(st.sampled_from(list(PLANS)))]
    case: dict[str, Any] = {section: draw(sections(plan)) for section in SECTIONS}
    pins = st.sampled_from([*plan.readings, "unheard_of"])
    case["readings"] = draw(st.dictionaries(pins, texts.filter(bool), max_size=3))
    return plan, case


@examples(40)
@given(cases())
def test_any_case_comes_back_from_the_form_as_it_was(given_: tuple[Vocabulary, Any]) -> None:
    plan, case = given_
    assert meaning(round_trip(case, plan)) == meaning(case)


@examples(20)
@given(cases())
def test_each_pointer_of_a_stated_case_has_the_field_that_says_it(
    given_: tuple[Vocabulary, Any],
) -> None:
    plan, case = given_
    draft = draft_of_case(Case.from_data(case).as_data("x"), plan)
    stated, said = draft.stated(), draft.fields()
    for section in SECTIONS:
        for name, rows in stated.data.get(section, {}).items():
            at = f"/{section}/{name.replace('~', '~0').replace('/', '~1')}"
            places = [at] if rows is True else [f"{at}/{place}" for place in range(len(rows))]
            for place in places:
                field = stated.fields[place]
                assert field in said or f"{field}.s" in said


@examples(60)
@given(st.dictionaries(
    st.lists(st.sampled_from([
        "e", "f", "r", "x", "p", "n", "person", "organ", "role", "serves", "date", "fault_act",
        "ruling", "0", "1", "²", "-1", "s", "handler", "act", "", "9" * 30,
    ]), max_size=5).map(".".join),
    st.sampled_from([
        "", "facts", "facts+denied", "evil", "0", "7", "王某", "[]", "[[[", "null",
        '[[], "role", ["x"]]', '["facts", [], ["x"]]', '["facts", "x", [[]]]', "{}",
    ]),
    max_size=12,
))  # fmt: skip
def test_fields_that_nobody_sends_are_refused_or_read(fields: dict[str, str]) -> None:
    try:
        draft = draft_of_fields(fields, LAW)
    except NotOurForm:
        return
    Case.from_data(draft.stated().data)
    laid_out(draft)


@pytest.mark.parametrize("section", [[], {}, None, 1, "evil"])
def test_an_entry_of_no_section_is_refused(section: object) -> None:
    with pytest.raises(NotOurForm):
        draft_of_fields({"x.0": json.dumps([section, "role", ["x"]])}, LAW)


def test_a_form_with_too_many_fields_is_refused() -> None:
    with pytest.raises(NotOurForm):
        draft_of_fields({f"f.{number}": "" for number in range(MOST_FIELDS + 1)}, LAW)


def test_what_is_both_stated_and_denied_stands_in_one_field_as_both() -> None:
    draft = draft_of_case(
        {"facts": {"ruling": [["varied"]]}, "denied": {"ruling": [["varied"]]}}, LAW
    )
    assert draft.fields()["f.ruling.varied"] == "facts+denied"


def filled() -> Draft:
    return draft_of_case({"facts": ROWS}, LAW)


def test_a_name_that_is_changed_changes_in_every_fact() -> None:
    fields = {**filled().fields(), "e.person.0": "赵某"}
    facts = draft_of_fields(fields, LAW).stated().data["facts"]
    assert facts["serves"] == [["赵某", "甲局"], ["李某", "乙局"]]
    assert facts["fault_act"][0][1] == "赵某"


def test_names_made_alike_become_one() -> None:
    draft = draft_of_fields({**filled().fields(), "e.person.1": "王某"}, LAW)
    assert draft.names["person"] == ["王某"]
    assert draft.stated().data["facts"]["serves"] == [["王某", "甲局"], ["王某", "乙局"]]


def test_a_name_that_is_added_is_put_in_its_composed_form_and_without_spaces_around() -> None:
    draft = draft_of_fields({**filled().fields(), "n.person": "  e\u0301  "}, LAW)
    assert draft.names["person"] == ["王某", "李某", "\u00e9"]


def test_a_name_of_which_nothing_is_said_goes_when_it_is_emptied() -> None:
    draft = draft_of_fields(
        {"e.person.0": "", "e.person.1": "王某", "f.role.1.handler": "facts"}, LAW
    )
    assert draft.stated().data["facts"] == {"role": [["王某", "handler"]]}


def test_an_emptied_name_of_which_something_is_said_stays_to_be_put_right() -> None:
    draft = draft_of_fields({"e.person.0": "", "f.role.0.handler": "facts"}, LAW)
    assert draft.stated().data["facts"] == {"role": [["", "handler"]]}


def test_a_thing_is_removed_with_all_that_is_said_of_it() -> None:
    draft = filled()
    draft.remove_name("person", 0)
    facts = draft.stated().data["facts"]
    assert facts["serves"] == [["李某", "乙局"]]
    assert facts["fault_act"] == [["二", "李某", "送达", "2023-02-01"]]
    assert "role" not in facts
    assert "王某" not in str(draft.fields())


def test_a_row_that_is_begun_is_kept_and_is_no_part_of_the_case() -> None:
    fields = {"r.date.0.0": "act", "r.date.0.1": "", "r.date.0.s": "denied"}
    assert not draft_of_fields(fields, LAW).rows
    act = {"e.act.0": "一", "r.fault_act.0.0": "0", "r.fault_act.0.3": "2023-01-10"}
    draft = draft_of_fields(act, LAW)
    assert list(draft.unfinished) == [("fault_act", 0)]
    assert "facts" not in draft.stated().data
    assert draft_of_fields(draft.fields(), LAW).fields() == draft.fields()


def test_a_saved_case_has_its_keys_in_the_order_of_the_questions() -> None:
    turned = {"facts": dict(reversed(ROWS.items()))}
    saved = yaml.safe_load(yaml_of(draft_of_case(turned, LAW).stated().data))
    assert list(saved) == ["regulation", "facts"]
    assert list(saved["facts"]) == [name for name in LAW.facts if name in ROWS]


def test_a_file_is_called_by_its_title_or_by_its_law() -> None:
    assert file_name({"title": '../王某案\n"x"', "regulation": "x"}) == "王某案-x.yaml"
    assert file_name({"title": "…", "regulation": "some-law"}) == "some-law.yaml"


def test_a_case_with_too_much_in_it_is_not_laid_out() -> None:
    many = {"serves": [[f"人{number}", f"局{number}"] for number in range(80)]}
    assert laid_out(draft_of_case({"facts": many}, LAW)) is None
    assert laid_out(filled()) is not None
