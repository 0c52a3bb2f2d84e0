"""A case under the schools of its law: as if their pins were written out, and what parts them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any, cast

import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW
from support.cases.sound import COLLISION, sound, text_of
from support.oracles.reference import random_case
from support.oracles.reference.random_cases import Size
from support.packs import MINI_FOLDER, broken
from support.sampling import few, foremost
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.answer.receipt import digests
from wenze.reasoner.inquiry.schools.schools import Schools

Concluded = tuple[frozenset[Symbol], frozenset[Symbol]]


def pinned(reasoner: Reasoner, case: Mapping[str, Any], pins: Mapping[str, str]) -> Outcomes:
    """The outcomes of a case in which some pins are written out."""
    readings = {**(case.get("readings") or {}), **pins}
    return reasoner.solve(Case.from_data({**case, "readings": readings}))


def concluded(found: Outcomes) -> Concluded:
    return frozenset(found.summary.always), frozenset(found.summary.sometimes)


def of(case: Mapping[str, Any], *only: str, reasoner: Reasoner = LAW) -> Schools:
    return reasoner.schools(Case.from_data(case), only)


def random_cases(count: int) -> list[dict[str, Any]]:
    """Random cases of the law that are not refused, with nothing pinned."""
    found: list[dict[str, Any]] = []
    seed = 0
    while len(found) < count:
        size: Size = "small" if seed % 3 else "rich"
        case = {**random_case(random.Random(f"schools {seed}"), size=size), "readings": {}}
        seed += 1
        if not LAW.problems(Case.from_data(case)):
            found.append(cast("dict[str, Any]", case))
    return found


@cache
def cases() -> list[dict[str, Any]]:
    return [sound(**COLLISION), *random_cases(5)]


@pytest.fixture(params=few(range(6), every=3))
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    chosen: int = request.param
    return cases()[chosen]


MINI_CASE = {
    "facts": {"loan": [["甲", "2030-03-01"]], "late": ["甲"], "household_ill": ["甲"]},
}


# --- side by side


def test_each_school_comes_to_what_its_pins_written_out_come_to(case: dict[str, Any]) -> None:
    for each in of(case).under:
        assert each.found is not None
        written = pinned(LAW, case, each.school.pins)
        assert each.found.count == written.count
        assert [o.id for o in each.found.first(20)] == [o.id for o in written.first(20)]
        assert each.found.summary.persons == written.summary.persons


def test_a_pin_matters_that_is_live_where_everything_is_open(case: dict[str, Any]) -> None:
    live = LAW.solve(Case.from_data(case)).model.live_anywhere
    for each in of(case).under:
        assert each.matter == tuple(name for name in live if name in each.school.pins)


def test_what_is_shared_is_so_under_every_school(case: dict[str, Any]) -> None:
    found = of(case)
    written = [pinned(LAW, case, school.pins) for school in LAW.pack.schools]
    assert set(found.always) == frozenset.intersection(
        *(frozenset(w.summary.always) for w in written)
    )
    for person, verdicts in found.persons.items():
        everywhere = [set(w.summary.persons[person].verdicts) for w in written]
        assert set(verdicts) == set.intersection(*everywhere)


def test_schools_are_alike_exactly_where_they_conclude_the_same() -> None:
    for case in cases()[:4]:
        found = of(case)
        results = {s.id: concluded(pinned(LAW, case, s.pins)) for s in LAW.pack.schools}
        groups = [{results[school.id] for school in together} for together in found.alike]
        assert all(len(group) == 1 for group in groups)
        assert len(groups) == len(set(results.values()))
        assert sum(map(len, found.alike)) == len(results)


# --- what parts them


def live_in(case: Mapping[str, Any]) -> tuple[str, ...]:
    return LAW.solve(Case.from_data(case)).model.live_anywhere


class Trying:
    """What a case comes to under pins, solved anew wherever pins differ that make a difference."""

    def __init__(self, case: Mapping[str, Any]) -> None:
        self._case = case
        self._live = live_in(case)
        self._known: dict[frozenset[tuple[str, str]], Concluded] = {}

    def of(self, pins: Mapping[str, str]) -> Concluded:
        bearing = {name: option for name, option in pins.items() if name in self._live}
        key = frozenset(bearing.items())
        if key not in self._known:
            self._known[key] = concluded(pinned(LAW, self._case, bearing))
        return self._known[key]

    def smallest(self, start: Mapping[str, str], goal: Mapping[str, str]) -> set[frozenset[str]]:
        """The smallest sets of readings in which one has to follow the other."""
        differing = [name for name in self._live if start.get(name) != goal.get(name)]
        for size in range(len(differing) + 1):
            found = set()
            for changed in combinations(differing, size):
                pins = {name: option for name, option in start.items() if name not in changed}
                pins |= {name: goal[name] for name in changed if name in goal}
                if self.of(pins) == self.of(goal):
                    found.add(frozenset(changed))
            if found:
                return found
        raise AssertionError(self._case)


@pytest.mark.parametrize("number", foremost([0, 1, 3], count=1))
def test_the_readings_that_part_two_schools_are_the_smallest_there_are(number: int) -> None:
    case = cases()[number]
    assert 1 < len(live_in(case)) < 5
    trying = Trying(case)
    for step in of(case).changes:
        wanted = trying.smallest(step.start.pins, step.goal.pins)
        assert step.smallest is not None
        assert set(map(frozenset, step.smallest)) == wanted


def test_the_way_there_may_be_another_than_the_way_back() -> None:
    case = ANSWERED["33_residual_leniency_beside_shared_correction.yaml"].case
    there, back = LAW.schools(case, ["text", "purpose"]).changes
    assert there.smallest == (("corrector", "residual_leniency"),)
    assert back.smallest == (("corrector",), ("residual_leniency",))


def test_it_is_said_where_there_are_too_many_sets_to_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.reasoner.inquiry.schools.distinguishing_readings.MAX_TRIED", 2)
    found = of(sound(**COLLISION), "text", "lenity")
    assert [step.smallest for step in found.changes] == [None, None]
    assert not found.exhausted
    said = found.as_json("en")
    assert said["exhausted"] is False
    assert cast("dict[str, Any]", said["receipt"])["exhausted"] is False


# --- what the case itself says


def test_a_school_that_the_case_pins_against_is_not_compared() -> None:
    case = sound(**COLLISION, readings={"exemption_vs_aggravation": "offset"})
    against = {each.school.id: each.against for each in of(case).under}
    clash = ("exemption_vs_aggravation",)
    assert against == {"text": clash, "purpose": clash, "lenity": clash, "organ": ()}
    assert len(of(case).compared) == 1


def test_the_school_that_a_case_keeps_to_is_left_aside() -> None:
    case = sound(**COLLISION)
    free, kept = of(case).as_json("zh"), of({**case, "school": "text"}).as_json("zh")
    differing = {
        name
        for (name, value), other in zip(free.items(), kept.values(), strict=True)
        if value != other
    }
    assert differing == {"receipt"}


def test_a_school_that_there_is_not_is_refused() -> None:
    with pytest.raises(CaseRefused) as refusal:
        of(sound(), "text", "purpos")
    [problem] = refusal.value.problems
    assert (problem.code, problem.pointer, problem.nearest) == ("value", "/schools/1", "purpose")


def test_a_law_without_schools_has_nothing_to_compare(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["schools.yaml"])
    found = of(MINI_CASE, reasoner=Reasoner(folder))
    assert (found.under, found.alike, found.changes, found.always) == ((), (), (), ())


def test_another_law_has_its_own_schools(mini: Reasoner) -> None:
    found = of(MINI_CASE, reasoner=mini)
    said = cast("dict[str, Any]", found.as_json("en"))
    assert [each["persons"]["甲"]["dispositions"] for each in said["schools"]] == [
        ["charged"],
        ["waived", "charged"],
    ]
    assert said["shared"]["persons"] == {"甲": ["charged"]}
    assert [each["sets"][0]["readings"] for each in said["splits"]] == [
        {"illness": {"from": "own", "to": "household"}},
        {"illness": {"from": "household", "to": "own"}},
    ]
    assert "Illness at home too" in said["splits"][0]["sets"][0]["text"]


def test_the_answer_has_a_receipt_for_each_of_its_members() -> None:
    said = LAW.schools(ANSWERED[DEMONSTRATION].case, ["text"]).as_json("zh")
    made = cast("dict[str, Any]", said["receipt"])
    assert made["asked"] == {"call": "schools", "schools": ["text"], "lang": "zh"}
    assert made["parts"] == digests(said)
    assert said == LAW.schools(ANSWERED[DEMONSTRATION].case, ["text"]).as_json("zh")


def test_persons_are_named_plainly_however_they_are_called() -> None:
    name = '"). :- x.'
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]])
    assert [text_of(person) for person in of(case).persons] == [name]
    assert [*cast("dict[str, Any]", of(case).as_json("zh")["shared"])["persons"]] == [name]


def test_a_school_that_the_case_misspells_is_refused_here_too() -> None:
    case = Case.from_data({**sound(), "school": "textt"})
    with pytest.raises(CaseRefused) as refused:
        LAW.schools(case)
    assert [problem.nearest for problem in refused.value.problems] == ["text"]
