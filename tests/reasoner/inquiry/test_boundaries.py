"""The days on each side of every boundary stand for all days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from clingo.symbol import Symbol

from support.cases.sound import COLLISION, solve, sound
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from wenze import Outcomes, Reasoner
from wenze.reasoner.atoms import atom, day, plain
from wenze.reasoner.inquiry.boundaries import Timeline, timelines
from wenze.reasoner.inquiry.hypothetical import Hypothetical

LAW = Reasoner(LAW_FOLDER)
FIRST, LAST = date(2022, 12, 16), date(2024, 12, 15)
ONE_DAY = timedelta(days=1)


def test_the_days_in_force_are_boundaries_of_every_event() -> None:
    line = timelines(LAW.pack)["date", 1]
    assert line.days == {FIRST, LAST}
    assert not line.by_year


def test_fault_acts_are_told_apart_by_their_year_and_by_a_year_between_them() -> None:
    line = timelines(LAW.pack)["fault_act", 3]
    assert (line.years, line.by_year) == ({1}, True)


def test_there_is_a_day_in_each_gap() -> None:
    found = Timeline({FIRST, LAST}).representatives([date(2023, 1, 1)])
    edges = [FIRST - ONE_DAY, FIRST, FIRST + ONE_DAY, date(2023, 1, 1), date(2023, 1, 2)]
    assert found == (*edges, LAST, LAST + ONE_DAY)


def test_a_year_later_and_the_ends_of_years_are_boundaries() -> None:
    leap = date(2024, 2, 29)
    moved = Timeline(years={1}).representatives([leap])
    assert {date(2023, 2, 28), leap, date(2025, 2, 28), date(2025, 3, 1)} <= set(moved)
    ends = Timeline(by_year=True).representatives([leap])
    assert {date(2023, 12, 31), date(2024, 1, 1), date(2024, 12, 31), date(2025, 1, 1)} <= {
        *ends,
        *(each - ONE_DAY for each in ends),
    }


def test_the_first_and_the_last_day_that_there_are_have_nothing_beyond() -> None:
    line = Timeline(years={1})
    assert line.representatives([date.min])[0] == date.min
    assert line.representatives([date.max])[-1] == date.max


def test_a_day_stands_for_its_gap_or_for_itself_and_all_days_are_stood_for_once() -> None:
    line, stated = Timeline({FIRST, LAST}), [date(2023, 1, 1)]
    found = [line.stood_for(each, stated) for each in line.representatives(stated)]
    assert found[:2] == [(None, FIRST - ONE_DAY), (FIRST, FIRST)]
    assert found[-2:] == [(LAST, LAST), (LAST + ONE_DAY, None)]
    for (_, last), (first, _) in pairwise(found):
        assert last is not None
        assert first == last + ONE_DAY


def test_days_that_only_stated_days_are_compared_with_share_a_timeline(tmp_path: Path) -> None:
    rule = "%! provision 1\nfirst(Day) :- loan(_, Day), due(Other), Day < Other.\n"
    lines = timelines(Reasoner(broken(MINI_FOLDER, tmp_path, ("findings.lp", "", rule))).pack)
    assert lines["loan", 1] is lines["due", 0] is lines["first", 0]
    assert lines["loan", 1] is not lines["loan", 0]


def by_day(found: Outcomes, place: Symbol, at: int, days: Iterable[date]) -> dict[date, object]:
    """What a case comes to that states a fact with each of these days in place of its own."""
    others = [fact for fact in found.findings.stated if fact != place]
    facts = {
        when: atom(place.name, *place.arguments[:at], day(when), *place.arguments[at + 1 :])
        for when in days
    }
    asked = Hypothetical(found.pack, found.findings, [*facts.values()])
    return {when: asked.admitted_verdicts({*others, fact}) for when, fact in facts.items()}


def spread(first: date, last: date) -> Iterable[date]:
    return (first + n * ONE_DAY for n in range(0, (last - first).days, 15))


@pytest.mark.parametrize("event", ["act", "judgment", "decision"])
def test_every_day_of_an_event_comes_to_what_its_representative_does(event: str) -> None:
    found = solve(LAW, sound(**COLLISION))
    dated = [fact for fact in found.findings.stated if fact.name == "date"]
    [place] = (fact for fact in dated if str(fact.arguments[0]) == event)
    days = timelines(LAW.pack)["date", 1].representatives(
        [date.fromisoformat(plain(fact.arguments[1])) for fact in dated]
    )
    stands_for_all(by_day(found, place, 1, {*days, *spread(FIRST, date(2025, 1, 20))}), days)


@pytest.mark.parametrize("stated", [date(2024, 2, 29), date(2023, 7, 1)])
def test_every_day_of_a_fault_act_comes_to_what_its_representative_does(stated: date) -> None:
    acts = [["甲", "王某", "类型", str(stated)], ["乙", "王某", "类型", "2020-01-01"]]
    found = solve(LAW, sound(fault_act=acts, at_issue=["甲"]))
    [_, place] = (fact for fact in found.findings.stated if fact.name == "fault_act")
    days = timelines(LAW.pack)["fault_act", 3].representatives([stated])
    around = spread(date(2021, 12, 25), date(2026, 1, 10))
    stands_for_all(by_day(found, place, 3, {*days, *around}), days)


def stands_for_all(told: Mapping[date, object], days: Sequence[date]) -> None:
    """Each day comes to what the last of these up to it does, or the first if there is none."""
    assert len(set(told.values())) > 1
    for when, admitted in told.items():
        assert admitted == told[max((each for each in days if each <= when), default=days[0])]
