"""The atlas: everything it says of patterns, held against patterns worked out one by one."""

from __future__ import annotations

import json
import random
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from support.oracles.atlas_by_hand import by_oracle, flat, table_by_clingo, table_by_oracle, told
from support.oracles.reference.trees import value_at
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from support.sampling import few
from wenze import Case, Reasoner
from wenze.reasoner.errors import PackError
from wenze.reasoner.inquiry.atlas.atlas import Atlas, atlas
from wenze.reasoner.inquiry.atlas.example import NoSuchExample, example_case, find_example
from wenze.reasoner.inquiry.atlas.plan import AtlasPlan, atlas_plan
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import survey
from wenze.reasoner.pack import Pack

LAW = Reasoner(LAW_FOLDER).pack
MINI = Reasoner(MINI_FOLDER).pack
PLAN = atlas_plan(LAW)


@pytest.fixture(scope="module")
def whole() -> dict[str, Situation]:
    """Every situation of the law's atlas, with all items."""
    return {base.id: Situation(LAW, PLAN, base) for base in PLAN.bases}


@pytest.fixture(scope="module")
def law_atlas(whole: dict[str, Situation]) -> Atlas:
    return Atlas(LAW, PLAN, tuple(map(survey, whole.values())))


@pytest.fixture(scope="module")
def mini_atlas() -> Atlas:
    return atlas(MINI)


def part_of(plan: AtlasPlan, *items: str) -> AtlasPlan:
    return plan.model_copy(update={"items": tuple(i for i in plan.items if i.id in items)})


# --- against brute force


@pytest.mark.parametrize(
    ("base", "items"),
    [
        ("act", ["11(1)", "11(6)", "12(3)", "13(2)"]),
        ("response", ["11(2)", "11(5)", "13(3)"]),
        ("both", ["11(3)", "11(6)", "12(1)", "13(1)"]),
        ("shared", ["11(1)", "12(2)", "13(1)", "13(4)"]),
        ("cadre", ["11(6)", "13(1)"]),
        ("entrusted", ["11(5)", "13(2)"]),
    ],
)
def test_all_that_is_said_of_the_law_is_what_the_oracle_finds_pattern_by_pattern(
    base: str, items: list[str]
) -> None:
    plan = part_of(PLAN, *items)
    [chosen] = [each for each in plan.bases if each.id == base]
    by_hand = table_by_oracle(LAW, plan, chosen)
    found = survey(Situation(LAW, plan, chosen))
    assert found.acting == tuple(by_hand.readings)
    assert found.combinations == len([*product(*by_hand.readings.values())])
    assert told(found, by_hand.readings) == by_hand.all()


@pytest.mark.parametrize("place", [0, 1])
def test_all_that_is_said_of_another_pack_is_what_clingo_finds_pattern_by_pattern(
    mini_atlas: Atlas, place: int
) -> None:
    found = mini_atlas.surveys[place]
    by_hand = table_by_clingo(MINI, mini_atlas.plan, mini_atlas.plan.bases[place])
    wanted = by_hand.all()
    assert {**told(found, by_hand.readings), "groups": None} == {**wanted, "groups": None}
    counted = [(group.items, group.patterns) for group in found.groups]
    assert counted == [(items, number) for items, number, _ in wanted["groups"]]


def test_patterns_that_are_refused_with_or_without_an_item_are_left_out_of_all_that_is_said(
    tmp_path: Path,
) -> None:
    """Who lost a book has to have a loan, another item; and nobody has two loans."""
    edits = {
        "{ill: [张三]}": "{loan: [[李四, 2023-05-01]]}",
        "{library_closed: true, outside: [snow]}": "{loan: [[张三, 2023-06-01]]}",
        "{lost: [[张三, 算经]]}": "{lost: [[李四, 算经]]}",
    }
    files = [("atlas.yaml", old, new) for old, new in edits.items()]
    pack = Reasoner(broken(MINI_FOLDER, tmp_path, *files)).pack
    found = atlas(pack)
    late, _ = found.surveys
    by_hand = table_by_clingo(pack, found.plan, found.plan.bases[0])
    assert told(late, by_hand.readings) == by_hand.all()
    assert late.admitted == 6
    assert [(gap.gap, gap.patterns) for gap in late.gaps] == [("ill_and_charged", 3)]


@pytest.mark.parametrize("base", few([base.id for base in PLAN.bases], every=4))
def test_patterns_of_all_items_lead_to_what_the_oracle_finds(
    whole: dict[str, Situation], base: str
) -> None:
    chance = random.Random(base)
    situation = whole[base]
    options = situation.variables.options
    for _ in range(12):
        pattern = frozenset(item for item in situation.items if chance.random() < 0.4)
        answer = by_oracle(PLAN, situation.base, pattern)
        for _ in range(20):
            chosen = {reading: chance.choice(each) for reading, each in options.items()}
            answers = situation.variables.answers({}, chosen)
            answers |= {n: int(i not in pattern) for n, i in enumerate(situation.items)}
            found = situation.diagrams.value(situation.verdicts, answers)
            if answer is None:
                assert found is None
            else:
                words = {str(verdict.arguments[1]) for verdict in found}
                assert words == {word for _, word in value_at(answer[0], chosen)}


def test_the_groups_have_every_pattern_of_the_law_once(law_atlas: Atlas) -> None:
    for found in law_atlas.surveys:
        assert found.patterns == 2**14
        assert sum(group.patterns for group in found.groups) == found.admitted
        assert sum(g.patterns for g in found.groups if g.splits) == found.splitting
        for group in found.groups:
            assert sum(number for _, number in group.sets) == found.combinations


def test_the_steps_lead_under_each_combination_of_readings_to_one_of_the_sets(
    law_atlas: Atlas,
) -> None:
    found = law_atlas.surveys[0]
    for group in found.groups:
        ends, pending = set(), [group.start]
        while pending:
            step = found.steps[pending.pop()]
            pending += step.options.values()
            if step.reading is None:
                ends.add(flat(step.verdicts))
        assert ends == {flat(verdicts) for verdicts, _ in group.sets}


# --- what comes out for this law


def test_effects_of_each_two_articles_collide_and_pairs_are_enough(law_atlas: Atlas) -> None:
    act = next(found for found in law_atlas.surveys if found.base == "act")
    expected = {
        ("exemption_vs_aggravation", (f"11({n})", f"13({m})"))
        for n, m in product(range(1, 7), range(1, 6))
    } | {
        ("leniency_vs_aggravation", (f"12({n})", f"13({m})"))
        for n, m in product(range(1, 4), range(1, 6))
    }
    assert {(clash.reading, clash.items) for clash in act.clashes} == expected


def test_the_law_has_no_gaps_and_every_item_and_reading_changes_something_somewhere(
    law_atlas: Atlas,
) -> None:
    assert not any(found.gaps for found in law_atlas.surveys)
    assert law_atlas.idle_items == ()
    assert law_atlas.idle_readings == ()


def test_a_pattern_that_contradicts_itself_is_told_and_in_no_group(law_atlas: Atlas) -> None:
    shared = next(found for found in law_atlas.surveys if found.base == "shared")
    assert [items for items, _ in shared.refused] == [("11(1)", "13(4)")]
    assert shared.admitted == shared.patterns * 3 // 4
    [pair] = [pair for pair in shared.pairs if pair.items == ("11(1)", "13(4)")]
    assert (pair.sets, pair.clashes) == (None, 0)


def test_a_gap_is_told_by_its_least_pattern_and_the_readings_that_open_it(
    mini_atlas: Atlas,
) -> None:
    late, on_time = mini_atlas.surveys
    [gap] = late.gaps
    # The fee may be charged although someone at home is ill, on either reading.
    assert (gap.gap, gap.patterns) == ("ill_and_charged", 4)
    assert gap.least == ((("illness_at_home",), ({},)),)
    assert on_time.gaps == ()


def test_an_item_that_changes_other_conclusions_only_is_not_idle(mini_atlas: Atlas) -> None:
    uses = [found.items["lost"] for found in mini_atlas.surveys]
    assert [use.changes for use in uses] == [0, 0]
    assert [use.conclusions for use in uses] == [0, 8]
    assert (mini_atlas.idle_items, mini_atlas.idle_readings) == ((), ())


def test_items_and_readings_that_never_matter_are_named(tmp_path: Path) -> None:
    edits = {"{lost: [[张三, 算经]]}": "{outside: [rain]}", "{household_ill: [张三]}": "{}"}
    files = [("atlas.yaml", old, new) for old, new in edits.items()]
    found = atlas(Reasoner(broken(MINI_FOLDER, tmp_path, *files)).pack)
    assert found.idle_items == ("illness_at_home", "lost")
    assert found.idle_readings == ("illness",)


# --- as data, and opened


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_atlas_is_told_alike_each_time(mini_atlas: Atlas, lang: str) -> None:
    first = json.dumps(mini_atlas.as_json(lang))
    assert first == json.dumps(atlas(MINI).as_json(lang))


def test_each_example_opens_to_what_its_group_says(mini_atlas: Atlas) -> None:
    reasoner = Reasoner(MINI)
    groups: Any = mini_atlas.as_json("zh")["groups"]
    for group in groups:
        persons: Any = reasoner.outcomes(Case.from_data(group["case"]))["persons"]
        found = {person: set(each["dispositions"]) for person, each in persons.items()}
        possible: dict[str, set[str]] = {}
        for each in group["sets"]:
            for person, words in each["persons"].items():
                possible.setdefault(person, set()).update(words)
        assert found == possible


def test_the_example_of_a_minimal_collision_shows_the_collision(law_atlas: Atlas) -> None:
    found: Any = law_atlas.as_json("zh")["collisions"]
    for clash in random.Random(6).sample(found, 8):
        outcomes = Reasoner(LAW).solve(Case.from_data(clash["case"]))
        assert clash["reading"] in [each.reading for each in outcomes.summary.collisions]


def test_any_pattern_can_be_asked_for_as_an_example_in_any_order() -> None:
    base, items = find_example(PLAN, "act:13(2)+11(2)")
    assert (base.id, items) == ("act", ("11(2)", "13(2)"))
    facts: Any = example_case(LAW, PLAN, base, items)["facts"]
    assert facts["deceived_by_party"] == ["某甲"]
    assert find_example(PLAN, "act:")[1] == ()
    for wrong in ("", "act:11(9)", "nobody:11(2)", "act:11(2),13(2)"):
        with pytest.raises(NoSuchExample):
            find_example(PLAN, wrong)


# --- packs that say other things


def broken_atlas(tmp_path: Path, old: str, new: str) -> Pack:
    return Reasoner(broken(MINI_FOLDER, tmp_path, ("atlas.yaml", old, new))).pack


def test_a_pack_that_declares_nothing_has_an_atlas_of_nothing_and_says_so(tmp_path: Path) -> None:
    pack = Reasoner(broken(MINI_FOLDER, tmp_path, without=["atlas.yaml"])).pack
    found = atlas(pack).as_json("en")
    assert (found["bases"], found["items"], found["groups"]) == ([], [], [])
    assert "nothing to examine" in str(found["text"])


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("facts: {ill: [张三]}", "facts: {sick: [张三]}", "sick"),
        ("facts: {ill: [张三]}", "facts: {ill: 张三}", "ill"),
        ("facts: {loan: [[张三, 2023-05-01]], late: [张三]}", "facts: {late: [张三]}", "loan"),
        ("id: closed", "id: own_illness", "twice"),
        ("id: closed", "id: 'clo sed'", "pattern"),
        ("effect: duty", "effects: duty", "required"),
        ("not fee(Borrower, _)", "not fee(Borrower, _", "error"),
        ("not fee(Borrower, _)", "not 费(Borrower, _)", "non-ASCII"),
        ("not fee(Borrower, _)", "not fee(Borrower, _). late(x)", "one rule"),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused_with_its_place(
    tmp_path: Path, old: str, new: str, reason: str
) -> None:
    pack = broken_atlas(tmp_path, old, new)
    with pytest.raises(PackError) as refused:
        atlas(pack)
    assert "atlas.yaml" in refused.value.place
    assert reason in refused.value.reason
