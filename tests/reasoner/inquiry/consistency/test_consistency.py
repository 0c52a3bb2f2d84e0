"""Decided cases held together, against trying every combination of readings and every set."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from math import prod
from typing import Any, cast

import pytest

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, sound, text_of
from support.oracles.brute_force import BruteForce
from support.oracles.reference import random_case
from support.sampling import few
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.answer.receipt import digests
from wenze.reasoner.case.decision_selector import Decision
from wenze.reasoner.case.findings import check
from wenze.reasoner.inquiry.consistency.combinations import Combinations
from wenze.reasoner.inquiry.consistency.consistency import Consistency
from wenze.reasoner.inquiry.consistency.decided import Decided
from wenze.reasoner.solver.diagram import Node

OPEN = ("exemption_force", "exemption_vs_aggravation", "later_conduct")
DEMO = sound(**COLLISION)


def decided(case: Mapping[str, Any], decision: object, name: str | None = None) -> Decided:
    return Decided(Case.from_data(case), decision, name)


def held(
    *past: Decided, case: Mapping[str, Any] | None = None, reasoner: Reasoner = LAW, limit: int = 10
) -> Consistency:
    new = None if case is None else Case.from_data(case)
    return reasoner.consistency(past, new, limit)


def every_combination(reasoner: Reasoner, varied: Sequence[str]) -> Iterator[dict[str, str]]:
    """All combinations of the options of some readings, the others at their first."""
    readings = reasoner.pack.readings
    pools = [r.option_ids if r.id in varied else r.option_ids[:1] for r in readings]
    for options in product(*pools):
        yield {reading.id: option for reading, option in zip(readings, options, strict=True)}


def holds(found: Consistency, node: Node, combination: Mapping[str, str]) -> bool:
    return found.space.pinned(node, combination) == found.space.diagrams.true


def by_brute_force(
    reasoner: Reasoner,
    case: Mapping[str, Any],
    decision: Mapping[str, str],
    pins: Mapping[str, str],
) -> bool:
    """Whether an answer set of the case has the decision, on some finding, all readings pinned."""
    given = dict(case.get("readings") or {})
    if any(pins[name] != option for name, option in given.items()):
        return False
    checked = check(Case.from_data({**case, "readings": dict(pins)}), reasoner.pack)
    wanted = {str(v) for v in Decision(decision).verdicts(reasoner.pack).values()}
    worlds = chain.from_iterable(BruteForce(reasoner.pack, checked.findings).table.values())
    return any(wanted <= world for world in worlds)


def some_decision(rng: random.Random, found: Outcomes) -> dict[str, str]:
    """A decision that some outcome has, or one that may be in none."""
    verdicts = {
        text_of(person): [str(v.arguments[1]) for v in each.verdicts]
        for person, each in found.summary.persons.items()
    }
    persons = rng.sample([*verdicts], rng.randint(1, len(verdicts)))
    words = [*found.pack.types["disposition"].labels] if rng.random() < 0.2 else None
    return {person: rng.choice(words or verdicts[person]) for person in persons}


def answered(seeds: Iterator[int], count: int) -> Iterator[tuple[dict[str, Any], Outcomes]]:
    """Random cases of the law in which some of three readings are open or pinned."""
    while count:
        rng = random.Random(f"consistency {next(seeds)}")
        case = cast("dict[str, Any]", random_case(rng, size="small"))
        pin = rng.choice(OPEN)
        options = next(r.option_ids for r in LAW.pack.readings if r.id == pin)
        case["readings"] = {pin: rng.choice(options)} if rng.random() < 0.4 else {}
        if LAW.problems(Case.from_data(case)):
            continue
        found = LAW.solve(Case.from_data(case))
        if found.summary.persons:
            count -= 1
            yield case, found


def mini_case(rng: random.Random) -> dict[str, Any]:
    """A case of the mini pack: two who were late, ill themselves or at home, one in dispute."""
    facts: dict[str, Any] = {"loan": [[who, "2030-03-01"] for who in ("张三", "李四")]}
    for name in ("late", "ill", "household_ill"):
        facts[name] = [who for who in ("张三", "李四") if rng.random() < 0.6]
    disputed = {name: ["张三"] for name in ("late", "ill") if rng.random() < 0.3}
    pins = {"illness": rng.choice(["own", "household"])} if rng.random() < 0.3 else {}
    return {"facts": facts, "disputed": disputed, "readings": pins}


# --- what explains a decision


def test_a_decision_is_explained_by_the_readings_that_lead_to_it() -> None:
    rng = random.Random("decisions")
    explained = 0
    seeds = iter(range(10_000))
    for case, solved in [(DEMO, LAW.solve(Case.from_data(DEMO))), *answered(seeds, 2)]:
        decision = some_decision(rng, solved)
        found = held(decided(case, decision))
        for combination in every_combination(LAW, OPEN):
            wanted = by_brute_force(LAW, case, decision, combination)
            assert holds(found, found.explained[0].condition, combination) is wanted
            explained += wanted
    assert explained > 10


@pytest.mark.parametrize("seed", few(range(4), every=2))
def test_decisions_under_another_law_are_explained_as_trying_everything_has_it(
    mini: Reasoner, seed: int
) -> None:
    rng = random.Random(f"mini {seed}")
    past: list[tuple[dict[str, Any], dict[str, str]]] = []
    for _ in range(4):
        decision = {rng.choice(["张三", "李四"]): rng.choice(["waived", "charged", "not_due"])}
        past.append((mini_case(rng), decision))
    found = held(*(decided(*each) for each in past), reasoner=mini)
    table = [
        [by_brute_force(mini, case, decision, pins) for case, decision in past]
        for pins in every_combination(mini, ["illness"])
    ]
    assert found.space.count(found.explaining) == sum(map(all, table))
    assert found.consistent is any(map(all, table))
    conflicts, exhausted = found.conflicts
    assert exhausted
    told = {frozenset(each) for groups in conflicts for each in product(*groups)}
    assert told == smallest(len(past), lambda each: any(all(r[n] for n in each) for r in table))


def smallest(count: int, stand: Any) -> set[frozenset[int]]:
    """The minimal sets that do not stand, by trying all."""
    sets = (frozenset(c) for size in range(count + 1) for c in combinations(range(count), size))
    found: set[frozenset[int]] = set()
    for each in sets:
        if not stand(each) and not any(other < each for other in found):
            found.add(each)
    return found


# --- what cannot stand together

DECISIONS: tuple[dict[str, str], ...] = (
    {"王某": "exempted"},
    {"王某": "aggravated"},
    {"王某": "ordinary"},
    {"王某": "not_pursued"},
)
# Each leaves some of the ways to decide the same case.
KEPT: tuple[dict[str, str], ...] = (
    {},
    {"exemption_force": "binding"},
    {"exemption_vs_aggravation": "offset"},
    {"exemption_vs_aggravation": "exemption_prevails", "later_conduct": "counted"},
    {"later_conduct": "separate"},
)


@pytest.mark.parametrize("seed", few(range(6), every=3))
def test_all_minimal_sets_that_cannot_stand_together_are_found(seed: int) -> None:
    rng = random.Random(f"conflicts {seed}")
    past = [
        decided({**DEMO, "readings": rng.choice(KEPT)}, rng.choice(DECISIONS)) for _ in range(7)
    ]
    found = held(*past)
    diagrams = found.space.diagrams

    def stand(numbers: frozenset[int]) -> bool:
        return diagrams.all_of(found.explained[n].condition for n in numbers) != diagrams.false

    conflicts, exhausted = found.conflicts
    told = [frozenset(each) for groups in conflicts for each in product(*groups)]
    assert exhausted
    assert len(told) == len(set(told))
    assert set(told) == smallest(len(past), stand)
    assert bool(told) is not found.consistent


def test_a_decision_that_nothing_explains_is_a_minimal_set_by_itself() -> None:
    found = held(
        decided(DEMO, {"王某": "exempted"}),
        decided(DEMO, {"王某": "lenient"}),
        decided(DEMO, {"王某": "lenient"}),
    )
    assert not found.consistent
    assert found.conflicts == ((((1, 2),),), True)
    said = cast("dict[str, Any]", found.as_json("en"))
    assert [each["explained"] for each in said["decided"]] == [True, False, False]
    assert said["conflicts"][0]["decisions"] == [[2, 3]]
    text = said["conflicts"][0]["text"]
    assert text == "No reading of the law leads to the decision in case 2, case 3"
    assert [each["pinned_out"] for each in said["decided"]] == [False] * 3


@pytest.mark.parametrize(
    ("pinned", "word"),
    [
        (
            {"readings": {"exemption_vs_aggravation": "offset", "later_conduct": "counted"}},
            "exempted",
        ),
        ({"school": "lenity"}, "aggravated"),
    ],
)
def test_a_decision_that_only_the_case_s_own_pins_exclude_is_told_so(
    pinned: dict[str, Any], word: str
) -> None:
    found = held(
        decided({**DEMO, **pinned}, {"王某": word}),
        decided({**DEMO, **pinned}, {"王某": "lenient"}),
    )
    said = cast("dict[str, Any]", found.as_json("en"))
    assert [each["explained"] for each in said["decided"]] == [False, False]
    assert [each["pinned_out"] for each in said["decided"]] == [True, False]
    assert said["conflicts"][0]["decisions"] == [[1, 2]]
    out, never = said["conflicts"][0]["text"].rsplit("; ", 1)
    assert "pins excludes the decision in case 1" in out
    assert ("the school" in out) is ("school" in pinned)
    assert never == "No reading of the law leads to the decision in case 2"


def test_what_a_case_pins_itself_is_not_told_as_demanded() -> None:
    pins = {"exemption_force": "binding", "later_conduct": "counted"}
    found = held(decided({**DEMO, "readings": pins}, {"王某": "exempted"}))
    [told] = cast("Any", found.as_json("zh"))["decided"]
    assert told["pinned"] == pins
    assert told["ways"]
    for way in told["ways"]:
        assert way["readings"].keys() == {"exemption_vs_aggravation"}
    whole = {**pins, "exemption_vs_aggravation": "offset"}
    found = held(decided({**DEMO, "readings": whole}, {"王某": "ordinary"}))
    [told] = cast("Any", found.as_json("zh"))["decided"]
    assert [way["readings"] for way in told["ways"]] == [{}]


def test_cases_of_the_same_facts_that_were_decided_differently_are_named() -> None:
    offset = {**DEMO, "readings": {"exemption_vs_aggravation": "offset"}}
    disputed = {**DEMO, "disputed": {"statutory_severity": ["王某"]}}
    past = [
        decided(DEMO, {"王某": "exempted"}),
        decided(disputed, {"王某": "exempted"}),
        decided(DEMO, {"王某": "exempted"}),
        decided(disputed, {"王某": "aggravated"}),
        decided(offset, {"王某": "ordinary"}),
        decided({**offset, "title": "丙"}, {"王某": "ordinary"}),
    ]
    said = cast("Any", held(*past).as_json("en"))["unequal"]
    told = [(each["decisions"], each["explained"]) for each in said]
    assert told == [([1, 3, 5, 6], False), ([2, 4], True)]
    assert "no one reading" in said[0]["text"]
    assert "other findings" in said[1]["text"]
    assessed = held(decided(DEMO, {"王某": "ordinary"}), decided(DEMO, {"王某": "exempted"}))
    assert assessed.consistent
    [alike] = cast("Any", assessed.as_json("zh"))["unequal"]
    assert alike["explained"]
    assert "以裁量可以解释" in alike["text"]
    assert held(past[0], past[2], past[3]).unequal == ()


def test_like_cases_decided_on_opposed_readings_conflict_with_the_reasons() -> None:
    either = {"exemption_force": "binding", "later_conduct": "counted"}
    case = {**DEMO, "readings": either}
    past = [
        decided(case, {"王某": "aggravated"}, "甲案"),
        decided(case, {"王某": "ordinary"}, "乙案"),
    ]
    found = held(*past)
    assert found.consistent  # each may be assessed by itself
    offset = {**case, "readings": {**either, "exemption_vs_aggravation": "offset"}}
    found = held(*past, decided(offset, {"王某": "ordinary"}, "丙案"))
    assert found.conflicts[0] == (((0,), (2,)),)
    text = cast("dict[str, Any]", found.as_json("zh"))["conflicts"][0]["text"]
    assert "甲案" in text
    assert "丙案" in text
    assert "相互抵销" in text


def test_it_is_said_where_not_all_sets_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.reasoner.inquiry.consistency.consistency.MAX_CONFLICTS", 1)
    pinned = [
        {**DEMO, "readings": {"exemption_vs_aggravation": option}}
        for option in ("offset", "assessed", "exemption_prevails")
    ]
    found = held(
        *(decided(case, {"王某": "ordinary"}) for case in pinned[:2]),
        *(decided(case, {"王某": "exempted"}) for case in pinned[2:]),
    )
    conflicts, exhausted = found.conflicts
    assert (len(conflicts), exhausted, found.exhausted) == (1, False, False)


# --- what they leave


def test_combinations_are_counted_and_told_exactly() -> None:
    space = Combinations(LAW.pack)
    names = [reading.id for reading in LAW.pack.readings][:4]
    sizes = space.diagrams.sizes[:4]
    for seed in range(6):
        rng = random.Random(seed)
        chosen = [each for each in product(*map(range, sizes)) if rng.random() < 0.3]
        node = space.diagrams.false
        for each in chosen:
            cube = [space.diagrams.answered(*answer) for answer in enumerate(each)]
            node = space.diagrams.either(node, space.diagrams.all_of(cube))
        assert space.count(node) == len(chosen) * prod(space.diagrams.sizes[4:])
        for place, name in enumerate(names):
            options = LAW.pack.readings[place].option_ids
            left = {options[each[place]] for each in chosen}
            assert set(space.remaining(node, name)) == left
        ways, exhausted = space.ways(node, 1000)
        assert exhausted
        covered = space.diagrams.false
        for way in ways:
            cube = [space.diagrams.true]
            cube += [
                space.diagrams.answered(names.index(name), options.index(option))
                for name, option in way.items()
                for options in [LAW.pack.readings[names.index(name)].option_ids]
            ]
            covered = space.diagrams.either(covered, space.diagrams.all_of(cube))
        assert covered == node


def test_a_reading_is_forced_narrowed_tied_or_free() -> None:
    past = decided({**DEMO, "readings": {"exemption_force": "binding"}}, {"王某": "ordinary"})
    found = held(past)
    standing = {r.id: found.standing(r) for r in LAW.pack.readings}
    assert standing["exemption_force"] == "forced"
    assert standing["exemption_vs_aggravation"] == "narrowed"
    assert standing["later_conduct"] == "forced"
    assert standing["corrector"] == "free"
    tied = held(decided(DEMO, {"王某": "aggravated"}))
    assert tied.standing(LAW.pack.readings[0]) == "tied"
    none = held(decided(DEMO, {"王某": "lenient"}))
    assert {none.standing(reading) for reading in LAW.pack.readings} == {"excluded"}


# --- a new case


@pytest.mark.parametrize("seed", few(range(6), every=3))
def test_what_is_in_line_is_what_outcomes_have_under_readings_that_the_past_leaves(
    seed: int,
) -> None:
    rng = random.Random(f"new {seed}")
    past = [
        decided({**DEMO, "readings": rng.choice(KEPT)}, rng.choice(DECISIONS))
        for _ in range(rng.randint(1, 2))
    ]
    new = {**DEMO, "readings": {"corrector": "organ"}, "disputed": {"statutory_severity": ["王某"]}}
    found = held(*past, case=new, limit=10_000)
    if not found.consistent:
        assert found.new is None
        return
    left = [c for c in every_combination(LAW, OPEN) if holds_somehow(found, c)]
    solved = LAW.solve(Case.from_data(new))
    in_line = [o for o in solved if any(o.readings.items() <= c.items() for c in left)]
    assert found.new is not None
    assert [o.id for o in found.new.outcomes] == [o.id for o in in_line]
    assert found.new.exhausted
    departing = [outcome.id for outcome in solved if outcome not in in_line]
    assert [outcome.id for outcome in found.new.departing] == departing
    for person, verdicts in found.new.verdicts.items():
        drawn = {
            s
            for o in in_line
            for s in o.conclusions
            if s in solved.summary.persons[person].verdicts
        }
        assert set(verdicts) == drawn
    live = solved.model.live_anywhere
    demanded = {n for n in live if len({c[n] for c in left}) < len({*options_of(n)})}
    assert demanded <= found.new.demanded.keys()
    assert all({*o} == {c[n] for c in left} for n, o in found.new.demanded.items())


def options_of(name: str) -> tuple[str, ...]:
    reading = LAW.pack.reading(name)
    assert reading is not None
    return reading.option_ids


def holds_somehow(found: Consistency, combination: Mapping[str, str]) -> bool:
    """Whether the past leaves these options of the readings that are varied."""
    varied = {name: combination[name] for name in OPEN}
    return found.space.pinned(found.explaining, varied) != found.space.diagrams.false


def test_a_case_that_pins_what_the_past_excludes_has_nothing_in_line() -> None:
    past = decided(
        {**DEMO, "readings": {"exemption_vs_aggravation": "offset"}}, {"王某": "ordinary"}
    )
    new = {**DEMO, "readings": {"exemption_vs_aggravation": "assessed"}}
    found = held(past, case=new)
    assert found.new is not None
    assert found.new.outcomes == ()
    assert not any(found.new.verdicts.values())


def test_it_is_said_where_not_all_outcomes_could_be_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wenze.reasoner.inquiry.consistency.new_case.MAX_LOOKED", 1)
    found = held(decided(DEMO, {"王某": "ordinary"}), case=DEMO)
    assert found.new is not None
    assert (found.new.exhausted, found.exhausted) == (False, False)


# --- what is refused, and the answer


def test_all_faults_of_all_cases_are_reported_with_their_places() -> None:
    past = [
        Decided(Case.from_data({"facts": {"harm": ["none", "small"]}}), {"王某": "x"}, None, "/a"),
        Decided(Case.from_data(DEMO), {"张三": "exempted"}, None, "/b"),
    ]
    with pytest.raises(CaseRefused) as refusal:
        LAW.consistency(past, Case.from_data({"facts": {"rolle": []}}))
    places = {problem.pointer.split("/")[1] for problem in refusal.value.problems}
    assert places == {"a", "b", "case"}
    assert "/a/decision/王某" in {problem.pointer for problem in refusal.value.problems}
    assert "/b/decision/张三" in {problem.pointer for problem in refusal.value.problems}


@pytest.mark.parametrize(("count", "code"), [(0, "incomplete"), (501, "too_large")])
def test_there_are_some_decided_cases_and_not_too_many(count: int, code: str) -> None:
    with pytest.raises(CaseRefused) as refusal:
        held(*[decided(DEMO, {"王某": "exempted"})] * count)
    assert [problem.code for problem in refusal.value.problems] == [code]


def test_the_answer_is_plain_data_with_a_receipt_over_its_cases() -> None:
    past = decided(DEMO, {"王某": "exempted"}, "甲案")
    said: Any = held(past, case=DEMO, limit=2).as_json("zh")
    assert said == {**held(past, case=DEMO, limit=2).as_json("zh")}
    assert said["receipt"]["parts"] == digests(said)
    assert said["receipt"]["asked"]["decisions"] == [{"王某": "exempted"}]
    assert said["consistent"] is True
    assert len(said["case"]["outcomes"]) == 2
    assert len(said["case"]["departing"]) == 2
    assert said["case"]["departing_exhausted"] is True
    other = cast("dict[str, Any]", held(past).as_json("zh"))
    assert other["receipt"]["cases_digest"] != said["receipt"]["cases_digest"]
