"""Worked cases: everything that must come out is asked for, and nothing else passes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from support.cases.worked import worked
from support.packs import MINI_FOLDER
from wenze import Reasoner
from wenze.reasoner.case.worked_cases import WorkedCase
from wenze.reasoner.check.deviations import deviations

CASES = {case.file[:2]: case for case in worked(MINI_FOLDER)}


def changed(number: str, **fields: Any) -> WorkedCase:
    return CASES[number].model_copy(update=fields)


def first_expectation(number: str, **fields: Any) -> Any:
    expectation = CASES[number].expect[0]
    return [expectation.model_copy(update=fields), *CASES[number].expect[1:]]


def first_joint(number: str, **fields: Any) -> Any:
    joint = CASES[number].expect[0].joint
    return first_expectation(number, joint=[joint[0].model_copy(update=fields), *joint[1:]])


def test_a_case_that_comes_out_as_written_deviates_nowhere(mini: Reasoner) -> None:
    for case in CASES.values():
        assert deviations(mini, case) == []


WRONG: dict[str, tuple[Callable[[], WorkedCase], str]] = {
    "a missing live reading": (
        lambda: changed("01", expect=first_expectation("01", live=[])),
        "live",
    ),
    "a reading too many": (
        lambda: changed("03", expect=first_expectation("03", live=["illness"])),
        "live",
    ),
    "a disposition too few": (
        lambda: changed(
            "03", expect=first_joint("03", persons={"张三": ["waived"], "李四": ["charged"]})
        ),
        "not expected",
    ),
    "a disposition too many": (
        lambda: changed("01", expect=first_joint("01", persons={"张三": ["charged", "not_due"]})),
        "missing",
    ),
    "a person too few": (lambda: changed("03", expect=first_joint("03", persons={})), "missing"),
    "two entries for one combination": (
        lambda: changed("01", expect=first_joint("01", when={})),
        "2 entries",
    ),
    "no entry for a combination": (
        lambda: changed(
            "01", expect=first_expectation("01", joint=CASES["01"].expect[0].joint[:1])
        ),
        "0 entries",
    ),
    "a combination of facts too few": (
        lambda: changed("02", expect=CASES["02"].expect[:1]),
        "not expected",
    ),
    "a combination of facts too many": (
        lambda: changed(
            "03",
            expect=[
                *CASES["03"].expect,
                *first_expectation("03", disputed={"library_closed": True}),
            ],
        ),
        "no outcome under",
    ),
    "an idle fact not told": (lambda: changed("02", idle=[]), "idle: not expected"),
    "an idle fact that is none": (lambda: changed("03", idle=["library_closed"]), "idle: missing"),
    "always": (lambda: changed("02", always=['fee("张三",waived)']), "not always"),
    "sometimes, though always": (
        lambda: changed("02", sometimes=['fee("李四",not_due)']),
        "not sometimes",
    ),
    "sometimes, though never": (
        lambda: changed("02", sometimes=['fee("李四",waived)']),
        "not sometimes",
    ),
    "never": (lambda: changed("02", never=['fee("张三",waived)']), "not never"),
    "an assumption too few": (lambda: changed("02", assumed=[]), "assumed: not expected"),
    "an assumption too many": (lambda: changed("03", assumed=["x"]), "assumed: missing"),
    "a provision not cited": (
        lambda: changed("03", cites={'fee("李四",waived)': ["2(1)"]}),
        "does not cite",
    ),
    "a citation of what never holds": (
        lambda: changed("03", cites={'fee("李四",not_due)': ["1"]}),
        "nowhere",
    ),
    "a refusal that does not come": (
        lambda: changed("03", expect=(), refused=CASES["05"].refused),
        "not refused",
    ),
    "a refusal that was not expected": (
        lambda: changed("05", refused=(), expect=CASES["03"].expect),
        "refused:",
    ),
    "a problem too few": (lambda: changed("04", refused=CASES["04"].refused[:2]), "not expected"),
    "a problem elsewhere": (
        lambda: changed(
            "04",
            refused=[
                CASES["04"].refused[0].model_copy(update={"pointer": "/facts/lost/0"}),
                *CASES["04"].refused[1:],
            ],
        ),
        "no contradiction at /facts/lost/0",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_case_that_comes_out_otherwise_is_told(mini: Reasoner, name: str) -> None:
    wrong, words = WRONG[name]
    found = deviations(mini, wrong())
    assert any(words in each for each in found), found
