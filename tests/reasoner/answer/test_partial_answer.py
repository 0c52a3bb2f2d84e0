"""Answers that are broken off: what there is of them is exact, and so are their receipts."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import COLLISION, as_json, sound
from support.packs import LAW_ID
from support.servers import engine_tasks
from wenze import Case, CaseRefused, Outcomes, Reasoner
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.answer.partial import MEMBERS, Draft, is_whole
from wenze.reasoner.budget import TimeUp
from wenze.reasoner.verify.receipt_reader import presented
from wenze.reasoner.verify.verification import verify_receipt
from wenze.reasoner.workers import Engines, Limits

DOCUMENT = sound(**COLLISION, disputed={"harm": ["none", "small"]})
LEAST = ["regulation", "outcome_count", "complete", "certified", "outcomes", "receipt"]


def is_the_beginning_of(part: dict[str, Any], whole: dict[str, Any]) -> bool:
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
    return Reasoner(law.pack).outcomes(case, "en", 30)


def broken_off(*_: object, **__: object) -> Any:
    raise TimeUp


def in_time(_: float) -> Any:
    """In place of the clock: time is up where a test says so."""
    return nullcontext()


@pytest.mark.parametrize(
    ("step", "last"),
    [
        ("wenze.reasoner.reasoner.check", "outcomes"),
        ("wenze.reasoner.reasoner.ground", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.certificate", "pinned"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._persons", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._collisions", "persons"),
        ("wenze.reasoner.solver.outcomes.Outcomes.always", "collisions"),
        ("wenze.reasoner.solver.outcomes.Outcomes.sometimes", "outcomes"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._assumptions", "sometimes"),
        ("wenze.reasoner.solver.outcomes.Outcomes.count", "idle"),
        ("wenze.reasoner.answer.outcomes_answer.Answer._dropped", "idle"),
    ],
)
def test_wherever_an_answer_is_broken_off_what_is_said_is_exact(
    law: Reasoner, whole: dict[str, Any], monkeypatch: pytest.MonkeyPatch, step: str, last: str
) -> None:
    monkeypatch.setattr("wenze.reasoner.reasoner.deadline", in_time)
    at = property(broken_off) if step.startswith("wenze.reasoner.solver.outcomes") else broken_off
    monkeypatch.setattr(step, at)
    part = Reasoner(law.pack).outcomes(Case.from_data(DOCUMENT), "en", 30, 1)
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
    monkeypatch.setattr("wenze.reasoner.reasoner.deadline", in_time)
    with monkeypatch.context() as patched:
        patched.setattr(Answer, "listed", some)
        part: Any = Reasoner(law.pack).outcomes(Case.from_data(DOCUMENT), "en", 30, 1)
    assert is_the_beginning_of(part, whole)
    assert len(part["outcomes"]) == part["receipt"]["asked"]["limit"] == listed
    found = verify_receipt(presented(part), law)
    assert found.same
    assert [remark.code for remark in found.remarks] == ["broken_off"]


def test_an_outcome_that_is_being_taken_in_is_there_as_a_whole_or_not_at_all(
    law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list and its digest are never of different outcomes."""
    draft = Draft(law.pack, case, "zh", 5)
    draft.add_outcomes([{"id": "1"}])
    monkeypatch.setattr("wenze.reasoner.answer.partial.ListFingerprint.add", broken_off)
    with pytest.raises(TimeUp):
        draft.add_outcomes([{"id": "2"}])
    monkeypatch.undo()
    told = presented(json.loads(json.dumps(draft.as_json())))
    assert told.listed == [{"id": "1"}]
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
    assert verify_receipt(presented(told), law).same


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


@pytest.mark.parametrize("ask", ["outcomes", "page", "why", "why_not"])
def test_a_case_whose_work_was_broken_off_is_not_kept(
    law: Reasoner, case: Case, monkeypatch: pytest.MonkeyPatch, ask: str
) -> None:
    fresh = Reasoner(law.pack)
    arguments: dict[str, tuple[Any, ...]] = {
        "outcomes": ("zh", 5),
        "page": ("zh", 1, 5),
        "why": ('disposition("王某",exempted)',),
        "why_not": ('disposition("王某",exempted)',),
    }
    before = fresh.solve(case)
    with monkeypatch.context() as patched:
        patched.setattr("wenze.reasoner.answer.outcomes_answer.certificate", broken_off)
        patched.setattr("wenze.reasoner.reasoner.explain", broken_off)
        with pytest.raises(TimeUp):
            getattr(fresh, ask)(case, *arguments[ask])
    after = fresh.solve(case)
    assert isinstance(after, Outcomes)
    assert after is not before
    assert getattr(fresh, ask)(case, *arguments[ask])


def timed(content: bytes, seconds: float) -> dict[str, Any]:
    """An answer for which there is so much time, from a process that may be worn by it."""
    return Reasoner(LAW_ID).outcomes(Case.from_bytes(content), "en", 30, seconds)


def test_at_whatever_moment_the_time_is_up_the_answer_is_exact(
    whole: dict[str, Any], law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = [str(Path(engine_tasks.__file__).parents[2]), str(Path(__file__).parent)]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(here))
    engines = Engines(1)
    content, extents = as_json(DOCUMENT), set()
    try:
        for step in range(6):
            told: Any = engines.call(timed, content, 0.01 * 2**step, limits=Limits(60))
            extents.add(len(told))
            assert told == whole or is_the_beginning_of(told, whole)
            assert verify_receipt(presented(told), law).same
    finally:
        engines.dismiss()
    assert min(extents) < len(whole)
