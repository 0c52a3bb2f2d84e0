"""Disputed facts: outcomes with and without each, the idle ones, the combinations left out."""

from __future__ import annotations

import random
from itertools import product

import pytest

from support.cases.sound import dispositions, solve, sound, text_of
from support.oracles.reference import outcomes, random_case, read_case
from support.sampling import few
from wenze import Outcomes, Reasoner
from wenze.reasoner.atoms import plain
from wenze.reasoner.solver.disputed_facts import neighbours

# The first two change nothing by themselves.
ABOUT_ONE: tuple[str, ...] = (
    "minor_circumstances",
    "reasonable_review",
    "deceived_by_party",
    "no_subjective_cause",
)
ABOUT_ONE += ("statutory_leniency", "statutory_severity", "leading_cadre", "error_discovered")


def disputed_of(found: Outcomes) -> list[dict[str, bool]]:
    return [dict(outcome.disputed) for outcome in found]


def test_a_disputed_fact_gives_outcomes_with_it_and_without_it(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"statutory_severity": ["王某"]}))
    fact = 'statutory_severity("王某")'
    assert disputed_of(found) == [{fact: True}, {fact: False}]
    assert dispositions(found) == {"王某": {"aggravated", "ordinary"}}
    assert (found.model.idle, found.model.dropped) == ((), ())


def test_two_disputed_facts_give_every_combination(law: Reasoner) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"]],
        role=[["王某", "handler"], ["李某", "handler"]],
        disputed={"statutory_severity": ["王某", "李某"]},
    )
    combinations = [tuple(each.values()) for each in disputed_of(solve(law, case))]
    assert combinations == list(product((True, False), repeat=2))


def test_a_disputed_fact_that_changes_nothing_is_idle_and_not_branched_on(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"minor_circumstances": ["王某"]}))
    assert found.model.idle == ('minor_circumstances("王某")',)
    assert disputed_of(found) == [{}]


def test_two_facts_each_enough_for_one_effect_are_both_telling(law: Reasoner) -> None:
    case = sound(disputed={"statutory_severity": ["王某"], "loss_harm": ["vile_influence"]})
    assert solve(law, case).model.idle == ()


def test_a_fact_that_tells_under_one_reading_only_is_telling(law: Reasoner) -> None:
    disputed = {"harm": ["vile_influence"]}
    assert solve(law, sound(disputed=disputed)).model.idle == ()
    pinned = sound(disputed=disputed, readings={"loss_caused": "loss_only"})
    assert solve(law, pinned).model.idle == ("harm(vile_influence)",)


def test_exactly_one_of_two_kinds_of_an_organ_tells_though_neither_can_change_alone(
    law: Reasoner,
) -> None:
    kinds = [["局", "administrative_organ"], ["局", "other_body"]]
    found = solve(law, sound(without=["organ"], disputed={"organ": kinds}))
    first, second = 'organ("局",administrative_organ)', 'organ("局",other_body)'
    assert found.model.idle == ()
    assert disputed_of(found) == [{first: True, second: False}, {first: False, second: True}]
    assert dispositions(found) == {"王某": {"ordinary", "no_ground"}}
    assert [dropped.combination for dropped in found.model.dropped] == [
        ((first, True), (second, True)),
        ((first, False), (second, False)),
    ]


def test_exactly_one_of_two_kinds_that_mean_the_same_is_idle(law: Reasoner) -> None:
    kinds = [["局", "administrative_organ"], ["局", "authorised_organisation"]]
    found = solve(law, sound(without=["organ"], disputed={"organ": kinds}))
    assert len(found.model.idle) == 2
    assert disputed_of(found) == [{}]


def test_a_combination_that_contradicts_itself_drops_out_and_is_named(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"harm": ["none", "small"]}))
    (dropped,) = found.model.dropped
    assert dropped.combination == (("harm(none)", True), ("harm(small)", True))
    assert [str(s) for s in dropped.refusals] == [
        "refused(none_and_small_harm,(harm(none),harm(small)))"
    ]


def test_a_disputed_fact_that_only_contradicts_is_no_trouble_to_the_persons(law: Reasoner) -> None:
    """It bears on what is refused, and on nobody's disposition."""
    case = sound(deceived_by_party=["王某"], harm=["vile_influence"], disputed={"harm": ["none"]})
    found = solve(law, case)
    plain = solve(law, sound(deceived_by_party=["王某"], harm=["vile_influence"]))
    assert found.summary.persons == plain.summary.persons
    assert found.model.idle == ("harm(none)",)
    assert [o.conclusions for o in found] == [o.conclusions for o in plain]


def test_only_the_smallest_combinations_are_named(law: Reasoner) -> None:
    """A missing ruling is named alone, though larger combinations are refused with it."""
    disputed = {"ruling": ["revoked"], "harm": ["none", "small"]}
    found = solve(law, sound(without=["ruling"], disputed=disputed))
    assert [dropped.combination for dropped in found.model.dropped] == [
        (("ruling(revoked)", False),),
        (("harm(none)", True), ("harm(small)", True)),
    ]


@pytest.mark.parametrize("first", few(range(0, 80, 20), every=4))
def test_what_is_dropped_is_minimal_and_complete(law: Reasoner, first: int) -> None:
    """Against the oracle: a combination is refused exactly when it extends one that is named."""
    compared = 0
    for seed in range(first, first + 20):
        document = random_case(random.Random(f"dropped {seed}"), size="small")
        document["disputed"] = {
            "harm": ["none", "small"],
            "fault": [["某人", "intent"]],
            **document["disputed"],  # type: ignore[dict-item]
        }
        oracle = outcomes(read_case(document))
        if oracle.refused or len(oracle.disputed) > 6:
            continue
        compared += 1
        found = solve(law, document)
        names = [str(fact) for fact in found.findings.disputed]
        texts = {str(f): f for f in found.findings.disputed}
        refused = set()
        for combination in oracle.dropped:
            held = {(name, *row) for name, row in combination}
            refused.add(
                frozenset(
                    (name, (texts[name].name, *map(plain, texts[name].arguments)) in held)
                    for name in names
                )
            )
        named = [frozenset(dropped.combination) for dropped in found.model.dropped]
        everything = {
            frozenset(zip(names, values, strict=True))
            for values in product((True, False), repeat=len(names))
        }
        covered = {whole for whole in everything if any(part <= whole for part in named)}
        assert covered == refused, document
        for part in named:  # minimal: with any fact left open, some completion is admitted
            for literal in part:
                wider = part - {literal}
                assert any(wider <= whole for whole in everything - refused), document
    assert compared


def test_any_number_of_disputed_facts_is_told_of_exactly(law: Reasoner) -> None:
    names = [f"职员{number}" for number in range(60)]
    people = {
        "serves": [[name, "局"] for name in names],
        "role": [[name, "handler"] for name in names],
    }
    disputed = {"statutory_severity": names, "minor_circumstances": names[:3]}
    found = solve(law, sound(**people, disputed=disputed))
    assert (found.count, found.model.exhaustive) == (2**60, True)
    assert found.model.idle == tuple(f'minor_circumstances("{name}")' for name in names[:3])
    assert dispositions(found) == {name: {"aggravated", "ordinary"} for name in names}
    assert all(person.contested for person in found.summary.persons.values())
    assert 'counted_in_assessment("局")' in map(str, found.summary.always)
    assert not any(symbol.name == "disposition" for symbol in found.summary.always)
    last = found.at(2**60)
    assert not any(last.disputed.values())
    assert [found.at(n) for n in range(1, 6)] == found.first(5)


def test_facts_that_exclude_each_other_are_listed_however_many(law: Reasoner) -> None:
    days = [["act", f"2023-01-{day:02}"] for day in range(1, 21)]
    found = solve(law, sound(without=["date"], disputed={"date": days}))
    assert (len(found.model.idle), found.count) == (20, 1)
    assert len(found.model.dropped) == 190


def test_facts_bound_together_that_bear_on_nobody_are_idle_however_many(law: Reasoner) -> None:
    """Nothing may be said of one who serves no organ: serving binds all that is said of one."""
    said = {name: ["路人"] for name in ABOUT_ONE}
    found = solve(law, sound(disputed={"serves": [["路人", "局"]], **said}))
    assert (found.count, len(found.model.idle), found.model.exhaustive) == (
        1,
        1 + len(ABOUT_ONE),
        True,
    )


def test_hundreds_of_facts_bound_together_take_no_more_depth_than_there_is(law: Reasoner) -> None:
    acts = [[f"行为{number}", "路人", "同类", "2023-01-01"] for number in range(1, 351)]
    case = sound(disputed={"serves": [["路人", "局"]], "fault_act": acts}, at_issue=["行为0"])
    case["facts"]["fault_act"] = [["行为0", "王某", "别类", "2023-02-01"]]
    found = solve(law, case)
    assert found.count is not None
    assert len(found.model.dropped) >= len(acts)


def test_facts_bound_together_in_too_many_ways_are_not_called_idle(law: Reasoner) -> None:
    bound = {"serves": [["李某", "局"]], "role": [["李某", "handler"]]}
    few = {name: ["李某"] for name in ABOUT_ONE[:6]}
    listed = solve(law, sound(disputed={**bound, **few}))
    assert listed.model.exhaustive
    idle = ('serves("李某","局")', *(f'{name}("李某")' for name in ABOUT_ONE[:2]))
    assert listed.model.idle == idle
    many = {name: ["李某"] for name in ABOUT_ONE}
    bounded = solve(law, sound(disputed={**bound, **many}))
    assert (bounded.count, bounded.model.idle, bounded.model.exhaustive) == (None, (), False)
    everything = {"exempted", "not_pursued", "lenient", "mitigated", "aggravated", "ordinary"}
    everything |= {"no_ground", "under_cadre_rules"}
    assert dispositions(bounded)["李某"] == everything
    assert dispositions(bounded)["王某"] == {"ordinary"}


def test_neighbours_have_no_third_between_them() -> None:
    everything = list(product((True, False), repeat=3))
    pairs = list(neighbours(everything))
    assert len(pairs) == 12  # the edges of a cube
    assert all(sum(a != b for a, b in zip(*pair, strict=True)) == 1 for pair in pairs)
    assert list(neighbours([(True, False), (False, True)])) == [((True, False), (False, True))]


def test_a_person_only_named_in_a_disputed_fact_must_serve_an_organ_where_it_holds(
    law: Reasoner,
) -> None:
    found = solve(law, sound(disputed={"suspected_crime": ["路人"]}))
    (dropped,) = found.model.dropped
    assert dropped.combination == (('suspected_crime("路人")', True),)
    assert list(map(text_of, found.summary.persons)) == ["王某"]
