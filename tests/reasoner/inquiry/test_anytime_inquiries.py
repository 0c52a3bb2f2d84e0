"""Inquiries that are broken off at any look at the time: what they tell is what the whole tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from support.budgets import count_looks
from support.packs import MINI_FOLDER, broken
from wenze import Case, Reasoner, TimeUp
from wenze.reasoner.inquiry.atlas.atlas import atlas
from wenze.reasoner.inquiry.atlas.outline import outline as atlas_outline
from wenze.reasoner.inquiry.compare.compare import NamedCase
from wenze.reasoner.inquiry.compare.compared_atlas import AtlasesCompared, compare_atlases
from wenze.reasoner.inquiry.compare.outline import outline as compare_outline
from wenze.reasoner.inquiry.consistency.decided import Decided
from wenze.reasoner.inquiry.consistency.outline import outline as consistency_outline
from wenze.reasoner.inquiry.schools.outline import outline as schools_outline

LENT: dict[str, Any] = {"facts": {"loan": [["张三", "2023-05-01"]], "late": ["张三"]}}


def broken_off(ask: Callable[[float], Any]) -> Iterator[Any]:
    """The answers of fewer and more looks, the whole one last."""
    looks, complete = 1.0, False
    while not complete:
        try:
            found = ask(looks)
        except TimeUp:
            pass
        else:
            yield found
            complete = found.complete
        looks = max(looks + 1, looks * 1.25)


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZE_CACHE", "")
    count_looks(monkeypatch)


def is_beginning(part: list[Any], whole: list[Any]) -> bool:
    return part == whole[: len(part)]


@pytest.mark.usefixtures("looks")
def test_an_atlas_has_the_situations_that_were_reached_each_whole(mini: Reasoner) -> None:
    *parts, whole = (
        each.as_json("en") for each in broken_off(lambda n: atlas(mini.pack, seconds=n))
    )
    assert [part["exhausted"] for part in parts] == [False] * len(parts)
    assert {len(part["bases"]) for part in parts} == {1}
    for part in parts:
        assert is_beginning(part["bases"], whole["bases"])
        assert part["groups"] == [g for g in whole["groups"] if g["base"] == "late"]
        assert "not examined: " in part["text"]
    assert whole["exhausted"] is True
    assert whole == atlas(mini.pack).as_json("en")


@pytest.mark.usefixtures("looks")
def test_schools_are_compared_one_after_the_other(mini: Reasoner) -> None:
    case = Case.from_data(LENT)

    def ask(looks: float) -> Any:
        return Reasoner(mini.pack).schools(case, seconds=looks)

    *parts, whole = broken_off(ask)
    assert parts
    for part in parts:
        said, all_of_it = part.as_json("en"), whole.as_json("en")
        assert is_beginning(said["schools"], all_of_it["schools"])
        assert is_beginning(said["splits"], all_of_it["splits"])
        assert said["alike"] in ([], all_of_it["alike"])
        assert said["receipt"]["exhausted"] is False
        if part.unreached:
            assert said["shared"] == {"always": [], "persons": {}}
        assert "The time was up" in str(schools_outline(part, "en")[-1])
    assert whole.as_json("en") == Reasoner(mini.pack).schools(case).as_json("en")


@pytest.mark.usefixtures("looks")
def test_decided_cases_are_explained_one_after_the_other(mini: Reasoner) -> None:
    case = Case.from_data(LENT)
    titled = ((Case.from_data({**LENT, "title": w}), w) for w in ("charged", "waived"))
    past = [Decided(each, {"张三": word}) for each, word in titled]

    def ask(looks: float) -> Any:
        return Reasoner(mini.pack).consistency(past, case, seconds=looks)

    *parts, whole = broken_off(ask)
    all_of_it = whole.as_json("en")
    assert {len(part.explained) for part in parts} == {1, 2}
    for part in parts:
        said, last = part.as_json("en"), consistency_outline(part, "en")[-1]
        assert is_beginning(said["decided"], all_of_it["decided"])
        assert is_beginning(said["conflicts"], all_of_it["conflicts"])
        assert said["exhausted"] is False
        assert f"not reached: {2 - len(part.explained)};" in str(last)
        assert len(said["receipt"]["asked"]["decisions"]) == 2
    assert all_of_it == Reasoner(mini.pack).consistency(past, case).as_json("en")


@pytest.mark.usefixtures("looks")
def test_packs_are_compared_case_by_case_and_base_by_base(mini: Reasoner, tmp_path: Path) -> None:
    edit = ("words.yaml", "", "\n# another\n")
    after = Reasoner(broken(MINI_FOLDER, tmp_path, edit)).pack
    cases = [NamedCase(name, Case.from_data({**LENT, "title": name})) for name in ("one", "two")]

    def ask(looks: float) -> Any:
        return Reasoner(mini.pack).compare(Reasoner(after), cases, seconds=looks)

    *parts, whole = broken_off(ask)
    assert {len(part.unreached) for part in parts} == {1, 2}
    for part in parts:
        assert is_beginning(part.as_json("en")["unchanged"], whole.as_json("en")["unchanged"])
        left = ", ".join(case.name for case in part.unreached)
        assert f"before the time was up: {left}" in str(compare_outline(part, "en"))
    *bases, every = broken_off(lambda looks: compare_atlases(mini.pack, after, seconds=looks))
    assert isinstance(every, AtlasesCompared)
    assert {len(each.bases) for each in bases} == {0, 1}
    assert all(is_beginning([*each.bases], [*every.bases]) for each in bases)


def test_what_an_atlas_did_not_reach_is_told(
    mini: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WENZE_CACHE", "")
    with monkeypatch.context() as patched:
        count_looks(patched)
        part = next(broken_off(lambda looks: atlas(mini.pack, seconds=looks)))
    told = atlas_outline(part, "en")
    assert not told.exhausted
    assert [base.id for base in told.bases] == ["late"]
