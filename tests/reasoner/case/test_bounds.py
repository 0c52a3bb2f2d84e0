"""How large a case may be: counted by what verdicts are about, whatever the regulation calls it."""

from __future__ import annotations

import pytest

from support.cases.sound import sound
from wenze import Case, CaseRefused, Reasoner
from wenze.reasoner.case.bounds import Bounds


def of_people(count: int) -> Case:
    people = [f"人{n}" for n in range(count)]
    return Case.from_data(
        sound(serves=[[p, "局"] for p in people], role=[[p, "handler"] for p in people])
    )


def test_so_many_may_be_judged_and_not_one_more(law: Reasoner) -> None:
    bounds = Bounds(judged=3)
    bounds.hold(of_people(3), law.pack)
    with pytest.raises(CaseRefused) as refused:
        bounds.hold(of_people(4), law.pack)
    (problem,) = refused.value.problems
    assert (problem.code, problem.pointer) == ("too_large", "/facts/serves/3")


def test_other_things_than_those_judged_do_not_count(law: Reasoner) -> None:
    organs = [[f"局{n}", "administrative_organ"] for n in range(50)]
    Bounds(judged=1).hold(
        Case.from_data(sound(organ=[["局", "administrative_organ"], *organs])), law.pack
    )


def test_those_named_in_dispute_or_in_the_negative_count(law: Reasoner) -> None:
    for section in ("disputed", "denied"):
        case = Case.from_data({**sound(), section: {"leading_cadre": ["甲", "乙"]}})
        with pytest.raises(CaseRefused):
            Bounds(judged=2).hold(case, law.pack)


def test_another_regulation_counts_its_own(mini: Reasoner) -> None:
    case = Case.from_data({"facts": {"loan": [["甲", "2030-03-01"], ["乙", "2030-03-01"]]}})
    Bounds(judged=2).hold(case, mini.pack)
    with pytest.raises(CaseRefused):
        Bounds(judged=1).hold(case, mini.pack)


def test_rows_that_are_wrong_are_left_to_the_reader_of_rows(law: Reasoner) -> None:
    case = Case.from_data({"facts": {"unknown": [["a", "b"]], "role": [["a"], ["b", "c", "d"]]}})
    Bounds(judged=2).hold(case, law.pack)
