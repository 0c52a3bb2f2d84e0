"""A batch taken up again: nothing is lost, doubled, or written over."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import pytest

from wenze.reasoner.batch import BatchRequest, Ending, Entry
from wenze.reasoner.batch.records import (
    answer_tail,
    ending,
    errors_tail,
    failure_tail,
    head,
    line,
)
from wenze.reasoner.batch.resume import Foreign, InUse, opened, resume
from wenze.reasoner.errors import Problem
from wenze.reasoner.i18n import message

ASKED = BatchRequest(lang="en", limit=3, law=("sha256:1",))
ENTRIES = (
    Entry(1, "甲.yaml", content=b"a"),
    Entry(2, "\udce9.jsonl", 7, b"b"),
    Entry(3, "-", 1, b"b"),
    Entry(4, "none", reason="No such file"),
)
_WORDS = message("batch_no_cases")
TAILS = (
    answer_tail({"persons": {"王某": {}}}),
    errors_tail([Problem("value", _WORDS)], "zh"),
    failure_tail("time_limit", _WORDS, "zh"),
    failure_tail("unreadable", _WORDS, "en"),
)
ENDINGS = [Ending.ANSWERED, Ending.REFUSED, Ending.EXHAUSTED, Ending.UNREADABLE]
LINES = [line(head(e, ASKED), t).content for e, t in zip(ENTRIES, TAILS, strict=True)]
WHOLE = b"".join(LINES)


def taken_up(
    path: Path, entries: Sequence[Entry] = ENTRIES, asked: BatchRequest = ASKED
) -> tuple[list[Entry], list[Ending]]:
    with opened(str(path)) as file:
        found = resume(file, entries, asked)
        rest = list(found.rest)
        for entry in rest:
            file.write(LINES[entry.number - 1])
    return rest, sorted(found.endings.elements())


def test_cut_at_any_byte_it_ends_as_if_it_had_never_been_cut(tmp_path: Path) -> None:
    path = tmp_path / "out"
    for length in range(len(WHOLE) + 1):
        path.write_bytes(WHOLE[:length])
        rest, endings = taken_up(path)
        assert path.read_bytes() == WHOLE
        whole = WHOLE[:length].count(b"\n")
        assert rest == list(ENTRIES[whole:])
        assert endings == sorted(ENDINGS[:whole])


def test_a_file_that_is_not_there_begins_the_batch(tmp_path: Path) -> None:
    rest, _ = taken_up(tmp_path / "out")
    assert rest == list(ENTRIES)


@pytest.mark.parametrize(
    "asked",
    [
        dataclasses.replace(ASKED, lang="zh"),
        dataclasses.replace(ASKED, limit=4),
        dataclasses.replace(ASKED, law=("sha256:2",)),
        dataclasses.replace(ASKED, engines=(("clingo", "6"),)),
        dataclasses.replace(ASKED, pack="here"),
    ],
)
@pytest.mark.parametrize("length", [len(LINES[0]) - 5, len(LINES[0]), len(WHOLE)])
def test_another_question_is_noticed_and_the_file_left_alone(
    tmp_path: Path, asked: BatchRequest, length: int
) -> None:
    path = tmp_path / "out"
    path.write_bytes(WHOLE[:length])
    with pytest.raises(Foreign):
        taken_up(path, asked=asked)
    assert path.read_bytes() == WHOLE[:length]


@pytest.mark.parametrize(
    ("entries", "at"),
    [
        ((), 1),
        (ENTRIES[:3], 4),
        (ENTRIES[1:], 1),
        ((ENTRIES[0], dataclasses.replace(ENTRIES[1], content=b"c"), *ENTRIES[2:]), 2),
        ((ENTRIES[0], dataclasses.replace(ENTRIES[1], line=8), *ENTRIES[2:]), 2),
        ((*ENTRIES[:3], dataclasses.replace(ENTRIES[3], reason="denied")), 4),
        ((*ENTRIES[:3], dataclasses.replace(ENTRIES[3], content=b"")), 4),
    ],
)
def test_other_cases_are_noticed_and_the_file_left_alone(
    tmp_path: Path, entries: Sequence[Entry], at: int
) -> None:
    path = tmp_path / "out"
    path.write_bytes(WHOLE)
    with pytest.raises(Foreign) as refused:
        taken_up(path, entries)
    assert refused.value.line == at
    assert path.read_bytes() == WHOLE


@pytest.mark.parametrize(
    "content",
    [b"my notes", b"my notes\n", b"\n", b"\0" * 40, b"{}\n", LINES[0][:-9] + b"\n", LINES[0] * 2],
)
def test_a_file_of_something_else_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "out"
    path.write_bytes(content)
    with pytest.raises(Foreign):
        taken_up(path)
    assert path.read_bytes() == content


def test_more_cases_at_the_end_go_on_from_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"".join(LINES[:2]))
    rest, _ = taken_up(path, ENTRIES[:3])
    assert rest == [ENTRIES[2]]


def test_two_runs_do_not_write_to_one_file(tmp_path: Path) -> None:
    path = str(tmp_path / "out")
    with opened(path), pytest.raises(InUse):
        opened(path)
    opened(path).close()


@pytest.mark.parametrize("tail", TAILS)
def test_how_a_case_ended_is_read_from_its_line(tail: bytes) -> None:
    assert ending(tail) == ENDINGS[TAILS.index(tail)]


def test_a_line_that_is_none_has_no_ending() -> None:
    with pytest.raises(ValueError, match="x"):
        ending(b"x")
