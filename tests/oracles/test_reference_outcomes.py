"""The oracle's outcomes: hand-counted cases, then its machinery against the plain definition."""

from __future__ import annotations

import random
from collections.abc import Mapping
from itertools import product
from math import prod

from support.oracles.reference.facts import (
    PERSON,
    READINGS,
    Case,
    Findings,
    Row,
    facts_of,
    read_case,
)
from support.oracles.reference.given import ASSUMED, DECEIVED, EXEMPTION, FALSIFIED, facts
from support.oracles.reference.law import Conclusions, conclusions, view
from support.oracles.reference.oracle import Answer, Combo, outcomes
from support.oracles.reference.random_cases import random_case
from support.oracles.reference.scope import Readings
from support.oracles.reference.trees import readings_in

# --- Outcomes, readings, disputes ---


def test_an_exemption_against_later_conduct_has_thirty_eight_outcomes() -> None:
    # counted, binding: 2 + 1 + 1 + 4; counted, permissive: 3 + 1 + 2 + 4;
    # separate, binding: 2 under each option of the clash; separate, permissive: 3 under each.
    answer = outcomes(Case(facts(DECEIVED, FALSIFIED)))
    assert answer.live(frozenset()) == (
        "exemption_force",
        "exemption_vs_aggravation",
        "later_conduct",
    )
    assert answer.count() == len(set(map(hashable, answer.outcomes()))) == 8 + 10 + 8 + 12
    assert answer.collisions == {"exemption_vs_aggravation": {"甲"}}
    offset = answer.dispositions_under("exemption_vs_aggravation", "offset")
    assert offset == {"甲": {"ordinary", *EXEMPTION, "aggravated"}}


def hashable(outcome: tuple[Combo, dict[str, str], Conclusions]) -> object:
    combo, options, atoms = outcome
    return combo, frozenset(options.items()), atoms


def test_a_pinned_reading_is_not_live_and_keeps_its_option() -> None:
    answer = outcomes(Case(facts(DECEIVED), pins={"exemption_force": "binding"}))
    assert (answer.live(frozenset()), answer.count()) == ((), 2)
    assert answer.persons["甲"].dispositions == EXEMPTION
    assert not answer.persons["甲"].contested  # discretion alone contests nothing


def test_a_reading_that_moves_only_what_is_not_a_disposition_is_live_yet_bears_on_nobody() -> None:
    case = facts(DECEIVED, FALSIFIED)
    pins = {"exemption_vs_aggravation": "exemption_prevails", "exemption_force": "binding"}
    answer = outcomes(Case(case, pins=pins))
    assert answer.live(frozenset()) == ("later_conduct",)
    assert answer.persons["甲"].readings == ()
    assert ("separate_pursuit", "甲") in answer.brave - answer.always


def test_a_disputed_fact_that_changes_nothing_is_idle_and_not_branched_on() -> None:
    telling, idle = ("deceived_by_party", ("甲",)), ("statutory_severity", ("乙",))
    answer = outcomes(
        Case(
            facts(("serves", "乙", "局")),
            disputed=facts_of([telling, idle]),
            pins={"exemption_force": "binding"},
        )
    )
    assert answer.idle == {idle}
    assert answer.count() == 1 + 2
    assert answer.persons["甲"].contested
    assert answer.always == {("counted_in_assessment", "局")}


def test_two_facts_each_enough_for_one_effect_are_both_telling() -> None:
    disputed = [("deceived_by_party", ("甲",)), ("misled_by_legal_basis", ("甲", "unclear"))]
    assert outcomes(Case(facts(), disputed=facts_of(disputed))).idle == frozenset()


def test_two_kinds_of_one_organ_in_dispute_exclude_each_other_and_both_tell() -> None:
    kinds = [("organ", ("局", "administrative_organ")), ("organ", ("局", "other_body"))]
    case = facts(without=(("organ", "局", "administrative_organ"),))
    answer = outcomes(Case(case, disputed=facts_of(kinds)))
    assert set(answer.worlds) == {frozenset(kinds[:1]), frozenset(kinds[1:])}
    assert set(answer.dropped) == {frozenset(), frozenset(kinds)}
    assert answer.idle == frozenset()
    assert answer.persons["甲"].dispositions == {"ordinary", "no_ground"}


def test_a_disputed_role_is_contested_though_the_disposition_is_one() -> None:
    role = facts_of([("role", ("甲", "handler"))])
    answer = outcomes(Case(facts(), disputed=role))  # both stated and disputed: disputed
    assert answer.persons["甲"].dispositions == {"ordinary"}
    assert answer.persons["甲"].contested
    assert answer.count() == 2


def test_a_case_is_refused_when_every_combination_is() -> None:
    case = facts(without=(("ruling", "revoked"),))
    answer = outcomes(Case(case, disputed=facts_of([("loss_harm", ("vile_influence",))])))
    assert answer.refused
    assert {problem.name for problem in answer.problems} == {"no_ruling"}


def test_a_row_both_denied_and_disputed_is_refused() -> None:
    row = facts_of([("harm", ("none",))])
    answer = outcomes(Case(facts(), disputed=row, denied=row))
    assert {problem.name for problem in answer.problems} == {"denied_and_not"}


# --- The machinery against the plain definition ---


def random_answers(count: int) -> list[tuple[Case, Answer]]:
    found = []
    for seed in range(count):
        rng = random.Random(f"machinery {seed}")
        case = read_case(random_case(rng, size="rich" if seed % 2 else "small"))
        answer = outcomes(case)
        if not answer.refused:
            found.append((case, answer))
    return found


def definite(case: Case, combo: Combo) -> dict[str, list[Row]]:
    """The facts of one combination of disputed facts."""
    stated = {(name, row) for name, rows in case.facts.items() for row in rows}
    disputed = {(name, row) for name, rows in case.disputed.items() for row in rows}
    return facts_of((stated - disputed) | combo)


def test_joint_sets_are_those_of_the_law_under_any_full_assignment() -> None:
    rng = random.Random("assignments")
    for case, answer in random_answers(60):
        for combo in answer.worlds:
            options = {r: rng.choice(o) for r, o in READINGS.items()} | case.pins
            assert answer.joint(combo, options) == conclusions(definite(case, combo), options)


def test_live_readings_are_those_of_rule_3_by_plain_product() -> None:
    """Rule 3 word for word, over the readings the law consults at all for each person."""
    checked = 0
    for case, answer in random_answers(50):
        for combo, world in answer.worlds.items():
            f = Findings(definite(case, combo))
            for person in f.names(PERSON):
                live = readings_in(world.people[person])
                assert live <= set(world.live)
                asked = consulted(f, person, case.pins)
                open_to = [[case.pins[r]] if r in case.pins else READINGS[r] for r in asked]
                if prod(map(len, open_to)) > 3000:
                    continue
                table = {
                    options: view(f, dict(zip(asked, options, strict=True)), person).conclusions
                    for options in product(*open_to)
                }
                assert readings_by_rule_3(asked, table) == live
                checked += 1
    assert checked > 100


class Listening(dict[str, str]):
    """A full assignment that notes what is asked of it."""

    def __init__(self, options: Mapping[str, str], asked: set[str]) -> None:
        super().__init__(options)
        self.asked = asked

    def __getitem__(self, reading: str) -> str:
        self.asked.add(reading)
        return super().__getitem__(reading)


def consulted(f: Findings, person: str, pins: Readings) -> list[str]:
    """Every reading asked for on some path: closed under all options of those asked so far.

    Past seven it gives up and answers with all of them, which is never wrong.
    """
    known: set[str] = set()
    while len(known) <= 7:
        asked = set(known)
        in_turn = sorted(known - pins.keys())
        for options in product(*(READINGS[r] for r in in_turn)):
            chosen = ASSUMED | dict(zip(in_turn, options, strict=True)) | dict(pins)
            view(f, Listening(chosen, asked), person)
        if asked == known:
            return sorted(known)
        known = asked
    return list(READINGS)


def readings_by_rule_3(
    asked: list[str], table: Mapping[tuple[str, ...], frozenset[Conclusions]]
) -> set[str]:
    live = set()
    for place, reading in enumerate(asked):
        by_others: dict[tuple[str, ...], set[frozenset[Conclusions]]] = {}
        for options, value in table.items():
            others = options[:place] + options[place + 1 :]
            by_others.setdefault(others, set()).add(value)
        if any(len(values) > 1 for values in by_others.values()):
            live.add(reading)
    return live


def test_worlds_that_agree_on_all_telling_facts_have_equal_conclusions() -> None:
    for _, answer in random_answers(100):
        for combo, world in answer.worlds.items():
            assert world.signature == answer.world(combo).signature
