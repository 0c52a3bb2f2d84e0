"""``what-if``: the answer holds against every change made to the case file and solved anew."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any, cast

import pytest
from clingo.symbol import Symbol

from support.cases.law_cases import DEMONSTRATION, solved
from support.cases.sound import AWKWARD_NAMES, COLLISION, dispositions, solve, sound
from support.oracles.brute_changes import BruteChanges
from support.packs import LAW_FOLDER, MINI_FOLDER
from support.sampling import foremost
from wenze import CaseRefused, Reasoner
from wenze.reasoner.answer.receipt import RECEIPT
from wenze.reasoner.budget import TimeUp
from wenze.reasoner.inquiry.fact_space import fact_space
from wenze.reasoner.inquiry.what_if import what_if as module
from wenze.reasoner.inquiry.what_if.changes import Change, Effect, Flips, patch
from wenze.reasoner.inquiry.what_if.search import Search
from wenze.reasoner.inquiry.what_if.what_if import what_if

LAW, MINI = Reasoner(LAW_FOLDER), Reasoner(MINI_FOLDER)
BORROWED: dict[str, Any] = {
    "facts": {"loan": [["甲", "2024-01-02"]], "late": ["甲"], "household_ill": ["甲"]},
    "disputed": {"ill": ["甲"]},
    "readings": {"illness": "household"},
}
Answer = dict[str, Any]


def asked(reasoner: Reasoner, case: Mapping[str, Any], **how: Any) -> Answer:
    return cast("Answer", what_if(solve(reasoner, case), **how).as_json("zh"))


def patched(case: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """A case file with the rows of a patch withdrawn and added."""
    changed = deepcopy(dict(case))
    facts = changed["facts"]
    for name, rows in change["withdrawn"].items():
        if rows is True:
            del facts[name]
        else:
            facts[name] = [row for row in facts[name] if _row(row) not in rows]
    for name, rows in change["added"].items():
        facts[name] = True if rows is True else [*facts.get(name, []), *rows]
    return changed


def _row(row: str | list[str]) -> list[str]:
    return [row] if isinstance(row, str) else row


def told(entry: Mapping[str, Any], key: str) -> dict[str, set[str]]:
    return {p: {each["disposition"] for each in every} for p, every in entry[key].items()}


def test_each_change_listed_gains_and_loses_what_it_says() -> None:
    case = sound(**COLLISION, statutory_severity=["王某"])
    before, found = dispositions(solve(LAW, case)), asked(LAW, case)
    [person] = found["persons"].values()
    assert len(person["changes"]) > 10
    for entry in person["changes"]:
        after = dispositions(solve(LAW, patched(case, entry["patch"])))
        gained = {p: after.get(p, set()) - before.get(p, set()) for p in {*before, *after}}
        lost = {p: before.get(p, set()) - after.get(p, set()) for p in {*before, *after}}
        assert told(entry, "gained") == {p: every for p, every in gained.items() if every}
        assert told(entry, "lost") == {p: every for p, every in lost.items() if every}


def test_verdicts_stand_on_the_provisions_that_carry_them_where_they_are_possible() -> None:
    case = sound(**COLLISION)
    [person] = asked(LAW, case)["persons"].values()
    before = solve(LAW, case)
    for entry in person["changes"][:12]:
        after = solve(LAW, patched(case, entry["patch"]))
        for key, found in (("gained", after), ("lost", before)):
            provisions = found.summary.provisions(found.summary.remarks)
            wanted = {str(verdict): [*cited] for verdict, cited in provisions.items()}
            for every in entry[key].values():
                for verdict in every:
                    assert verdict["provisions"] == wanted[verdict["atom"]]


def test_it_is_all_that_trying_every_change_of_the_case_file_finds() -> None:
    findings = solve(MINI, BORROWED).findings

    def admit(facts: frozenset[Symbol]) -> frozenset[Symbol] | None:
        rows = patch([Change(added=fact) for fact in sorted(facts)])["added"]
        try:
            found = solve(MINI, {**BORROWED, "facts": rows})
        except CaseRefused:
            return None
        return frozenset(v for person in found.summary.persons.values() for v in person.verdicts)

    open_facts = set(fact_space(MINI.pack, findings)) - set(findings.disputed)
    brute = BruteChanges(admit, findings.stated, open_facts)
    found = what_if(solve(MINI, BORROWED))
    assert found.complete
    assert found.idle is not None
    assert set(found.idle) == brute.idle()
    listed: dict[Any, tuple[set[Any], set[Any]]] = {}
    for person, each in found.persons.items():
        assert set(each.verdicts) == {v for v in brute.base if v.arguments[0] == person}
        kept = each.carried_by
        assert kept is not None
        assert brute.carry(kept, person)
        assert not any(brute.carry(set(kept) - {fact}, person) for fact in kept)
        for altered, effects in each.altered:
            facts = (f for change in altered.changes for f in (change.withdrawn, change.added))
            flips = frozenset(fact for fact in facts if fact is not None)
            assert {(e.verdict, e.gained) for e in altered.effects} == brute.effects(flips)
            for effect in effects:
                ways = listed.setdefault((effect.verdict, effect.gained), (set(), set()))
                ways[len(altered.changes) - 1].add(flips)
    assert listed == brute.minimal()


def test_the_answer_is_the_same_bytes_each_time_and_in_each_language_says_the_same() -> None:
    first, again = (json.dumps(asked(LAW, sound(**COLLISION))) for _ in range(2))
    assert first == again
    zh, en = (what_if(solve(LAW, sound(**COLLISION))).as_json(lang) for lang in ("zh", "en"))
    assert _wordless(zh) == _wordless(en)
    assert zh[RECEIPT] != en[RECEIPT]


def _wordless(value: object) -> object:
    if isinstance(value, dict):
        return {k: _wordless(v) for k, v in value.items() if k not in {"text", RECEIPT}}
    return [*map(_wordless, value)] if isinstance(value, list) else value


def test_only_those_asked_for_are_told_of_and_pairs_only_where_they_are_wanted() -> None:
    found = what_if(solved(DEMONSTRATION), persons=("李某",), pairs=False).as_json("zh")
    persons = cast("Answer", found["persons"])
    assert [*persons] == ["李某"]
    assert {len(entry["changes"]) for entry in persons["李某"]["changes"]} == {1}
    assert {effect["pair_count"] for effect in persons["李某"]["effects"]} == {0}
    made = cast("Answer", found[RECEIPT])
    assert (made["asked"]["persons"], made["asked"]["pairs"]) == (["李某"], False)


def test_somebody_whom_the_case_does_not_judge_is_refused_by_name() -> None:
    with pytest.raises(CaseRefused) as refused:
        what_if(solved(DEMONSTRATION), persons=("李某", "王"))
    [problem] = refused.value.problems
    assert (problem.pointer, problem.found, problem.nearest) == ("/persons/1", "王", "王某")


def test_somebody_without_a_role_may_come_to_be_judged() -> None:
    found = asked(LAW, sound(serves=[["王某", "局"], ["李某", "局"]]))
    other = found["persons"]["李某"]
    assert other["dispositions"] == []
    entry = other["changes"][0]
    assert entry["patch"] == {"withdrawn": {}, "added": {"role": [["李某", "handler"]]}}
    # That the one's role might be the other's makes it carry nothing for the other.
    assert other["carried_by"] == []


def test_what_carries_something_is_not_idle() -> None:
    found = cast("Answer", what_if(solved(DEMONSTRATION), pairs=False).as_json("zh"))
    idle = {fact["atom"] for fact in found["idle"]}
    carrying = [fact["atom"] for each in found["persons"].values() for fact in each["carried_by"]]
    assert "date(decision,date(2023,7,3))" in carrying
    assert idle
    assert idle.isdisjoint(carrying)


def test_a_sentence_tells_all_that_a_change_does_and_not_only_what_it_is_minimal_for() -> None:
    person = asked(LAW, sound(**COLLISION))["persons"]["王某"]
    beyond = 0
    for entry in person["changes"]:
        minimal = {(each["effect"], each["disposition"]) for each in entry["minimal_for"]}
        for key, phrase in (("gained", "新增可能："), ("lost", "不再可能：")):
            for verdict in entry[key].get("王某", ()):
                _, _, clause = entry["text"].partition(phrase)
                label = re.escape(verdict["text"].removeprefix("王某："))
                cited = "依据" if key == "gained" else "原依据"
                assert re.search(f"(?:^|）、){label}（{cited}", clause.split("；")[0])
                beyond += (key, verdict["disposition"]) not in minimal
    assert beyond


def test_others_for_whom_something_changes_are_named_in_short() -> None:
    every = [f"丙{n}" for n in range(5)]
    for number, also in (
        (2, "；对丙1可能的处理也有改变。"),
        (5, "；对其他4人可能的处理也有改变。"),
    ):
        some = every[:number]
        case = sound(serves=[[p, "局"] for p in some], role=[[p, "handler"] for p in some])
        changes = asked(LAW, case, pairs=False)["persons"]["丙0"]["changes"]
        [text] = (e["text"] for e in changes if "ruling" in e["patch"]["added"])
        assert text.endswith(also)


def test_what_is_disputed_denied_or_pinned_stays_so() -> None:
    case = sound(
        disputed={"deceived_by_party": ["王某"]},
        denied={"statutory_severity": ["王某"]},
        readings={"later_conduct": "separate"},
    )
    text = json.dumps([each["patch"] for each in asked(LAW, case)["persons"]["王某"]["changes"]])
    assert "deceived_by_party" not in text
    assert "statutory_severity" not in text
    assert "statutory_leniency" in text


def test_no_more_pairs_are_listed_than_there_is_room_for_but_all_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    everything = asked(LAW, sound(**COLLISION))["persons"]["王某"]
    monkeypatch.setattr(module, "MOST_PAIRS", 1)
    some = asked(LAW, sound(**COLLISION))["persons"]["王某"]
    counts = [(e["single_count"], e["pair_count"]) for e in some["effects"]]
    assert counts == [(e["single_count"], e["pair_count"]) for e in everything["effects"]]
    assert any(pairs > 1 for _, pairs in counts)
    assert [e["listed"] for e in some["effects"]] == [n + min(pairs, 1) for n, pairs in counts]
    assert len(some["changes"]) < len(everything["changes"])


def test_what_there_was_no_time_for_is_not_told_as_if_there_were_none() -> None:
    found = what_if(solve(LAW, sound()), 1e-6).as_json("zh")
    assert found["exhausted"] is False
    assert found["idle"] is None
    assert cast("Answer", found[RECEIPT])["exhausted"] is False


def test_what_was_found_until_the_time_was_up_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    every, looked = Search.minimal, []

    def until(search: Search, effect: Effect, changes: int) -> Iterator[Flips]:
        looked.append(effect)
        if len(looked) == 3:
            raise TimeUp
        return every(search, effect, changes)

    monkeypatch.setattr(Search, "minimal", until)
    found = what_if(solve(LAW, sound(**COLLISION)), 600.0)
    [person] = found.persons.values()
    assert not found.complete
    assert person.carried_by is None
    assert len(person.minimal) == 8
    assert {each.effect for each in person.minimal if each.singles} == {*looked[:2]}
    assert all(effect.gained for effect in looked)
    assert person.altered


def test_every_person_has_a_turn_before_anybody_has_another_and_pairs_come_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    every = Search.minimal
    looked: list[tuple[int, str]] = []

    def noted(search: Search, effect: Effect, changes: int) -> Iterator[Flips]:
        looked.append((changes, effect.person.string))
        return every(search, effect, changes) if changes == 1 else iter(())

    monkeypatch.setattr(Search, "minimal", noted)
    what_if(solved(DEMONSTRATION))
    effects = len(looked) // 4
    assert looked == [(n, p) for n in (1, 2) for _ in range(effects) for p in ("王某", "李某")]


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES[:12], count=2))
def test_a_name_is_a_name_whatever_it_is(name: str) -> None:
    case = {"facts": {"loan": [[name, "2024-01-02"]], "late": [name]}}
    person = asked(MINI, case)["persons"][name]
    after = {
        disposition
        for entry in person["changes"]
        for disposition in dispositions(solve(MINI, patched(case, entry["patch"]))).get(name, ())
    }
    assert after == {"not_due", "waived", "charged"}
