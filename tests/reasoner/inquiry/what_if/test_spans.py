"""A day that is put in is told with the days for which it stands, each of which does the same."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from clingo.symbol import Symbol

from support.cases.sound import solve, sound
from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze import Reasoner
from wenze.reasoner.atoms import atom, day, read_atom
from wenze.reasoner.inquiry.hypothetical import Hypothetical
from wenze.reasoner.inquiry.what_if.changes import Change
from wenze.reasoner.inquiry.what_if.spans import Altered, Span, span, spanned
from wenze.reasoner.inquiry.what_if.what_if import what_if

LAW, MINI = Reasoner(LAW_FOLDER), Reasoner(MINI_FOLDER)
OLD = read_atom('loan("甲",date(2024,3,1))')
ONE_DAY = timedelta(days=1)
REPEATED: dict[str, Any] = sound(
    fault_act=[["甲", "王某", "类型", "2023-02-01"], ["乙", "王某", "类型", "2020-01-01"]],
    at_issue=["甲"],
)


def lent(year: int, month: int, number: int) -> Symbol:
    return atom("loan", OLD.arguments[0], day(date(year, month, number)))


def altered(first: date | None, last: date | None) -> Altered:
    """A day replaced by another that stands for these."""
    put = lent(*((first or last or date.min).timetuple()[:3]))
    return Altered((Change(OLD, put),), Span(put, 1, first, last), {})


def test_every_day_of_a_span_does_what_is_told_of_its_day() -> None:
    found = solve(LAW, REPEATED)
    told = [a for a, _ in what_if(found, pairs=False).persons[_person()].altered if a.span]
    assert len({a.span.first for a in told if a.span}) > 3
    by_day = {(n, each): put for n, a in enumerate(told) for each, put in _days(a.span)}
    case = Hypothetical(found.pack, found.findings, [*by_day.values()])
    stated = frozenset(found.findings.stated)
    base = case.admitted_verdicts(stated) or frozenset()
    for (number, _), put in by_day.items():
        [change] = told[number].changes
        after = case.admitted_verdicts(stated - {change.withdrawn} | {put})
        assert after is not None
        effects = {(e.verdict, e.gained) for e in told[number].effects}
        assert effects == {(v, v in after) for v in after ^ base}


def _person() -> Symbol:
    return read_atom('person("王某")').arguments[0]


def _days(own: Span | None) -> list[tuple[date, Symbol]]:
    """The ends of a span, some days between them, and a fact with each."""
    assert own is not None
    first = own.first or (own.last or date.min) - 400 * ONE_DAY
    last = own.last or first + 400 * ONE_DAY
    days = {first + n * (last - first) // 6 for n in range(7)}
    values = own.fact.arguments
    return [
        (d, atom(own.fact.name, *values[: own.place], day(d), *values[own.place + 1 :]))
        for d in sorted(days)
    ]


@pytest.mark.parametrize(
    ("first", "last", "zh", "en"),
    [
        (None, date(2024, 1, 9), "2024-01-09或者更早的任一日", "2024-01-09 or any day before"),
        (date(2024, 1, 9), None, "2024-01-09或者更晚的任一日", "2024-01-09 or any day after"),
        (date(2024, 1, 9), date(2024, 1, 9), "2024-01-09", "2024-01-09"),
        (
            date(2024, 1, 9),
            date(2024, 2, 1),
            "2024-01-09至2024-02-01中的任一日",
            "any day from 2024-01-09 to 2024-02-01",
        ),
        (None, None, "任何一日", "any day"),
    ],
)
def test_a_span_is_told_in_words(first: date | None, last: date | None, zh: str, en: str) -> None:
    said = Span(OLD, 1, first, last).in_words()
    assert (said.say("zh"), said.say("en")) == (zh, en)


def test_days_that_follow_each_other_are_told_as_one_and_others_apart() -> None:
    before = altered(None, date(2024, 2, 29))
    on, after = altered(date(2024, 3, 2), date(2024, 3, 2)), altered(date(2024, 3, 3), None)
    [first, second] = spanned([before, on, after])
    assert first == (before.changes, before.span)
    assert second == (on.changes, Span(lent(2024, 3, 2), 1, date(2024, 3, 2), None))


def test_changes_that_differ_in_more_than_the_day_are_told_apart() -> None:
    on, after = altered(date(2024, 3, 2), date(2024, 3, 2)), altered(date(2024, 3, 3), None)
    late = Change(added=read_atom('late("甲")'))
    other = Altered((*after.changes, late), after.span, {})
    assert len(spanned([on, other, Altered((late,), None, {})])) == 3


def test_the_days_for_which_several_days_put_in_stand_are_not_told() -> None:
    findings = solve(MINI, {"facts": {"loan": [["甲", "2024-03-01"]]}}).findings
    earlier = Change(OLD, lent(2024, 2, 29))
    own = span(MINI.pack, findings, [earlier])
    assert own is not None
    assert (own.first, own.last) == (None, date(2024, 2, 29))
    assert span(MINI.pack, findings, [earlier, Change(added=lent(2024, 3, 2))]) is None
    assert span(MINI.pack, findings, [Change(OLD), Change(added=read_atom('late("甲")'))]) is None
