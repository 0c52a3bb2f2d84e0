from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import combinations, count
from pathlib import Path
from typing import Any

import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW
from support.cases.sound import solve, sound
from support.oracles.brute_force import BruteForce, Worlds
from support.packs import MINI_FOLDER, broken
from support.sampling import few
from wenze import CaseRefused, Outcomes, Reasoner
from wenze.reasoner.atoms import plain, read_atom
from wenze.reasoner.budget import TimeUp
from wenze.reasoner.canonical import canonical
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.hypothetical import Hypothetical
from wenze.reasoner.inquiry.relevance import relevance as asking
from wenze.reasoner.inquiry.relevance import self_composition as twins
from wenze.reasoner.inquiry.relevance.relevance import Relevance, relevance

MINI = Reasoner(MINI_FOLDER)
LOAN = {"loan": [["甲", "2024-01-01"]]}
State = frozenset[Symbol]
Profile = Mapping[tuple[Any, Any], Worlds]


def relevant(found: Relevance) -> set[Symbol]:
    """The facts that the answer names."""
    return {answer.fact for question in found.questions for answer in question.answers}


def profiles(found: Outcomes, further: Collection[Symbol]) -> Mapping[State, Profile]:
    """What every case that states some further facts comes to, under each combination of answers;
    cases that are refused are left out.
    """
    findings = found.findings
    opened = replace(findings, disputed=(*further, *findings.disputed))
    table: dict[State, dict[tuple[Any, Any], Worlds]] = {}
    for (combination, options), worlds in BruteForce(found.pack, opened).table.items():
        stated = (f for f, holds in zip(further, combination, strict=False) if holds)
        rest = combination[len(further) :]
        table.setdefault(frozenset(stated), {})[rest, options] = worlds
    return table


def conclude_differently(one: Profile, other: Profile) -> bool:
    """Whether two cases differ where neither is refused."""
    return any(one[key] != other[key] for key in one.keys() & other.keys())


def by_definition(states: Mapping[State, Profile]) -> set[Symbol]:
    """The facts in a smallest difference: those that make one by themselves, then those in a pair
    of none of these that does, and so on.
    """
    apart = {
        one ^ other
        for one, other in combinations(states, 2)
        if conclude_differently(states[one], states[other])
    }
    known: set[Symbol] = set()
    for size in range(1, max(map(len, apart), default=0) + 1):
        known |= {f for each in apart if len(each) == size and not known & each for f in each}
    return known


def agrees(found: Outcomes, further: Collection[Symbol]) -> Relevance:
    """An answer, held against the definition and against its promise."""
    answer = relevance(found, facts=further)
    known = {*found.findings.stated, *found.findings.disputed}
    open_facts = [fact for fact in dict.fromkeys(further) if fact not in known]
    states = profiles(found, open_facts)
    named = relevant(answer)
    assert answer.exhausted
    assert named == by_definition(states)
    alike: dict[State, list[State]] = {}
    for state in states:
        alike.setdefault(state & named, []).append(state)
    for group in alike.values():
        assert not any(
            conclude_differently(states[one], states[other])
            for one, other in combinations(group, 2)
        )
    shows_its_needs(answer, states)
    return answer


def shows_its_needs(answer: Relevance, states: Mapping[State, Profile]) -> None:
    """That with what an answer needs it changes something, and no one of these can be spared."""
    for each in (a for question in answer.questions for a in question.answers):
        after = frozenset({each.fact, *each.needs})
        if not each.instead:
            befores = [s for s in states if s < after and each.fact not in s]
            assert any(conclude_differently(states[s], states[after]) for s in befores)
            for fact in each.needs:
                less = after - {fact}
                assert less - {each.fact} not in states or not (
                    less in states
                    and conclude_differently(states[less], states[less - {each.fact}])
                )


@pytest.mark.parametrize(
    "case",
    [
        {"facts": LOAN},
        {"facts": {**LOAN, "late": ["甲"]}},
        {"facts": {**LOAN, "late": ["甲"], "ill": ["甲"]}},
        {"facts": LOAN, "readings": {"illness": "own"}},
        {"facts": LOAN, "disputed": {"late": ["甲"]}},
        {"facts": LOAN, "denied": {"late": ["甲"]}},
        {"facts": {**LOAN, "late": ["甲"]}, "disputed": {"ill": ["甲"], "library_closed": True}},
        {"facts": {**LOAN, "lost": [["甲", "书"]]}},
    ],
)
def test_exactly_the_facts_of_the_definition_are_named(case: dict[str, Any]) -> None:
    found = solve(MINI, case)
    agrees(found, fact_space(found.pack, found.findings, unnamed=True))


def pinned(rng: random.Random, *left: str) -> dict[str, str]:
    """An option of each reading of the law but these."""
    return {r.id: rng.choice(r.option_ids) for r in LAW.pack.readings if r.id not in left}


def drawn(rng: random.Random) -> tuple[Outcomes, list[Symbol]]:
    """A worked case of the law with all readings pinned but three, and five further facts."""
    while True:
        case = ANSWERED[rng.choice(sorted(ANSWERED))].case
        left = rng.sample([reading.id for reading in LAW.pack.readings], 3)
        found = solve(LAW, {**case.as_data(LAW.pack.id), "readings": pinned(rng, *left)})
        known = {*found.findings.stated, *found.findings.disputed}
        by_name: dict[str, list[Symbol]] = {}
        for fact in fact_space(found.pack, found.findings, unnamed=True):
            if fact not in known:
                by_name.setdefault(fact.name, []).append(fact)
        if len(found.findings.disputed) <= 1 and len(found.summary.persons) <= 2:
            names = rng.sample(sorted(by_name), 4)
            first, *others = (
                rng.sample(by_name[name], min(2, len(by_name[name]))) for name in names
            )
            return found, [*first, *(rng.choice(each) for each in others)]


@pytest.mark.parametrize("seed", few(range(6), every=3))
def test_exactly_the_facts_of_the_definition_are_named_of_the_law(seed: int) -> None:
    agrees(*drawn(random.Random(seed)))


TOGETHER = {
    "a poor response has a cause and a kind that is not justified": [
        "loss_cause(poor_response)",
        "poor_response(evidence_late)",
        "poor_response(non_appearance)",
        "justified(evidence_late)",
    ],
    "merit has three parts": [
        'error_discovered("王某")',
        'error_corrected_in_time("王某")',
        'loss_averted("王某")',
        "harm(small)",
        'minor_circumstances("王某")',
    ],
    "acts are repeated within a year": [
        'fault_act("甲","王某","类",date(2023,1,1))',
        'fault_act("乙","王某","类",date(2023,6,1))',
        'fault_act("乙","王某","类",date(2024,6,1))',
        'at_issue("甲")',
        'at_issue("乙")',
    ],
}


@pytest.mark.parametrize("facts", TOGETHER.values(), ids=list(TOGETHER))
def test_facts_that_matter_together_are_found(facts: list[str]) -> None:
    pins = pinned(random.Random(1), "leniency_vs_aggravation", "one_year_window")
    found = solve(
        LAW,
        sound(
            role=[["王某", "handler"], ["李某", "leader"]],
            serves=[["王某", "局"], ["李某", "局"]],
            readings=pins,
        ),
    )
    answer = agrees(found, [read_atom(fact) for fact in facts])
    assert relevant(answer)


def test_a_cause_and_its_first_kind_make_a_difference_only_together() -> None:
    facts = ["loss_cause(poor_response)", "poor_response(non_appearance)"]
    found = solve(LAW, sound(role=[["王某", "leader"]], readings=pinned(random.Random(2))))
    answer = agrees(found, [read_atom(fact) for fact in facts])
    for question in answer.questions:
        [only] = question.answers
        assert [str(fact) for fact in only.needs] == [f for f in facts if f != str(only.fact)]


def test_an_answer_stands_in_place_of_what_it_excludes() -> None:
    case = sound(readings=pinned(random.Random(3)), without=("ruling",))
    case["disputed"] = {"ruling": ["revoked"]}
    found = solve(LAW, case)
    agrees(found, [read_atom("ruling(otherwise_lost)"), read_atom("ruling(varied)")])


def verdicts(reasoner: Reasoner, found: Outcomes, fact: Symbol | None) -> set[str] | None:
    """What may become of the persons once a fact is stated, by solving that case."""
    data: dict[str, Any] = {**found.findings.case.as_data(found.pack.id)}
    if fact is not None:
        row = [plain(argument) for argument in fact.arguments]
        facts = data["facts"]
        assert isinstance(facts, dict)
        data = {
            **data,
            "facts": {**facts, fact.name: [*facts.get(fact.name, []), row] if row else True},
        }
    try:
        persons = solve(reasoner, data).summary.persons
    except CaseRefused:
        return None
    return {str(verdict) for person in persons.values() for verdict in person.verdicts}


def test_the_ranking_is_what_solving_each_case_gives() -> None:
    found = solve(LAW, sound(deceived_by_party=["王某"]))
    names = ("fault", "statutory_leniency", "statutory_severity", "harm", "leading_cadre", "ruling")
    facts = [f for f in fact_space(found.pack, found.findings) if f.name in names]
    answer = relevance(found, facts=facts)
    now = verdicts(LAW, found, None)
    assert now is not None
    for question in answer.questions:
        left = {each.fact: verdicts(LAW, found, each.fact) for each in question.answers}
        ways = [*{frozenset(way) for way in (now, *left.values()) if way is not None}]
        possible = frozenset().union(*ways)
        shares = [1 - Fraction(len(way), len(possible)) for way in ways]
        assert question.narrows == sum(shares) / len(shares)
        for each in question.answers:
            way = left[each.fact]
            assert each.narrows == (None if way is None else 1 - Fraction(len(way), len(possible)))
            if each.at_once and way is not None:
                assert {str(verdict) for verdict in each.gained} == way - now
                assert {str(verdict) for verdict in each.lost} == now - way
    ranks = [question.narrows for question in answer.questions]
    assert ranks == sorted(ranks, reverse=True)
    assert ranks[0] > 0


@cache
def demonstration() -> Relevance:
    return relevance(LAW.solve(ANSWERED[DEMONSTRATION].case))


def test_every_question_is_asked_once_and_the_search_is_exhausted() -> None:
    answer = demonstration()
    subjects = [question.subject for question in answer.questions]
    subjects += [subject for subject, _ in (*answer.accompanying, *answer.irrelevant)]
    assert answer.exhausted
    assert len(set(subjects)) == len(subjects)
    assert {name for name, _ in subjects} <= set(LAW.pack.vocabulary.facts)
    assert not any(question.undecided for question in answer.questions)


def test_what_can_no_longer_matter_is_told_apart_from_what_accompanies() -> None:
    answer = demonstration()
    assert "reasonable_review" in {name for (name, _), _ in answer.irrelevant}
    assert {name for (name, _), _ in answer.accompanying} == {"loss_cause", "at_issue"}


def test_the_same_question_gives_the_same_bytes() -> None:
    found = LAW.solve(ANSWERED[DEMONSTRATION].case)
    assert canonical(demonstration().as_json("zh")) == canonical(relevance(found).as_json("zh"))


def test_the_answer_says_what_it_was_made_from() -> None:
    said = replace(demonstration(), limit=2).as_json("en")
    receipt = said["receipt"]
    assert isinstance(receipt, dict)
    assert receipt["asked"] == {"call": "relevance", "limit": 2, "lang": "en"}
    assert receipt["exhausted"] is True
    assert isinstance(said["questions"], list)
    assert len(said["questions"]) == 2
    assert said["question_count"] == len(demonstration().questions)


ODD_CHOICES = {
    "two options at once": (
        "1 { choice(Borrower, (waive; charge)) } 1",
        "1 { choice(Borrower, (waive; charge)) } 2",
    ),
    "an option with a condition that may fail": (
        "1 { choice(Borrower, (waive; charge)) } 1",
        "1 { choice(Borrower, waive) : ill(Borrower) } 1",
    ),
    "a choice that is drawn as well": (
        "waived(Borrower) :- choice",
        "choice(Borrower, charge) :- owes(Borrower), outside(snow).\nwaived(Borrower) :- choice",
    ),
    "a rule that turns on itself": (
        "waived(Borrower) :- choice(Borrower, waive).",
        "waived(Borrower) :- choice(Borrower, waive), not unwaived(Borrower).\n"
        "unwaived(Borrower) :- owes(Borrower), outside(snow), not waived(Borrower).",
    ),
}


@pytest.mark.parametrize("edit", ODD_CHOICES.values(), ids=list(ODD_CHOICES))
def test_nothing_is_taken_for_proven_where_discretion_is_not_free(
    edit: tuple[str, str], tmp_path: Path
) -> None:
    reasoner = Reasoner(broken(MINI_FOLDER, tmp_path, ("articles/02.lp", *edit)))
    answer = relevance(solve(reasoner, {"facts": {**LOAN, "late": ["甲"], "ill": ["甲"]}}))
    assert not answer.exhausted
    assert any(question.undecided for question in answer.questions)


def test_choices_that_may_be_left_are_followed(tmp_path: Path) -> None:
    edit = ("1 { choice(Borrower, (waive; charge)) } 1", "{ choice(Borrower, waive) }")
    reasoner = Reasoner(broken(MINI_FOLDER, tmp_path, ("articles/02.lp", *edit)))
    found = solve(reasoner, {"facts": {**LOAN, "late": ["甲"], "ill": ["甲"]}})
    agrees(found, fact_space(found.pack, found.findings, unnamed=True))


def test_of_too_many_facts_those_of_predicates_with_few_are_looked_into(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = solve(MINI, {"facts": {**LOAN, "late": ["甲"]}})
    facts = [read_atom(f) for f in ("outside(rain)", "outside(snow)", 'ill("甲")')]
    monkeypatch.setattr(asking, "MAX_CONSIDERED", 1)
    answer = relevance(found, facts=facts)
    [known, other] = answer.questions
    assert (answer.left_out, answer.exhausted, answer.irrelevant) == (2, False, ())
    assert ([str(each.fact) for each in known.answers], known.undecided) == (['ill("甲")'], False)
    assert (other.subject, other.answers, other.undecided) == (("outside", ()), (), True)


def test_what_was_found_is_told_though_time_is_up_before_all_answers_are_worked_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = solve(MINI, {"facts": {**LOAN, "late": ["甲"]}})
    whole = relevance(found)
    worked_out = Hypothetical.admitted_conclusions
    calls = count()

    def slow(case: Hypothetical, stated: Collection[Symbol]) -> frozenset[Symbol] | None:
        if next(calls) == 2:
            raise TimeUp
        return worked_out(case, stated)

    monkeypatch.setattr(Hypothetical, "admitted_conclusions", slow)
    answer = relevance(found, 60)
    assert {q.subject for q in answer.questions} == {q.subject for q in whole.questions}
    assert len(relevant(answer)) == 1
    assert answer.irrelevant == whole.irrelevant
    assert not answer.complete
    assert not answer.exhausted
    for question in answer.questions:
        assert question.undecided or question in whole.questions


def test_what_was_not_found_out_stays_on_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(twins, "MAX_FALSE", 0)
    found = solve(MINI, {"facts": LOAN})
    answer = relevance(found)
    further = set(fact_space(found.pack, found.findings, unnamed=True)) - set(found.findings.stated)
    assert not answer.exhausted
    assert relevant(answer) == further
    assert all(question.undecided for question in answer.questions)
