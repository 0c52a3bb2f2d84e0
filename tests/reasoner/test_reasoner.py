"""The reasoner against the independent oracle of the law model, on random and awkward cases."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest

from support.cases.sound import AWKWARD_NAMES, codes, faults, solve, sound
from support.oracles.oracle_comparison import disagreements
from support.oracles.reference import random_case
from support.packs import LAW_FOLDER, MINI_FOLDER
from support.sampling import few, foremost
from wenze import Case, CaseRefused, PackError, Reasoner, UnknownRegulation

# --- The oracle


@pytest.mark.parametrize("first", few(range(0, 160, 10)))
def test_small_random_cases_come_out_as_the_oracle_has_them(law: Reasoner, first: int) -> None:
    for seed in range(first, first + 10):
        document = random_case(random.Random(f"small {seed}"), size="small")
        assert disagreements(law, document) == [], (seed, document)


@pytest.mark.parametrize("first", few(range(0, 30, 3)))
def test_rich_random_cases_come_out_as_the_oracle_has_them(law: Reasoner, first: int) -> None:
    for seed in range(first, first + 3):
        document = random_case(random.Random(f"rich {seed}"), size="rich")
        assert disagreements(law, document) == [], (seed, document)


@pytest.mark.parametrize("person", foremost(AWKWARD_NAMES))
def test_a_name_is_only_a_name_whatever_it_looks_like(law: Reasoner, person: str) -> None:
    """Every entity of the case is called something that could be program text or markup."""
    organ = next(b for a, b in pairwise([*AWKWARD_NAMES, AWKWARD_NAMES[0]]) if a == person)
    case = {
        "facts": {
            "organ": [[organ, "administrative_organ"]],
            "nominal_organ": [organ],
            "ruling": ["revoked"],
            "loss_cause": ["improper_act"],
            "serves": [[person, organ]],
            "role": [[person, "handler"]],
            "fault_act": [
                [person, person, organ, "2023-01-01"],
                [organ, person, organ, "2023-12-31"],
            ],
            "at_issue": [organ],
            "knew_of_error": [organ],
        },
        "disputed": {"deceived_by_party": [person]},
    }
    assert disagreements(law, case) == []
    assert [str(p.string) for p in solve(law, case).summary.persons] == [person]


def test_names_that_differ_only_in_quotes_and_backslashes_are_different(law: Reasoner) -> None:
    names = ["a", '"a"', "\\a", '\\"a\\"', "a\\", "'a'"]
    case = sound(
        serves=[[name, "局"] for name in names],
        role=[[name, "handler"] for name in names],
        statutory_severity=names[::2],
    )
    assert disagreements(law, case) == []
    assert [p.string for p in solve(law, case).summary.persons] == names


def test_one_name_may_be_a_person_an_organ_and_an_act_at_once(law: Reasoner) -> None:
    case = sound(
        organ=[["同名", "administrative_organ"]],
        nominal_organ=["同名"],
        serves=[["同名", "同名"]],
        role=[["同名", "handler"]],
        fault_act=[["同名", "同名", "同名", "2023-01-01"]],
        at_issue=["同名"],
    )
    assert disagreements(law, case) == []


# --- The door


def test_a_reasoner_takes_a_regulation_by_id_by_path_or_as_a_pack(law: Reasoner) -> None:
    for regulation in (None, law.pack.id, LAW_FOLDER, str(LAW_FOLDER), law.pack):
        assert Reasoner(regulation).pack == law.pack


def test_an_unknown_regulation_is_named_with_those_there_are() -> None:
    with pytest.raises(UnknownRegulation, match="yiyuan-2022-59") as error:
        Reasoner("no-such-law")
    assert "no-such-law" in str(error.value)


def test_a_folder_that_is_no_pack_is_an_unknown_regulation() -> None:
    with pytest.raises(UnknownRegulation):
        Reasoner(MINI_FOLDER / "articles")


def test_a_second_regulation_needs_no_change_of_code(mini: Reasoner) -> None:
    case = {
        "facts": {
            "loan": [["张三", "2030-03-01"]],
            "late": ["张三"],
            "household_ill": ["张三"],
        }
    }
    found = solve(mini, case)
    told = [(dict(o.readings), [str(c) for c in o.conclusions]) for o in found]
    assert told == [
        ({"illness": "own"}, ['fee("张三",charged)']),
        ({"illness": "household"}, ['fee("张三",waived)']),
        ({"illness": "household"}, ['fee("张三",charged)']),
    ]


def test_one_regulation_does_not_know_the_words_of_another(law: Reasoner, mini: Reasoner) -> None:
    assert "unknown_predicate" in codes(faults(law, {"facts": {"loan": [["a", "2030-03-01"]]}}))
    assert set(codes(faults(mini, sound()))) >= {"unknown_predicate"}


def test_a_sound_case_has_no_problems_and_an_unsound_one_all_of_them(law: Reasoner) -> None:
    assert law.problems(Case.from_data(sound())) == []
    spoilt = sound(ruling=["otherwise"], harm=["none", "small"], without=["nominal_organ"])
    assert codes(law.problems(Case.from_data(spoilt))) == ["contradiction", "incomplete", "value"]


def test_a_refusal_says_each_problem_with_its_place(law: Reasoner) -> None:
    with pytest.raises(CaseRefused, match="/facts/harm/0"):
        solve(law, sound(harm=["none", "small"]))


def test_an_empty_case_lacks_what_a_case_cannot_do_without(law: Reasoner) -> None:
    problems = faults(law, {})
    assert codes(problems) == ["incomplete"] * 3
    assert {name for p in problems for name in p.allowed} == {
        "ruling",
        "loss_cause",
        "nominal_organ",
    }


def test_a_pack_that_cannot_be_read_says_where(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("pack")
    (folder / "pack.yaml").write_text("id: x", encoding="utf-8")
    with pytest.raises(PackError, match=r"pack\.yaml"):
        Reasoner(folder)
