"""What may be stated of the persons and things that a case names."""

from __future__ import annotations

import re
from typing import Any

from support.cases.sound import solve, sound
from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze import Reasoner
from wenze.reasoner.inquiry.fact_space import fact_space

LAW, MINI = Reasoner(LAW_FOLDER), Reasoner(MINI_FOLDER)


def stated(reasoner: Reasoner, case: dict[str, Any], *, unnamed: bool = False) -> list[str]:
    found = solve(reasoner, case)
    return [str(fact) for fact in fact_space(found.pack, found.findings, unnamed=unnamed)]


def test_every_fact_over_the_names_the_words_and_the_days_on_each_side() -> None:
    case = {"facts": {"loan": [["甲", "2024-01-02"]], "lost": [["甲", "书"]]}}
    days = ("date(2024,1,2)", "date(2024,1,1)", "date(2024,1,3)")
    assert stated(MINI, case) == [
        *(f'loan("甲",{day})' for day in days),
        'late("甲")',
        'ill("甲")',
        'household_ill("甲")',
        "library_closed",
        "outside(rain)",
        "outside(snow)",
        'lost("甲","书")',
    ]


def test_names_take_the_places_of_their_own_type_only() -> None:
    found = stated(LAW, sound(role=[["王某", "handler"]]))
    assert 'organ_at_fault("局")' in found
    assert 'leading_cadre("王某")' in found
    assert not {'organ_at_fault("王某")', 'leading_cadre("局")'} & set(found)
    assert not any(fact.startswith("fault_act") for fact in found)  # no act has a name


def test_what_is_denied_is_left_out_and_what_is_disputed_is_not() -> None:
    found = stated(LAW, sound(denied={"harm": ["none"]}, disputed={"harm": ["small"]}))
    assert "harm(none)" not in found
    assert "harm(small)" in found


def test_names_for_what_is_not_named_are_taken_where_they_are_asked_for() -> None:
    found = stated(LAW, sound(), unnamed=True)
    names = LAW.pack.types["act"].unnamed
    assert names
    assert [fact for fact in found if fact.startswith("at_issue")] == [
        f'at_issue("{name}")' for name in names
    ]


def test_days_that_nothing_bounds_are_near_those_of_the_case() -> None:
    case = sound(date=[["act", "2023-02-01"], ["judgment", "2023-05-04"]])
    found = [fact for fact in stated(LAW, case, unnamed=True) if fact.startswith("fault_act")]
    assert any("date(2023,1,1)" in fact for fact in found)
    assert all(re.search(r"date\((2021|2022|2023|2024|2025),", fact) for fact in found)
