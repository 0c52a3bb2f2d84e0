"""Answers that are broken off: what there is of them is exact, and so are their receipts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

import pytest

from support.budgets import count_looks
from support.cases.sound import COLLISION, sound
from wenze import Case, CaseRefused, Reasoner
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.answer.partial import MEMBERS, PartialAnswer, is_whole
from wenze.reasoner.budget import TimeUp, anytime
from wenze.reasoner.verify.receipt_reader import receipt_of
from wenze.reasoner.verify.verification import verify_receipt

DOCUMENT = sound(**COLLISION, disputed={"harm": ["none", "small"]})
LEAST = ["regulation", "outcome_count", "complete", "certified", "outcomes", "receipt"]


def is_the_beginning_of(part: Mapping[str, Any], whole: Mapping[str, Any]) -> bool:
    """Whether all that a broken-off answer says, the whole one says too."""
    said = {name for name in part if name not in {"outcome_count", "complete", "receipt"}}
    listed = len(part["outcomes"])
    return (
        not is_whole(part)
        and [*part] == [name for name in [*MEMBERS, "receipt"] if name in part]
        and (part["outcome_count"], part["complete"]) == (None, False)
        and part["outcomes"] == whole["outcomes"][:listed]
        and all(part[name] == whole[name] for name in said - {"outcomes"})
        and part["receipt"]["exhausted"] is False
        and part["receipt"]["case"] == whole["receipt"]["case"]
        and set(part["receipt"]["parts"]) == set(part) - {"receipt"}
    )


@pytest.fixture
def case() -> Case:
    return Case.from_data(DOCUMENT)


@pytest.fixture
def whole(law: Reasoner, case: Case) -> dict[str, Any]:
    return {**Reasoner(law.pack).outcomes(case, "en", 30)}


def broken_off(*_: object, **__: object) -> Any:
    raise TimeUp


@pytest.mark.parametrize(
    ("step", "last"),
    [
        ("wenze.reasoner.reasoner.check", "outcomes"),
        ("wenze.reasoner.reasoner.ground", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.certificate", "pinned"),
        ("wenze.reasoner.answer.outcomes_answer.persons", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._collisions", "persons"),
        ("wenze.reasoner.solver.summary.Summary.always", "collisions"),
        ("wenze.reasoner.solver.summary.Summary.sometimes", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._assumptions", "sometimes"),
        ("wenze.reasoner.solver.outcomes.Outcomes.count", "idle"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._dropped", "idle"),
    ],
)
def test_wherever_an_answer_is_broken_off_what_is_said_is_exact(
    law: Reasoner, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch, step: str, last: str
) -> None:
    at = property(broken_off) if step.startswith("wenze.reasoner.solver") else broken_off
    monkeypatch.setattr(step, at)
    part = Reasoner(law.pack).outcomes(Case.from_data(DOCUMENT), "en", 30, 600)
    assert is_the_beginning_of(part, whole)
    assert last in part


@pytest.mark.parametrize("listed", [0, 1, 7, 30])
def test_the_outcomes_found_in_time_are_listed_and_their_receipt_says_how_many(
    law: Reasoner, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch, listed: int
) -> None:
    def some(answer: Answer, limit: int) -> Iterator[object]:
        for number, outcome in enumerate(all_of_them(answer, limit)):
            if number == listed:
                raise TimeUp
            yield outcome
        raise TimeUp

    all_of_them = Answer.listed
    with monkeypatch.context() as patched:
        patched.setattr(Answer, "listed", some)
        part: Any = Reasoner(law.pack).outcomes(Case.from_data(DOCUMENT), "en", 30, 600)
    assert is_the_beginning_of(part, whole)
    assert len(part["outcomes"]) == part["receipt"]["asked"]["limit"] == listed
    found = verify_receipt(receipt_of(part), law)
    assert found.same
    assert [remark.code for remark in found.remarks] == ["broken_off"]


def outcome(name: str) -> Any:
    return {"id": name}


def test_an_outcome_that_is_being_taken_in_is_there_as_a_whole_or_not_at_all(
    law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list and its digest are never of different outcomes."""
    draft = PartialAnswer(law.pack, case, "zh", 5)
    draft.add_outcomes([outcome("1")])
    monkeypatch.setattr("wenze.reasoner.answer.partial.ListFingerprint.add", broken_off)
    with pytest.raises(TimeUp):
        draft.add_outcomes([outcome("2")])
    monkeypatch.undo()
    told = receipt_of(json.loads(json.dumps(draft.as_json())))
    assert told.listed == [outcome("1")]
    assert (told.altered, told.genuine) == ((), True)


def test_time_enough_changes_nothing(law: Reasoner, case: Case, whole: dict[str, Any]) -> None:
    told = Reasoner(law.pack).outcomes(case, "en", 30, 600)
    assert json.dumps(told) == json.dumps(whole)
    assert is_whole(told)
    assert [*told] == [*MEMBERS, "receipt"]


def test_with_no_time_at_all_there_is_still_an_answer(law: Reasoner, case: Case) -> None:
    told = Reasoner(law.pack).outcomes(case, "en", 30, 0)
    assert [*told] == LEAST
    assert told["outcomes"] == []
    assert verify_receipt(receipt_of(told), law).same


def test_the_time_of_another_deadline_is_not_taken_for_ones_own(
    law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.reasoner.ground", broken_off)
    with pytest.raises(TimeUp):
        Reasoner(law.pack).outcomes(case)


def test_a_faulty_case_is_refused_also_when_the_time_is_up(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wenze.reasoner.reasoner.ground", broken_off)
    faulty = Case.from_data(sound(ruling=["revokd"]))
    with pytest.raises(CaseRefused) as refusal:
        Reasoner(law.pack).outcomes(faulty, seconds=60)
    assert [problem.pointer for problem in refusal.value.problems] == ["/facts/ruling/0"]


@pytest.mark.parametrize("ask", ["page", "why", "why_not"])
def test_a_case_whose_work_was_broken_off_is_worked_at_further(
    law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch, ask: str
) -> None:
    arguments: dict[str, tuple[Any, ...]] = {
        "page": ("zh", 1, 5),
        "why": ('disposition("王某",exempted)',),
        "why_not": ('disposition("王某",exempted)',),
    }
    expected = getattr(Reasoner(law.pack), ask)(case, *arguments[ask])
    count_looks(monkeypatch)
    fresh = Reasoner(law.pack)
    for looks in count():
        with anytime(looks) as run:
            found = getattr(fresh, ask)(case, *arguments[ask])
        if run.complete:
            break
    assert looks > 3
    assert found == expected


def test_at_whatever_look_the_time_is_up_the_answer_is_exact(
    whole: dict[str, Any], law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_looks(monkeypatch)
    extents: set[int] = set()
    for looks in count(0, 5):
        # One that is broken off again and again leaves nothing behind that is half made.
        found = Reasoner(law.pack).outcomes(case, "en", 30, looks)
        extents.add(len(found))
        if is_whole(found):
            break
        assert is_the_beginning_of(found, whole)
        assert verify_receipt(receipt_of(found), law).same
    assert found == whole
    assert len(extents) > 3


def test_an_answer_broken_off_at_every_look_is_whole_in_the_end(
    whole: dict[str, Any], law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    count_looks(monkeypatch)
    fresh = Reasoner(law.pack)
    found = [fresh.outcomes(case, "en", 30, looks) for looks in range(0, 60, 3)]
    assert all(is_the_beginning_of(each, whole) or each == whole for each in found)
    assert fresh.outcomes(case, "en", 30) == whole


def test_a_thread_has_its_time_as_the_main_one(
    whole: dict[str, Any], law: Reasoner, case: Case
) -> None:
    with ThreadPoolExecutor(2) as threads:
        short = threads.submit(Reasoner(law.pack).outcomes, case, "en", 30, 0)
        long = threads.submit(Reasoner(law.pack).outcomes, case, "en", 30, 600)
    assert is_the_beginning_of(short.result(), whole)
    assert long.result() == whole
