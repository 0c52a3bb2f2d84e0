"""Decision trees of cases: every answer leads to the dispositions that it admits."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
from clingo.symbol import Symbol

from support.budgets import count_looks
from support.cases.law_cases import DEMONSTRATION, solved
from support.cases.sound import AWKWARD_NAMES, COLLISION, solve, sound, text_of
from support.oracles.plain_worlds import PlainWorld, few_readings, mini_case, worlds
from support.packs import MINI_FOLDER, broken
from support.sampling import few, foremost
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.inquiry.contrast import decision_tree
from wenze.reasoner.inquiry.contrast.choice_words import ChoiceSpeaker
from wenze.reasoner.inquiry.contrast.choices import Value
from wenze.reasoner.inquiry.contrast.decision_tree import (
    DecisionNode,
    Decisions,
    DecisionTree,
    PossibleVerdict,
    TreeEnd,
    TreeQuestion,
    decisions,
)


def end(node: DecisionNode, questions: Mapping[str, Value]) -> TreeEnd:
    """Where answers lead."""
    while isinstance(node, TreeQuestion):
        answer = questions[node.name]
        [node] = [then for taken, then in node.branches if answer in taken]
    return node


def leaves(node: DecisionNode) -> Iterator[TreeEnd]:
    """Every end of a tree."""
    if isinstance(node, TreeEnd):
        yield node
    else:
        for _, then in node.branches:
            yield from leaves(then)


def everyone(
    found: Decisions, questions: Mapping[str, Value]
) -> dict[str, tuple[PossibleVerdict, ...]]:
    """What all trees say may become of each person under some answers."""
    return {
        person: possible
        for tree in found.trees
        for person, possible in end(tree.root, questions).persons.items()
    }


def leads_where_all_answer_sets_do(reasoner: Reasoner, document: Mapping[str, Any]) -> int:
    """Compare each combination of answers; how many dispositions hang on discretion."""
    try:
        found = reasoner.solve(Case.from_data(document))
    except CaseRefused:
        return 0
    told = decisions(found)
    assert told.complete
    alike: dict[frozenset[tuple[str, Value]], list[PlainWorld]] = {}
    for world in worlds(found):
        alike.setdefault(frozenset(world.questions.items()), []).append(world)
    exercised = 0
    for together in alike.values():
        possible = everyone(told, together[0].questions)
        assert possible.keys() == {text_of(person) for person in found.summary.persons}
        verdicts = {c for w in together for c in w.conclusions if c.name == found.pack.verdict}
        assert {p.verdict for each in possible.values() for p in each} == verdicts, document
        for each in (p for several in possible.values() for p in several):
            exercised += bool(each.ways)
            ways = [set(way) for way in each.ways]
            giving = [way for way in ways if gives(way, each.verdict, together)]
            assert giving if each.depends else giving == ways, (document, str(each.verdict))
    return exercised


def gives(way: set[Symbol], verdict: Symbol, alike: list[PlainWorld]) -> bool:
    """Whether an exercise of discretion is possible under some answers and gives a verdict."""
    taken = [w for w in alike if way <= frozenset[Symbol]().union(*w.discretion.values())]
    return bool(taken) and all(verdict in world.conclusions for world in taken)


@pytest.mark.parametrize("first", few(range(0, 12, 6), every=2))
def test_every_answer_leads_to_the_dispositions_of_the_law(law: Reasoner, first: int) -> None:
    seeds = range(first, first + 6)
    cases = (few_readings(law, random.Random(f"tree {seed}")) for seed in seeds)
    assert sum(leads_where_all_answer_sets_do(law, document) for document in cases)


@pytest.mark.parametrize("discretion", ["", ", 1 { choice(Other, waive) : owes(Other) } 1"])
def test_every_answer_leads_to_the_results_of_another_law(discretion: str, tmp_path: Path) -> None:
    old = "waived(Borrower) :- choice(Borrower, waive)"
    folder = broken(MINI_FOLDER, tmp_path, ("articles/02.lp", old, old + discretion))
    reasoner = Reasoner(folder)
    cases = (mini_case(random.Random(f"mini tree {seed}")) for seed in range(12))
    assert sum(leads_where_all_answer_sets_do(reasoner, document) for document in cases)


def test_the_demonstration_takes_seven_questions_three_in_a_row() -> None:
    [tree] = decisions(solved(DEMONSTRATION)).trees
    assert (tree.persons, tree.inner, tree.depth, tree.exact) == (("王某", "李某"), 7, 3, True)


def test_a_leaf_says_which_discretion_gives_a_disposition(law: Reasoner) -> None:
    pins = {"exemption_force": "permissive"}
    [tree] = decisions(solve(law, sound(deceived_by_party=["王某"], readings=pins))).trees
    assert isinstance(tree.root, TreeEnd)
    speaker = ChoiceSpeaker(law.pack, "en")
    assert {
        str(possible.verdict.arguments[1]): [[*map(speaker.exercise, way)] for way in possible.ways]
        for possible in tree.root.persons["王某"]
    } == {
        "exempted": [
            [
                "whether to use the exemption: the exemption is used",
                "the form of the exemption: exempted from accountability",
            ]
        ],
        "not_pursued": [
            [
                "whether to use the exemption: the exemption is used",
                "the form of the exemption: accountability not pursued",
            ]
        ],
        "ordinary": [["whether to use the exemption: the exemption is left unused"]],
    }


def test_a_disposition_that_is_the_only_one_hangs_on_no_discretion(law: Reasoner) -> None:
    found = decisions(solve(law, sound(**COLLISION)))
    alone = [
        possible
        for tree in found.trees
        for leaf in leaves(tree.root)
        for possible in leaf.persons.values()
        if len(possible) == 1
    ]
    assert alone
    assert not any(possible.ways for [possible] in alone)


def test_a_disposition_that_is_certain_is_told_though_others_seemed_possible(
    law: Reasoner,
) -> None:
    """Grounding alone settles it here."""
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
    [tree] = decisions(solve(law, case)).trees
    assert isinstance(tree.root, TreeEnd)
    assert [str(each.verdict) for each in tree.root.persons["王某"]] == [
        'disposition("王某",aggravated)'
    ]


def test_persons_who_share_no_question_have_trees_of_their_own(law: Reasoner) -> None:
    case = sound(
        serves=[["王某", "局"], ["李某", "局"], ["张某", "局"]],
        role=[["王某", "handler"], ["李某", "reviewer"], ["张某", "handler"]],
        deceived_by_party=["王某"],
        statutory_leniency=["李某"],
    )
    found = decisions(solve(law, case))
    assert [tree.persons for tree in found.trees] == [("王某",), ("李某",), ("张某",)]
    assert [tree.inner for tree in found.trees] == [1, 1, 0]
    assert (found.apart, found.complete) == (True, True)


def branches(tree: DecisionTree) -> list[list[Value]]:
    """The answers to the first question of a tree that lead on together."""
    assert isinstance(tree.root, TreeQuestion)
    return [[*taken] for taken, _ in tree.root.branches]


def test_answers_that_come_to_the_same_lead_on_together() -> None:
    [tree] = decisions(solved("27_no_subjective_cause.yaml")).trees[:1]
    assert branches(tree) == [["none_needed"], ["some_fault", "grave_fault"]]


def test_answers_that_are_refused_lead_nowhere(mini: Reasoner) -> None:
    """With a day of return to spare, nothing can be found of the other."""
    case = {
        "facts": {"late": ["张三"], "ill": ["张三"]},
        "disputed": {"loan": [["张三", "2030-03-01"], ["张三", "2030-03-02"]]},
    }
    [tree] = decisions(solve(mini, case)).trees
    assert isinstance(tree.root, TreeEnd)
    assert len(tree.root.persons["张三"]) == 2


def many(law: Reasoner, disputed: int) -> Outcomes:
    """Twenty persons in the same situation, some of whom have a disputed fact of their own."""
    persons = [f"官员{n}" for n in range(20)]
    return solve(
        law,
        sound(
            serves=[[person, "局"] for person in persons],
            role=[[person, "handler"] for person in persons],
            deceived_by_party=persons,
            disputed={"statutory_severity": persons[:disputed]} if disputed else None,
        ),
    )


def test_twenty_persons_in_the_same_situation_share_the_tree_of_one(law: Reasoner) -> None:
    [tree] = decisions(many(law, 0)).trees
    assert (len(tree.persons), tree.inner) == (20, 1)


def test_a_common_tree_that_is_too_large_is_given_person_by_person_and_that_is_said(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_tree, "MOST_WORK", 50)
    found = decisions(many(law, 20))
    assert [len(tree.persons) for tree in found.trees] == [1] * 20
    assert all(tree.exact for tree in found.trees)
    assert (found.apart, found.complete, found.undecided) == (False, False, ())


def test_a_person_whose_tree_is_too_large_has_none_and_that_is_said(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_tree, "MOST_WORK", 1)
    monkeypatch.setattr(decision_tree, "MOST_WORK_IN_HASTE", 1)
    found = decisions(solve(law, sound(**COLLISION)))
    assert (found.trees, found.undecided, found.complete) == ((), ("王某",), False)


def test_a_tree_found_in_haste_is_not_called_the_shortest(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decision_tree, "MOST_WORK", 1)
    found = decisions(solve(law, sound(**COLLISION)))
    assert [tree.exact for tree in found.trees] == [False]
    assert not found.complete


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[:12], count=2))
def test_the_answer_as_data_has_names_as_they_stand_and_the_same_bytes_each_time(
    law: Reasoner, name: str
) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]], deceived_by_party=[name])
    said = decisions(solve(law, case)).as_json("en")
    assert said == decisions(solve(law, case)).as_json("en")
    [tree] = cast("list[dict[str, Any]]", said["trees"])
    assert tree["persons"] == [name]
    leaf = tree["tree"]["branches"][0]["then"]
    assert [each["disposition"] for each in leaf["dispositions"][name]] == [
        "exempted",
        "not_pursued",
    ]
    receipt = cast("dict[str, Any]", said["receipt"])
    assert receipt["asked"] == {"call": "contrast", "outcomes": [], "lang": "en"}
    assert receipt["exhausted"] is True


def test_the_trees_found_until_the_time_is_up_are_those_of_the_whole_answer(
    monkeypatch: pytest.MonkeyPatch, law: Reasoner
) -> None:
    names = ("甲", "乙", "丙")
    document = sound(
        serves=[[name, "局"] for name in names],
        without=["role"],
        disputed={"role": [[name, "handler"] for name in names]},
    )
    whole = decisions(solve(law, document))
    count_looks(monkeypatch)
    counts = set()
    for looks in range(0, 200, 5):
        part = decisions(solve(Reasoner(law.pack), document), looks)
        counts.add(len(part.trees))
        if part.complete:
            break
        assert part.trees == whole.trees[: len(part.trees)]
        told = {person for tree in part.trees for person in tree.persons}
        assert told.isdisjoint(part.undecided)
        assert part.as_json("en")["exhausted"] is False
    assert part == whole
    assert len(counts) > 1
