"""Outcomes: each named by what makes a difference, in a fixed order, counted exactly."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import islice
from math import prod
from pathlib import Path
from typing import Any

import pytest
from clingo.symbol import Function

from support.cases.sound import COLLISION, dispositions, solve, sound, text_of
from support.oracles.brute_force import BruteForce
from support.oracles.reference import random_case
from support.packs import MINI_FOLDER, broken
from support.sampling import few
from wenze import Case, CaseRefused, Outcomes, PackError, Reasoner
from wenze.reasoner.case.findings import check

# --- The plain definition


def told(found: Outcomes) -> list[tuple[Any, Any, Any]]:
    return [
        (
            frozenset(outcome.disputed.items()),
            frozenset(outcome.readings.items()),
            frozenset(map(str, outcome.conclusions)),
        )
        for outcome in found
    ]


def agrees_with_brute_force(reasoner: Reasoner, document: Mapping[str, Any]) -> bool:
    """Compare a case with the full table of its answer sets; False when it is refused."""
    case = Case.from_data(document)
    checked = check(case, reasoner.pack)
    if checked.problems:  # denied and stated
        return False
    table = BruteForce(reasoner.pack, checked.findings)
    try:
        found = reasoner.solve(case)
    except CaseRefused:
        assert not table.admitted, document
        return False
    assert table.admitted, document
    listed = told(found)
    assert len(listed) == len(set(listed)) == found.count
    assert set(listed) == table.outcomes(), document
    assert list(found.model.idle) == table.idle(), document
    assert set(map(str, found.summary.always)) == table.always(), document
    assert set(map(str, found.summary.sometimes)) == table.sometimes(), document
    contested = {str(person) for person, each in found.summary.persons.items() if each.contested}
    assert contested == table.contested(), document
    for person, summary in found.summary.persons.items():
        assert list(summary.readings) == table.readings_of(str(person)), document
        wanted = {v for each in table.verdicts().values() for v in each.get(str(person), ())}
        assert set(map(str, summary.verdicts)) == wanted, document
    return True


@pytest.mark.parametrize("first", few(range(0, 120, 10)))
def test_small_cases_of_the_law_come_out_as_plain_enumeration_has_them(
    law: Reasoner, first: int
) -> None:
    """Two or three readings stay open and the others are pinned, so that all can be listed."""
    answered = 0
    for seed in range(first, first + 10):
        rng = random.Random(f"brute force {seed}")
        document = random_case(rng, size="small" if seed % 4 else "rich")
        likely = ["exemption_force", "exemption_vs_aggravation", "later_conduct", "loss_caused"]
        pool = [*likely, *(reading.id for reading in law.pack.readings)]
        kept = set(rng.sample(pool, 3 if seed % 4 else 2))
        document["readings"] = {
            reading.id: rng.choice(reading.option_ids)
            for reading in law.pack.readings
            if reading.id not in kept
        }
        answered += agrees_with_brute_force(law, document)
    assert answered > 4


def mini_case(rng: random.Random) -> dict[str, Any]:
    """Any case of the mini pack: who borrowed, was late, ill, lost what, stated or in dispute."""
    borrowers = ["张三", "李四", "O'Neil"][: rng.randint(1, 3)]
    facts: dict[str, Any] = {}
    disputed: dict[str, Any] = {}

    def put(name: str, row: list[str]) -> None:
        part = disputed if rng.random() < 0.2 else facts
        part.setdefault(name, []).append(row)

    for borrower in borrowers:
        put("loan", [borrower, "2030-03-01"])
        for name, chance in (("late", 0.7), ("ill", 0.3), ("household_ill", 0.5), ("lost", 0.2)):
            if rng.random() < chance:
                put(name, [borrower, "红楼梦"] if name == "lost" else [borrower])
        if rng.random() < 0.1:
            put("loan", [borrower, "2030-03-02"])
    if rng.random() < 0.3:
        (disputed if rng.random() < 0.5 else facts)["library_closed"] = True
    if rng.random() < 0.3:
        put("outside", [rng.choice(["rain", "snow"])])
    pins = {"illness": rng.choice(["own", "household"])} if rng.random() < 0.2 else {}
    return {"facts": facts, "disputed": disputed, "readings": pins}


@pytest.mark.parametrize("first", few(range(0, 150, 50), every=3))
def test_cases_of_another_law_come_out_as_plain_enumeration_has_them(
    mini: Reasoner, first: int
) -> None:
    answered = 0
    for seed in range(first, first + 50):
        answered += agrees_with_brute_force(mini, mini_case(random.Random(f"mini {seed}")))
    assert answered > 20


FEE, EXCUSE = "not waived(Borrower).", "owes(Borrower), ill(Borrower)"
CLOSED = 'excuse(Borrower, "2(2)") :- owes(Borrower), library_closed.'
CHOSEN = "1 { choice(Borrower, (waive; charge)) } 1 :- excuse(Borrower, _)."
WAIVED = "waived(Borrower) :- choice(Borrower, waive)"
REPLACES = "replaces(Borrower, Book) :- lost(Borrower, Book)"
VARIATIONS = {
    "a negated finding": ("01.lp", FEE, "not waived(Borrower), not ill(Borrower)."),
    "a condition turned round": ("02.lp", EXCUSE, "owes(Borrower), not ill(Borrower)"),
    "a negated reading": ("02.lp", "reading(illness, household)", "not reading(illness, own)"),
    "discretion over an excuse": (
        "02.lp",
        CLOSED,
        '{ excuse(Borrower, "2(2)") } :- owes(Borrower), library_closed.',
    ),
    "disjunction": (
        "02.lp",
        CHOSEN,
        "choice(Borrower, waive) ; choice(Borrower, charge) :- excuse(Borrower, _).",
    ),
    "discretion that may be a fact": (
        "02.lp",
        CHOSEN,
        "choice(Borrower, waive) ; choice(Borrower, charge) :- excuse(Borrower, _).\n"
        "choice(Borrower, charge) :- ill(Borrower), loan(Borrower, _).",
    ),
    "discretion between persons": (
        "02.lp",
        WAIVED,
        WAIVED + ", 1 { choice(Other, waive) : owes(Other) } 1",
    ),
    "counting": ("02.lp", WAIVED, WAIVED + ", #count { Other : ill(Other) } > 0"),
    "a reading for a conclusion": ("03.lp", REPLACES, REPLACES + ", reading(illness, household)"),
    "a loop through negation": (
        "03.lp",
        REPLACES + ".",
        REPLACES + ", not spared(Borrower).\n"
        "spared(Borrower) :- lost(Borrower, _), not unspared(Borrower).\n"
        "unspared(Borrower) :- lost(Borrower, _), not spared(Borrower).",
    ),
}


@pytest.mark.parametrize("variation", VARIATIONS)
def test_any_rules_come_out_as_plain_enumeration_has_them(variation: str, tmp_path: Path) -> None:
    file, old, new = VARIATIONS[variation]
    folder = broken(MINI_FOLDER, tmp_path, (f"articles/{file}", old, new))
    changed = Reasoner(folder)
    for seed in range(15):
        agrees_with_brute_force(changed, mini_case(random.Random(f"variation {seed}")))


REFUSAL = "\n%! provision 1\nrefused(no_loan, ()) :- "


@pytest.mark.parametrize(
    "reason", ["reading(illness, own), library_closed.", "choice(_, waive), library_closed."]
)
def test_a_pack_whose_refusals_hang_on_more_than_findings_is_at_fault(
    reason: str, tmp_path: Path
) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("findings.lp", "", REFUSAL + reason))
    case = {"loan": [["甲", "2030-03-01"]], "late": ["甲"], "ill": ["甲"]}
    document = {"facts": case, "disputed": {"library_closed": True}}
    with pytest.raises(PackError, match="a refusal that hangs on"):
        solve(Reasoner(folder), document).count  # noqa: B018


def test_a_part_without_answer_sets_under_some_answers_makes_nothing_certain(
    tmp_path: Path,
) -> None:
    new = "1 { choice(Borrower, (waive; charge)) : reading(illness, household) } 1 :- "
    old = "1 { choice(Borrower, (waive; charge)) } 1 :- "
    folder = broken(MINI_FOLDER, tmp_path, ("articles/02.lp", old, new))
    case = {"loan": [["甲", "2030-03-01"]], "late": ["甲"], "ill": ["甲"]}
    found = solve(Reasoner(folder), {"facts": case})
    assert set(found.summary.always) <= set(found.summary.sometimes)


# --- Readings and pins


def readings_named(found: Outcomes) -> set[tuple[str, ...]]:
    return {tuple(outcome.readings) for outcome in found}


def test_a_reading_that_changes_nothing_is_not_offered(law: Reasoner) -> None:
    found = solve(law, sound())
    assert (found.count, found.model.live_anywhere) == (1, ())
    assert readings_named(found) == {()}


def test_every_outcome_names_all_live_readings_in_the_order_of_the_law(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION))
    live = ("exemption_force", "exemption_vs_aggravation", "later_conduct")
    assert readings_named(found) == {live}
    assert found.count == 38


def test_a_pinned_reading_is_not_named_and_keeps_its_option(law: Reasoner) -> None:
    free = solve(law, sound(**COLLISION))
    offset = solve(law, sound(**COLLISION, readings={"exemption_vs_aggravation": "offset"}))
    assert readings_named(offset) == {("exemption_force", "later_conduct")}
    kept = [t for t in told(free) if ("exemption_vs_aggravation", "offset") in t[1]]
    pins = {("exemption_vs_aggravation", "offset")}
    assert {(d, r | pins, c) for d, r, c in told(offset)} == set(kept)


def test_a_pin_on_a_reading_that_is_not_live_changes_nothing(law: Reasoner) -> None:
    free = solve(law, sound(**COLLISION))
    pinned = solve(law, sound(**COLLISION, readings={"one_year_window": "calendar"}))
    assert told(pinned) == told(free)
    assert dispositions(pinned) == dispositions(free)


def test_all_readings_pinned_leave_discretion_alone(law: Reasoner) -> None:
    pins = {reading.id: reading.option_ids[-1] for reading in law.pack.readings}
    found = solve(law, sound(**COLLISION, readings=pins))
    assert readings_named(found) == {()}
    assert not found.summary.persons[next(iter(found.summary.persons))].contested


def test_readings_are_live_by_combination_of_disputed_facts(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"deceived_by_party": ["王某"]}))
    named = {
        (outcome.disputed['deceived_by_party("王某")'], *outcome.readings) for outcome in found
    }
    assert named == {(True, "exemption_force"), (False,)}
    assert found.model.live_anywhere == ("exemption_force",)


# --- Persons


def test_discretion_alone_contests_nothing(law: Reasoner) -> None:
    found = solve(law, sound(deceived_by_party=["王某"], readings={"exemption_force": "binding"}))
    (person,) = found.summary.persons.values()
    assert [str(v.arguments[1]) for v in person.verdicts] == ["exempted", "not_pursued"]
    assert (person.contested, person.readings, found.count) == (False, (), 2)


def test_a_reading_bears_on_those_alone_whose_dispositions_it_changes(law: Reasoner) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "reviewer"]],
        deceived_by_party=["王某"],
        statutory_leniency=["李某"],
    )
    bearing = {text_of(p): each.readings for p, each in solve(law, case).summary.persons.items()}
    assert bearing == {"王某": ("exemption_force",), "李某": ("residual_leniency",)}


def test_everyone_with_a_role_has_exactly_one_disposition_in_every_outcome(law: Reasoner) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"], ["张某", "局"]],
        role=[["王某", "handler"], ["李某", "leader"]],
        **COLLISION,
    )
    found = solve(law, case)
    for outcome in found:
        judged = [text_of(c.arguments[0]) for c in outcome.conclusions if c.name == "disposition"]
        assert judged == ["王某", "李某"]
    assert list(map(text_of, found.summary.persons)) == ["王某", "李某"]


def test_a_disputed_role_leaves_no_disposition_where_it_is_not_found(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"role": [["王某", "handler"]]}))
    assert [bool(o.conclusions and o.conclusions[0].name == "disposition") for o in found] == [
        True,
        False,
    ]
    (person,) = found.summary.persons.values()
    assert person.contested


def test_a_disposition_that_is_certain_is_still_that_of_its_person(law: Reasoner) -> None:
    """Grounding alone settles it here, though other dispositions seemed possible on the way."""
    case = sound(
        no_subjective_cause=["王某"],
        loss_harm=["vile_influence"],
        without=["date"],
        readings={
            "exemption_vs_aggravation": "aggravation_prevails",
            "fault_threshold": "none_needed",
            "temporal_anchor": "judgment",
        },
    )
    found = solve(law, case)
    assert 'disposition("王某",aggravated)' in map(str, found.summary.always)
    assert dispositions(found) == {"王某": {"aggravated"}}


# --- Collisions


def test_a_collision_is_reported_with_its_provisions_and_what_each_option_leads_to(
    law: Reasoner,
) -> None:
    (collision,) = solve(law, sound(**COLLISION)).summary.collisions
    assert collision.reading == "exemption_vs_aggravation"
    assert list(map(text_of, collision.persons)) == ["王某"]
    assert collision.provisions == ("11(2)", "13(2)")
    assert list(collision.options) == [
        "exemption_prevails",
        "aggravation_prevails",
        "offset",
        "assessed",
    ]
    offset = {str(v.arguments[1]) for v in collision.options["offset"][collision.persons[0]]}
    assert offset == {"exempted", "not_pursued", "ordinary", "aggravated"}


def test_a_collision_is_reported_when_its_reading_is_pinned_with_that_option_only(
    law: Reasoner,
) -> None:
    pins = {"exemption_vs_aggravation": "aggravation_prevails", "later_conduct": "counted"}
    (collision,) = solve(law, sound(**COLLISION, readings=pins)).summary.collisions
    assert list(collision.options) == ["aggravation_prevails"]
    (verdicts,) = collision.options["aggravation_prevails"].values()
    assert [str(v.arguments[1]) for v in verdicts] == ["aggravated"]


def test_effects_that_never_stand_together_do_not_collide(law: Reasoner) -> None:
    assert solve(law, sound(deceived_by_party=["王某"])).summary.collisions == ()
    pins = {"later_conduct": "separate"}
    assert solve(law, sound(**COLLISION, readings=pins)).summary.collisions == ()


# --- Order, ids, limits


def test_an_id_is_the_position_and_a_digest_of_the_content(law: Reasoner) -> None:
    ids = [outcome.id for outcome in solve(law, sound(**COLLISION))]
    assert [id_.partition("-")[0] for id_ in ids] == [str(n) for n in range(1, 39)]
    digests = [id_.partition("-")[2] for id_ in ids]
    assert all(len(each) == 16 and set(each) <= set("0123456789abcdef") for each in digests)
    assert len(set(digests)) == len(digests)


def test_an_id_changes_with_the_case_the_pack_and_the_conclusions(
    law: Reasoner, mini: Reasoner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    def first_id(reasoner: Reasoner, case: Mapping[str, Any]) -> str:
        return next(iter(solve(reasoner, case))).id

    case = {"facts": {"loan": [["张三", "2030-03-01"]]}}
    ids = {first_id(mini, case)}
    for edit in (
        ("articles/01.lp", "% Achieved", "% Reached"),
        ("articles/01.lp", "fee(Borrower, not_due) :-", "fee(Borrower, waived) :-"),
    ):
        folder = broken(MINI_FOLDER, tmp_path_factory.mktemp("pack"), edit)
        ids.add(first_id(Reasoner(folder), case))
    other = {"facts": {"loan": [["张三", "2030-03-02"]]}}
    ids.add(first_id(mini, other))
    assert len(ids) == 4


def test_the_order_is_disputed_facts_then_readings_then_conclusions_then_persons(
    law: Reasoner,
) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "handler"]],
        disputed={"statutory_severity": ["李某"], "deceived_by_party": ["王某"]},
    )
    found = solve(law, case)
    keys = []
    options = {reading.id: reading.option_ids for reading in law.pack.readings}
    words = list(law.pack.types["disposition"].labels)
    for outcome in found:
        judged = {
            text_of(c.arguments[0]): words.index(str(c.arguments[1]))
            for c in outcome.conclusions
            if c.name == "disposition"
        }
        assert list(outcome.disputed) == ['statutory_severity("李某")', 'deceived_by_party("王某")']
        keys.append(
            (
                [not value for value in outcome.disputed.values()],
                [options[name].index(option) for name, option in outcome.readings.items()],
                [judged["王某"], judged["李某"]],
            )
        )
    assert keys == sorted(keys)
    assert len(keys) == 12


def test_conclusions_stand_in_the_order_of_the_words_and_of_the_case(law: Reasoner) -> None:
    case = sound(
        serves=[["乙", "局"], ["甲", "局"]],
        role=[["乙", "handler"], ["甲", "handler"]],
        managed_by=[["甲", "discipline_inspection"], ["乙", "administrative_organ"]],
    )
    (outcome,) = solve(law, case)
    names = list(law.pack.word_list.predicates)
    places = [names.index(conclusion.name) for conclusion in outcome.conclusions]
    assert places == sorted(places)
    judged = [text_of(c.arguments[0]) for c in outcome.conclusions if c.name == "disposition"]
    assert judged == ["乙", "甲"]


def test_the_first_outcomes_are_the_beginning_of_all_of_them(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION))
    everything = list(found)
    for limit in (0, 1, 7, 38, 100):
        assert found.first(limit) == everything[:limit]


def test_branches_cover_the_outcomes_without_gap(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION, disputed={"statutory_leniency": ["王某"]}))
    position = 1
    for branch in found.branches():
        assert branch.first == position
        assert branch.count == prod(map(len, branch.parts))
        position += branch.count
    assert found.count == position - 1


def crowd(size: int) -> dict[str, Any]:
    """Many persons, each with the three ways of leniency."""
    names = [f"职员{number}" for number in range(size)]
    return sound(
        serves=[[name, "局"] for name in names],
        role=[[name, "handler"] for name in names],
        statutory_leniency=names,
        readings={"residual_leniency": "full_range"},
    )


def test_outcomes_past_all_listing_are_counted_exactly(law: Reasoner) -> None:
    found = solve(law, crowd(40))
    assert found.count == 3**40
    assert [outcome.id.partition("-")[0] for outcome in islice(found, 3)] == ["1", "2", "3"]
    assert len(found.summary.persons) == 40
    assert not any(person.contested for person in found.summary.persons.values())


def few_enough(law: Reasoner, name: str, most: int = 3000) -> Iterator[Outcomes]:
    """Random cases with disputed facts that can be listed."""
    for seed in range(12):
        document = random_case(random.Random(f"{name} {seed}"), size="rich")
        document["disputed"] = document["disputed"] or {"loss_harm": ["vile_influence"]}
        with suppress(CaseRefused):
            found = solve(law, document)
            if 1 < (found.count or 0) <= most:
                yield found


def test_an_outcome_is_found_by_its_position(law: Reasoner) -> None:
    cases = [*few_enough(law, "position")]
    for found in cases:
        listed = list(found)
        assert len(listed) == found.count
        places = random.Random("places").sample(range(len(listed)), min(10, len(listed)))
        for place in (0, *places, len(listed) - 1):
            assert found.at(place + 1) == listed[place]
        for beyond in (0, len(listed) + 1):
            with pytest.raises(IndexError):
                found.at(beyond)
    assert len(cases) > 3


def test_the_outcomes_between_two_positions_are_those_of_the_list(law: Reasoner) -> None:
    cases = [*few_enough(law, "between")]
    rng = random.Random("between")
    for found in cases:
        listed = list(found)
        ends = [[1, len(listed)], [0, 2], [-5, 1], [2, 1], [len(listed), len(listed) + 7]]
        ends += [sorted(rng.choices(range(1, len(listed) + 1), k=2)) for _ in range(6)]
        for first, last in ends:
            assert list(found.between(first, last)) == listed[max(first, 1) - 1 : max(last, 0)]
        assert list(found.between(len(listed) + 1, len(listed) + 9)) == []
    assert len(cases) > 3


def test_branches_between_two_positions_are_those_of_all_branches(law: Reasoner) -> None:
    found = solve(law, sound(**COLLISION, disputed={"harm": ["none", "small"]}))
    branches = list(found.branches())
    for start in range(len(branches)):
        first, last = branches[start].first, branches[-1].first
        assert list(found.branches_between(first, last)) == branches[start:]


def test_the_first_outcome_with_a_conclusion_or_without_it(law: Reasoner) -> None:
    compared = 0
    for found in few_enough(law, "conclusion", most=300):
        listed = list(found)
        for conclusion in found.summary.sometimes:
            for holds in (True, False):
                wanted = (o for o in listed if (conclusion in o.conclusions) == holds)
                asked = ((conclusion,), ()) if holds else ((), (conclusion,))
                assert found.first_with(*asked) == next(wanted, None)
                compared += 1
    assert compared


def test_the_first_outcome_as_wanted_in_every_way_at_once(law: Reasoner) -> None:
    compared = 0
    for found in few_enough(law, "wanted", most=300):
        listed = list(found)
        rng = random.Random(found.findings.digest)
        for _ in range(20):
            one, other = rng.choice(listed), rng.choice(listed)
            drawn = rng.sample(one.conclusions, min(2, len(one.conclusions)))
            absent = rng.sample(other.conclusions, rng.randint(0, 1))
            readings = dict(rng.sample([*other.readings.items()], min(1, len(other.readings))))
            disputed = dict(rng.sample([*one.disputed.items()], min(1, len(one.disputed))))
            wanted = (
                outcome
                for outcome in listed
                if set(drawn) <= set(outcome.conclusions)
                and set(absent).isdisjoint(outcome.conclusions)
                and readings.items() <= outcome.readings.items()
                and disputed.items() <= outcome.disputed.items()
            )
            assert found.first_with(drawn, absent, readings, disputed) == next(wanted, None)
            compared += 1
    assert compared


def test_nothing_is_as_wanted_where_what_is_wanted_is_not_open(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"minor_circumstances": ["王某"]}))
    assert found.first_with() == found.at(1)
    assert found.first_with(readings={"one_year_window": "rolling"}) is None  # not live
    assert found.first_with(readings={"no_such": "option"}) is None
    assert found.first_with(disputed={'minor_circumstances("王某")': True}) is None  # idle
    assert found.first_with(drawn=[Function("no_such", [])]) is None
    assert found.first_with(absent=found.summary.always[:1]) is None


# --- Ways, bases, assumptions


def test_ways_that_lead_to_the_same_conclusions_are_one_outcome(law: Reasoner) -> None:
    """An exemption left unused, or used and outweighed by neither: both end in 问责."""
    pins = {"exemption_force": "permissive", "exemption_vs_aggravation": "aggravation_prevails"}
    found = solve(law, sound(**COLLISION, readings={**pins, "later_conduct": "counted"}))
    (outcome,) = found
    ways = [way for part in outcome.parts for way in part.ways if way]
    assert len(ways) == 2
    assert {str(choice) for way in ways for choice in way} == {
        'discretion("王某",exemption,used)',
        'discretion("王某",exemption,unused)',
    }


def test_every_conclusion_of_an_outcome_cites_what_carries_it_there(law: Reasoner) -> None:
    answer = solve(law, sound(**COLLISION, misled_by_legal_basis=[["王某", "unclear"]]))
    for outcome in answer:
        remarks = frozenset().union(*(part.remarks for part in outcome.parts))
        found = answer.summary.provisions(remarks)
        verdict = next(c for c in outcome.conclusions if c.name == "disposition")
        expected = {
            "exempted": ("11(2)", "11(3)"),
            "not_pursued": ("11(2)", "11(3)"),
            "aggravated": ("13(2)",),
            "ordinary": ("6.s1",),
        }
        assert found[verdict] == expected[str(verdict.arguments[1])]


@pytest.mark.parametrize(
    ("change", "assumed"),
    [
        ({"without": ["proceeding"]}, ["assumed_litigation"]),
        ({"proceeding": ["reconsideration"]}, []),
        ({"without": ["proceeding"], "denied": {"proceeding": ["reconsideration"]}}, []),
        ({"date": [["act", "2023-02-01"]], "readings": {"temporal_anchor": "conduct"}}, []),
        (
            {"without": ["date"], "readings": {"temporal_anchor": "conduct"}},
            ["assumed_in_force(act)"],
        ),
        (
            {"knew_of_error": ["局"]},
            ['assumed_not_started("局")', 'assumed_not_corrected("局")'],
        ),
        (
            {"knew_of_error": ["局"], "denied": {"self_correction_started": ["局"]}},
            ['assumed_not_corrected("局")'],
        ),
        ({"fault": [["王某", "intent"]]}, []),
    ],
)
def test_what_is_taken_for_granted_is_reported(
    law: Reasoner, change: dict[str, Any], assumed: list[str]
) -> None:
    case = sound(**change)
    case.setdefault("readings", {})["fault_threshold"] = "none_needed"
    assert list(map(str, solve(law, case).summary.assumptions)) == assumed


def test_a_fault_level_is_assumed_only_where_a_reading_asks_for_it(law: Reasoner) -> None:
    assert list(map(str, solve(law, sound()).summary.assumptions)) == [
        'assumed_fault_level("王某")'
    ]
    denied = sound(denied={"fault": [["王某", "ordinary"]]})
    assert solve(law, denied).summary.assumptions == ()
