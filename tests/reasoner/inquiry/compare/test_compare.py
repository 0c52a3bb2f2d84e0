"""Two packs compared: what is gained and lost, against both answers written out."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import pytest

from support.cases.law_cases import LAW
from support.cases.sound import dispositions
from support.packs import MINI_FOLDER
from wenze import Case, CaseRefused, Reasoner
from wenze.reasoner.answer.receipt import digests
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.inquiry.atlas.plan import atlas_plan
from wenze.reasoner.inquiry.compare.compare import Comparison, NamedCase
from wenze.reasoner.inquiry.compare.compared_atlas import (
    AtlasesCompared,
    NotComparable,
    compare_atlases,
)
from wenze.reasoner.pack import Pack, load_pack

# A draft: illness at home counts by itself, and a closed library no longer excuses.
AMENDED = {
    "owes(Borrower), household_ill(Borrower), reading(illness, household).": (
        "owes(Borrower), household_ill(Borrower)."
    ),
    'excuse(Borrower, "2(2)") :- owes(Borrower), library_closed.': (
        'excuse(Borrower, "2(2)") :- owes(Borrower), library_closed, lost(Borrower, _).'
    ),
}


@pytest.fixture(scope="module")
def before() -> Reasoner:
    return Reasoner(MINI_FOLDER)


@pytest.fixture(scope="module")
def after(tmp_path_factory: pytest.TempPathFactory) -> Reasoner:
    folder = tmp_path_factory.mktemp("draft") / "lending_draft"
    shutil.copytree(MINI_FOLDER, folder)
    article = folder / "articles" / "02.lp"
    text = article.read_text(encoding="utf-8")
    for old, new in AMENDED.items():
        assert old in text
        text = text.replace(old, new)
    article.write_text(text, encoding="utf-8")
    return Reasoner(folder)


@pytest.fixture(scope="module")
def cases(before: Reasoner) -> list[NamedCase]:
    return [NamedCase(worked.file, worked.case) for worked in worked_cases(before.pack)]


@pytest.fixture(scope="module")
def compared(before: Reasoner, after: Reasoner, cases: list[NamedCase]) -> Comparison:
    return before.compare(after, cases)


@pytest.fixture(scope="module")
def atlases(before: Reasoner, after: Reasoner) -> AtlasesCompared:
    return comparable(before.pack, after.pack)


def comparable(before: Pack, after: Pack) -> AtlasesCompared:
    found = compare_atlases(before, after)
    assert isinstance(found, AtlasesCompared)
    return found


def case_of(names: list[NamedCase], name: str) -> Case:
    return next(each.case for each in names if each.name == name)


def changed(compared: Comparison, name: str) -> dict[str, Any]:
    told: Any = compared.as_json("en")["cases"]
    return next(case for case in told if case["name"] == name)


def test_a_case_of_which_the_same_comes_out_or_that_both_refuse_is_only_named(
    compared: Comparison, cases: list[NamedCase]
) -> None:
    told: Any = compared.as_json("zh")
    assert told["unchanged"] == ["01_illness_at_home.yaml", "02_own_illness_disputed.yaml"]
    assert told["refused"] == ["04_refused.yaml", "05_empty.yaml"]
    assert {case.name for case in cases} == {
        *told["unchanged"],
        *told["refused"],
        *(case["name"] for case in told["cases"]),
    }


def test_persons_gain_and_lose_what_the_two_answers_differ_in(
    before: Reasoner, after: Reasoner, compared: Comparison, cases: list[NamedCase]
) -> None:
    for found in compared.cases:
        case = case_of(cases, found.name)
        try:
            was, now = dispositions(before.solve(case)), dispositions(after.solve(case))
        except CaseRefused:
            assert found.before
            assert found.after
            continue
        told = {
            person.string: (set(gained), set(lost))
            for person, (gained, lost) in found.persons.items()
        }
        assert told == {
            person: (now[person] - was[person], was[person] - now[person])
            for person in was
            if was[person] != now[person]
        }


def test_outcomes_that_only_one_pack_has_are_listed(
    before: Reasoner, after: Reasoner, compared: Comparison, cases: list[NamedCase]
) -> None:
    for found in compared.cases:
        if found.before:
            continue
        sets = [
            {outcome.conclusions for outcome in reasoner.solve(case_of(cases, found.name))}
            for reasoner in (before, after)
        ]
        assert {outcome.conclusions for outcome in found.new} == sets[1] - sets[0]
        assert {outcome.conclusions for outcome in found.gone} == sets[0] - sets[1]
        assert found.exhausted


def test_a_closed_library_no_longer_excuses(compared: Comparison) -> None:
    told = changed(compared, "03_library_closed.yaml")
    assert any("waived" in change["lost"] for change in told["persons"].values())
    assert told["outcomes"]["gained"] == []


def test_a_pack_is_the_same_as_itself(before: Reasoner, cases: list[NamedCase]) -> None:
    same = before.compare(before, cases, compare_atlases(before.pack, before.pack))
    assert same.differing == ()
    assert same.readings() == {"gained": [], "lost": [], "changed": []}
    assert isinstance(same.atlas, AtlasesCompared)
    assert all(not base.differing and not base.under_readings for base in same.atlas.bases)


def patterns(items: list[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(items, size) for size in range(len(items) + 1))


def test_all_patterns_are_compared_as_if_each_were_a_case(
    before: Reasoner, after: Reasoner, atlases: AtlasesCompared
) -> None:
    plan = atlas_plan(before.pack)
    items = [item.id for item in plan.items]
    for base, found in zip(plan.bases, atlases.bases, strict=True):
        gained: dict[str, list[tuple[str, ...]]] = {}
        lost: dict[str, list[tuple[str, ...]]] = {}
        differing = 0
        for pattern in patterns(items):
            case = Case.from_data({"facts": dict(plan.facts(base, pattern))})
            if before.problems(case):  # what is lost is not late
                continue
            was, now = (set(r.solve(case).summary.sometimes) for r in (before, after))
            verdicts = {s for s in was ^ now if s.name == before.pack.verdict}
            differing += bool(verdicts)
            for verdict in verdicts:
                (gained if verdict in now else lost).setdefault(str(verdict), []).append(pattern)
        assert found.patterns == 2 ** len(items)
        assert found.differing == differing
        for turns, brute in ((found.gained, gained), (found.lost, lost)):
            assert {str(t.verdict): t.patterns for t in turns} == {
                v: len(p) for v, p in brute.items()
            }
            for turn in turns:
                every = brute[str(turn.verdict)]
                least = {p for p in every if not any(set(o) < set(p) for o in every)}
                assert set(turn.least) == least


def test_patterns_may_differ_under_readings_and_admit_the_same(atlases: AtlasesCompared) -> None:
    late = atlases.bases[0]
    assert late.under_readings is not None
    assert late.under_readings > late.differing > 0


def test_items_that_only_one_pack_has_are_named_and_not_compared(
    before: Reasoner, tmp_path: Path
) -> None:
    folder = tmp_path / "fewer"
    shutil.copytree(MINI_FOLDER, folder)
    plan = folder / "atlas.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("id: lost", "id: lost_for_good"), encoding="utf-8")
    found = comparable(before.pack, load_pack(folder))
    assert (found.only_before, found.only_after) == (("lost",), ("lost_for_good",))
    assert all(base.patterns == 2**3 for base in found.bases)


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_laws_the_cases_are_told_and_why_the_atlases_cannot_be_compared(
    before: Reasoner, turned: bool
) -> None:
    one, other = (LAW, before) if turned else (before, LAW)
    named = NamedCase("none", Case.from_data({"facts": {}}))
    atlases = compare_atlases(one.pack, other.pack)
    assert isinstance(atlases, NotComparable)
    told: Any = one.compare(other, [named], atlases).as_json("en")
    assert told["atlas"] is None
    base = atlas_plan(one.pack).bases[0].id
    assert f"the first one's atlas.yaml: {base}" in told["atlas_not_comparable"]
    assert [*told["unchanged"], *told["refused"], *(c["name"] for c in told["cases"])] == ["none"]
    assert told["receipt"]["parts"] == digests(told)
