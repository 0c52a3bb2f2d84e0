"""Where the cases of a batch come from: files, folders, JSON lines, and what cannot be read."""

from __future__ import annotations

import io
import os
import threading
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenze.reasoner.batch import Entry, entries
from wenze.reasoner.batch.inputs import identity
from wenze.reasoner.case.text_tree import MAX_BYTES


def write(path: Path, content: bytes = b"facts: {}") -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return str(path)


def found(*paths: str | Path, content: bytes = b"") -> list[Entry]:
    return list(entries([str(path) for path in paths], io.BytesIO(content)))


def places(got: list[Entry], below: Path) -> list[tuple[str, int | None]]:
    return [(os.path.relpath(entry.source, below), entry.line) for entry in got]


def test_a_file_is_one_case_and_a_file_of_lines_as_many_as_it_has(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", b"x")
    write(tmp_path / "b.jsonl", b"{}\n\n  \r\n[1]\r\n{} ")
    got = found(tmp_path / "a.yaml", tmp_path / "b.jsonl")
    assert places(got, tmp_path) == [
        ("a.yaml", None),
        ("b.jsonl", 1),
        ("b.jsonl", 4),
        ("b.jsonl", 5),
    ]
    assert [entry.content for entry in got] == [b"x", b"{}", b"[1]\r", b"{} "]
    assert [entry.number for entry in got] == [1, 2, 3, 4]


def test_a_folder_is_walked_in_the_order_of_names_whatever_the_disk_says(tmp_path: Path) -> None:
    for name in ("z.json", "B/x.yml", "a.YAML", "é.json", "b/y.ndjson", "b/c/k.json", "案.yaml"):
        write(tmp_path / name, b"{}")
    for name in ("notes.txt", "yaml", "b/readme.md"):
        write(tmp_path / name)
    assert [name for name, _ in places(found(tmp_path), tmp_path)] == [
        "B/x.yml",
        "a.YAML",
        "b/c/k.json",
        "b/y.ndjson",
        "z.json",
        "é.json",
        "案.yaml",
    ]


def test_numbers_run_on_over_everything_that_is_named(tmp_path: Path) -> None:
    case = write(tmp_path / "a.yaml")
    got = found(case, "-", case, tmp_path, content=b"{}\n{}\n")
    assert [(e.number, e.source, e.line) for e in got] == [
        (1, case, None),
        (2, "-", 1),
        (3, "-", 2),
        (4, case, None),
        (5, case, None),
    ]


@pytest.mark.parametrize("name", ["empty", "empty.jsonl", "-"])
def test_where_there_is_nothing_there_is_no_case(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty.jsonl").touch()
    assert found("-" if name == "-" else tmp_path / name) == []


def test_an_empty_case_file_is_a_case(tmp_path: Path) -> None:
    assert [entry.content for entry in found(write(tmp_path / "a.yaml", b""))] == [b""]


def test_what_is_not_there_is_reported_in_its_place(tmp_path: Path) -> None:
    case = write(tmp_path / "a.yaml")
    got = found(case, tmp_path / "none.yaml", tmp_path / "none.jsonl", "a\0b", case)
    assert [entry.content is None for entry in got] == [False, True, True, True, False]
    assert got[1].reason == got[2].reason == "No such file or directory"
    assert got[3].reason


def test_a_folder_that_cannot_be_read_is_reported_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: str) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr(os, "scandir", denied)
    (entry,) = found(tmp_path)
    assert (entry.source, entry.reason) == (str(tmp_path), "Permission denied")


def test_links_that_lead_in_a_circle_end(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    (tmp_path / "same.yaml").symlink_to(tmp_path / "a.yaml")
    got = found(tmp_path)
    assert places(got, tmp_path) == [("a.yaml", None), ("same.yaml", None), ("self.yaml", None)]
    assert [entry.content for entry in got] == [b"facts: {}", b"facts: {}", None]


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.json")
    (entry,) = found(tmp_path)
    assert (entry.content, entry.reason) == (None, "not a file")


def test_a_pipe_that_is_named_is_read(tmp_path: Path) -> None:
    path = tmp_path / "pipe.jsonl"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(b"{}\n[]",))
    writer.start()
    assert [entry.content for entry in found(path)] == [b"{}", b"[]"]
    writer.join()


def test_the_file_that_is_written_to_is_no_case_of_its_folder(tmp_path: Path) -> None:
    out, case = write(tmp_path / "out.jsonl", b"{}\n"), write(tmp_path / "a.yaml")
    (tmp_path / "link.jsonl").symlink_to(out)
    got = entries([str(tmp_path)], but=[identity(os.stat(out))])
    assert [entry.source for entry in got] == [case]


def test_of_a_huge_line_or_file_no_more_is_held_than_a_case_may_have(tmp_path: Path) -> None:
    huge = b"x" * (3 * MAX_BYTES + 7)
    full = b"y" * MAX_BYTES
    lines = write(
        tmp_path / "a.jsonl", huge + b"\n" + full + b"\n" + b"z" + full + b"\n{}\n" + huge
    )
    got = found(lines, write(tmp_path / "b.json", huge))
    assert [len(entry.content or b"") for entry in got] == [
        MAX_BYTES + 1,
        MAX_BYTES,
        MAX_BYTES + 1,
        2,
        MAX_BYTES + 1,
        MAX_BYTES + 1,
    ]
    assert [entry.line for entry in got] == [1, 2, 3, 4, 5, None]


@given(st.lists(st.binary(max_size=20)))
def test_lines_are_what_stands_between_line_feeds(lines: list[bytes]) -> None:
    content = b"\n".join(lines)
    expected = [
        (number, line) for number, line in enumerate(content.split(b"\n"), start=1) if line.strip()
    ]
    assert [(e.line, e.content) for e in found("-", content=content)] == expected


def test_lines_are_read_as_they_are_asked_for() -> None:
    class Endless(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: Any) -> int:
            self.taken += 1
            buffer[:3] = b"{}\n"
            return 3

    endless = Endless()
    cases = entries(["-"], io.BufferedReader(cast("Any", endless)))
    assert [next(cases).number for _ in range(1000)] == list(range(1, 1001))
    assert endless.taken < 1100
