"""The choices in which outcomes differ, against all answer sets of the whole program."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import COLLISION, solve, sound
from support.oracles.plain_worlds import PlainWorld, few_readings, mini_case, worlds
from support.packs import MINI_FOLDER, broken
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.inquiry.contrast.choices import ChoiceComparison, Matter
from wenze.reasoner.solver.results import Outcome

MANY = 60


def smallest(
    every: Iterable[PlainWorld], comparison: ChoiceComparison, b: Outcome
) -> list[tuple[int, ...]]:
    """The smallest sets of choices that lead to the conclusions of the second outcome."""
    ends = [world for world in every if world.conclusions == frozenset(b.conclusions)]
    decided = [choice for choice in comparison.decided if choice.a is not None]
    for size in range(len(comparison.choices) + 1):
        found = []
        for numbers in combinations(range(len(comparison.choices)), size):
            switched = [comparison.choices[number] for number in numbers]
            wanted = [(c, c.b if c in switched else c.a) for c in decided]
            if any(all(world.decides(*each) for each in wanted) for world in ends):
                found.append(numbers)
        if found:
            return found
    raise AssertionError("all choices together do not lead there")


def least_apart(found: Outcomes, every: Iterable[PlainWorld], a: Outcome, b: Outcome) -> int:
    """In how few matters of discretion, open in both, two outcomes can differ; readings that
    neither names take their first option.
    """
    first = {r.id: r.option_ids[0] for r in found.pack.readings if r.id not in found.findings.pins}

    def leading(outcome: Outcome, other: Outcome) -> list[PlainWorld]:
        named = {**other.readings, **outcome.readings}
        answers = {**first, **named, **outcome.branch.combination}
        return [
            world
            for world in every
            if world.conclusions == frozenset(outcome.conclusions)
            and all(world.questions[name] == value for name, value in answers.items())
        ]

    return min(
        sum(
            one.discretion[matter] != other.discretion[matter]
            for matter in one.discretion.keys() & other.discretion.keys()
        )
        for one in leading(a, b)
        for other in leading(b, a)
    )


def agrees_with_all_answer_sets(reasoner: Reasoner, document: Mapping[str, Any], seed: str) -> int:
    """Compare some pairs of outcomes of a case; how many differ in more than they need to."""
    try:
        found = reasoner.solve(Case.from_data(document))
    except CaseRefused:
        return 0
    if found.count is None or found.count > MANY:
        return 0
    every = list(worlds(found))
    listed = list(found)
    rng = random.Random(seed)
    spared = 0
    for _ in range(6):
        a, b = rng.choice(listed), rng.choice(listed)
        comparison = ChoiceComparison(found, a, b)
        sets = smallest(every, comparison, b)
        chosen, always = sets[0], frozenset(sets[0]).intersection(*sets)
        assert comparison.needed.chosen == chosen, (document, a.id, b.id)
        assert comparison.needed.unique == (len(sets) == 1), (document, a.id, b.id)
        assert comparison.always_needed == always, (document, a.id, b.id)
        apart = sum(isinstance(choice.subject, Matter) for choice in comparison.choices)
        assert apart == least_apart(found, every, a, b), (document, a.id, b.id)
        spared += len(chosen) < len(comparison.choices)
    return spared


def test_outcomes_of_the_law_need_no_more_than_the_smallest_set_of_choices(law: Reasoner) -> None:
    spared = 0
    for seed in range(10):
        document = few_readings(law, random.Random(f"contrast {seed}"))
        spared += agrees_with_all_answer_sets(law, document, str(seed))
    assert spared


VARIATIONS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "as it is": (),
    "discretion between persons": (
        (
            "articles/02.lp",
            "waived(Borrower) :- choice(Borrower, waive)",
            "waived(Borrower) :- choice(Borrower, waive), "
            "1 { choice(Other, waive) : owes(Other) } 1",
        ),
    ),
    "a reading that another makes idle": (
        (
            "articles/02.lp",
            "household_ill(Borrower), reading(illness, household)",
            "household_ill(Borrower), reading(illness, household), not library_closed",
        ),
    ),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_outcomes_of_another_law_need_no_more_than_the_smallest_set_of_choices(
    variation: str, tmp_path: Path
) -> None:
    reasoner = Reasoner(broken(MINI_FOLDER, tmp_path, *VARIATIONS[variation]))
    spared = 0
    for seed in range(6):
        document = mini_case(random.Random(f"mini contrast {seed}"))
        if variation == "a reading that another makes idle":
            document["disputed"]["library_closed"] = True
        spared += agrees_with_all_answer_sets(reasoner, document, str(seed))
    assert spared


def test_twenty_independent_choices_are_all_needed(law: Reasoner) -> None:
    """Each person's form of exemption is a choice of its own: no set of them can be spared."""
    persons = [f"官员{n}" for n in range(20)]
    found = solve(
        law,
        sound(
            serves=[[person, "局"] for person in persons],
            role=[[person, "handler"] for person in persons],
            deceived_by_party=persons,
            readings={"exemption_force": "binding"},
        ),
    )
    assert found.count == 2**20
    comparison = ChoiceComparison(found, found.at(1), found.at(2**20))
    assert comparison.needed.chosen == tuple(range(20))
    assert comparison.needed.unique
    assert [str(choice.subject) for choice in comparison.choices] == [
        f'discretion("{person}",exempted_form)' for person in persons
    ]


def test_a_reading_that_only_one_outcome_names_is_no_difference(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"deceived_by_party": ["王某"]}))
    with_it = next(o for o in found if o.readings)
    without = next(o for o in found if not o.readings)
    comparison = ChoiceComparison(found, with_it, without)
    assert [choice.kind for choice in comparison.choices] == ["disputed"]
    assert [choice.subject for choice in comparison.followers if choice.kind == "reading"] == [
        "exemption_force"
    ]


def test_an_outcome_does_not_differ_from_itself(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION))
    for outcome in found.first(5):
        comparison = ChoiceComparison(found, outcome, outcome)
        assert (comparison.choices, comparison.followers) == ((), ())
        assert comparison.needed.chosen == ()
