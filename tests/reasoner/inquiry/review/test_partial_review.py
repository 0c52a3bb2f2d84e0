"""Reviews whose time is up: every part of them says what the whole review says."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from click.testing import CliRunner

from support.budgets import count_looks
from support.cases.law_cases import ANSWERED, DEMONSTRATION, LAW
from support.cases.sound import as_json, sound
from wenze import Case, Reasoner
from wenze.api.cli.main import main
from wenze.reasoner.inquiry.review.review import review
from wenze.reasoner.inquiry.review.reviewed import MEMBERS, Review

DEMO = ANSWERED[DEMONSTRATION].case
FALLING = Case.from_data(sound(statutory_severity=["王某"]))


def is_the_beginning_of(part: Review, whole: Review) -> bool:
    """True if nothing in a partial review contradicts the whole one."""
    said: Any = part.as_json("zh")
    every: Any = whole.as_json("zh")
    finished = [name for name in MEMBERS if name not in said["unfinished"]]
    lists = ("conflicts", "apart", "falls_under")
    return (
        said["exhausted"] is said["receipt"]["exhausted"] is False
        and said["persons"].items() <= every["persons"].items()
        and all(said[name] == every[name] for name in finished)
        and all(said[name] == every[name][: len(said[name])] for name in lists)
        and ("changes" not in finished or said["change_count"] == every["change_count"])
    )


@pytest.mark.parametrize(("case", "word"), [(DEMO, "exempted"), (FALLING, "ordinary")])
def test_wherever_a_review_is_broken_off_its_parts_are_those_of_the_whole(
    monkeypatch: pytest.MonkeyPatch, case: Case, word: str
) -> None:
    decision = {"王某": word}
    whole = review(LAW.solve(case), decision)
    count_looks(monkeypatch)
    unfinished = []
    for power in count():
        part = review(Reasoner(LAW.pack).solve(case), decision, float(2**power - 1))
        if part.complete:
            break
        assert is_the_beginning_of(part, whole)
        unfinished.append(len(part.unfinished))
    assert part == whole
    assert unfinished[0] == len(MEMBERS)
    assert sorted(unfinished, reverse=True) == unfinished
    assert len(set(unfinished)) > 2


def test_the_command_prints_a_partial_review_and_ends_with_the_code_of_a_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_looks(monkeypatch)
    command = ["review", "-", "--decision", "王某=ordinary", "--time-limit", "1", "--lang", "en"]
    content = as_json(sound(statutory_severity=["王某"]))
    shown = CliRunner().invoke(main, command, input=content)
    assert shown.exit_code == 3
    assert "The time was up before it was found" in shown.stdout
    assert "Not exhausted: the finding" in shown.stdout
