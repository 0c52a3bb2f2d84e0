"""Outcomes kept for the next question about the same case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from support.cases.sound import COLLISION, sound
from wenze import Case, CaseRefused, Reasoner
from wenze.reasoner.reasoner import MAX_KEPT


@pytest.fixture
def fresh(law: Reasoner) -> Reasoner:
    return Reasoner(law.pack)


def case(*names: str) -> Case:
    return Case.from_data(
        sound(serves=[[n, "局"] for n in names], role=[[n, "handler"] for n in names])
    )


def test_the_same_case_asked_again_is_not_solved_again(fresh: Reasoner) -> None:
    assert fresh.solve(case("甲")) is fresh.solve(case("甲"))
    assert fresh.solve(case("甲")) is not fresh.solve(case("乙"))


def test_the_case_asked_longest_ago_is_kept_no_longer(fresh: Reasoner) -> None:
    names = [f"职员{number}" for number in range(MAX_KEPT)]
    first, second, *_ = [fresh.solve(case(name)) for name in names]
    assert fresh.solve(case(names[0])) is first
    fresh.solve(case("又一人"))
    assert fresh.solve(case(names[0])) is first
    assert fresh.solve(case(names[1])) is not second


def test_threads_share_no_outcomes(fresh: Reasoner) -> None:
    here = fresh.solve(case("甲"))
    with ThreadPoolExecutor(1) as other:
        assert other.submit(fresh.solve, case("甲")).result() is not here


def test_a_refused_case_is_refused_every_time(fresh: Reasoner) -> None:
    for content in (b"facts: {ruling: [revoked], ruling: [revoked]}", b"facts: {}"):
        for _ in range(2):
            with pytest.raises(CaseRefused):
                fresh.solve(Case.from_bytes(content))


def test_an_answer_from_kept_outcomes_is_the_same(fresh: Reasoner, law: Reasoner) -> None:
    asked = Case.from_data(sound(**COLLISION))
    first = fresh.outcomes(asked, "zh", 5)
    fresh.why(asked, 'disposition("王某",exempted)')
    assert fresh.outcomes(asked, "zh", 5) == first == Reasoner(law.pack).outcomes(asked, "zh", 5)
