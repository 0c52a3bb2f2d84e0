"""Programs are read with every place kept, and nothing is opened that must not be."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.programs.asp_programs import faults, places, read
from wenze.reasoner.asp.read import read_program
from wenze.reasoner.asp.source import ProgramRefused


def statements(*paths: Path) -> list[tuple[str, int, int, str]]:
    return [
        (Path(s.file).name, s.line, s.column, s.text)
        for s in read_program([str(path) for path in paths])
        if not s.text.startswith("#program") and s.text
    ]


def refusal(path: Path) -> list[tuple[str, str, int | None, int | None]]:
    with pytest.raises(ProgramRefused) as caught:
        read_program([str(path)])
    return [(f.code, Path(f.file).name, f.line, f.column) for f in caught.value.faults]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "outside.lp").write_text("outside.")
    inside = tmp_path / "given"
    (inside / "deep").mkdir(parents=True)
    return inside


# --- Places


def test_a_statement_keeps_its_text_line_and_column_in_bytes() -> None:
    found = read('a("文"). b :- a(X),\n  X = 1.')
    assert [(s.line, s.column, s.text) for s in found[1:]] == [
        (1, 1, 'a("文").'),
        (1, 11, "b :- a(X); X = 1."),
    ]


def test_syntax_errors_are_reported_all_with_their_places() -> None:
    assert [(f.code, f.line, f.column) for f in faults("a :- ,.\nb :- c d.\n")] == [
        ("syntax", 1, 6),
        ("syntax", 2, 8),
    ]


def test_comments_strings_and_block_comments_are_told_apart_as_clingo_does() -> None:
    text = 'a("% no comment %*"). %* one %* in %* another *% *% % *% hidden\n *% b. % 文\n#! 文\nc.'
    assert [s.text for s in read(text)][1:] == ['a("% no comment %*").', "b.", "c."]


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a.\n 盗窃(甲).", 2, 2),
        ('a("文", 甲).', 1, 10),
        ('%* 文 *% "x" é', 1, 15),
        ("a.\x0c", 1, 3),
        ("a.\n% \0", 2, 3),
        ('a :- "never ended.\n', 1, 6),
        (r'a("\x").', 1, 3),
        ("a. %* never\n ended", 1, 4),
    ],
)
def test_text_on_which_clingo_would_end_is_refused_before(
    text: str, line: int, column: int
) -> None:
    first = faults(text)[0]
    assert (first.line, first.column) == (line, column)


def test_a_file_that_is_no_text_is_refused_where_it_is_not(tmp_path: Path) -> None:
    path = tmp_path / "x.lp"
    path.write_bytes('a.\nb("é'.encode() + b'\xff").')
    assert refusal(path) == [("encoding", "x.lp", 2, 6)]
    path.write_bytes(b"\xef\xbb\xbfa.")
    assert refusal(path) == [("encoding", "x.lp", 1, 1)]


def test_a_file_of_strange_characters_is_not_listed_one_by_one() -> None:
    assert len(faults("é a " * 1000)) == 20


def test_only_the_base_part_is_grounded() -> None:
    found = read("a. #program step(t). b(t). #program base. c. #program base(x). d.")
    assert [s.text for s in found if s.base and not s.text.startswith("#")][1:] == ["a.", "c."]


# --- Includes


def test_an_included_file_stands_where_it_is_included_and_only_once(folder: Path) -> None:
    (folder / "main.lp").write_text('a. #include "deep/one.lp". b.\n#include "deep/one.lp". c.')
    (folder / "deep" / "one.lp").write_text('d.\n#include "two.lp".')
    (folder / "deep" / "two.lp").write_text('  e. #include "../main.lp".')
    assert statements(folder / "main.lp") == [
        ("main.lp", 1, 1, "a."),
        ("one.lp", 1, 1, "d."),
        ("two.lp", 1, 3, "e."),
        ("main.lp", 1, 28, "b."),
        ("main.lp", 2, 25, "c."),
    ]


def test_what_follows_an_include_is_in_the_base_part_as_in_clingo(folder: Path) -> None:
    (folder / "main.lp").write_text('#program p. a. #include "other.lp". b.')
    (folder / "other.lp").write_text("c. #program q. d.")
    found = read_program([str(folder / "main.lp")])
    assert [s.text for s in found if s.base and s.text[:1].isalpha()] == ["c.", "b."]


def test_an_include_may_hold_comments_and_one_in_a_string_or_comment_is_none(
    folder: Path,
) -> None:
    (folder / "main.lp").write_text(
        '#include % so\n %* and so *% "other.lp" .\n% #include "x.lp".\na("#include").'
    )
    (folder / "other.lp").write_text("b.")
    assert statements(folder / "main.lp") == [
        ("other.lp", 1, 1, "b."),
        ("main.lp", 4, 1, 'a("#include").'),
    ]


@pytest.mark.parametrize(
    "name", ["../outside.lp", "deep/../../outside.lp", "link.lp", "up/outside.lp"]
)
def test_an_include_that_leads_outside_the_folder_is_refused(folder: Path, name: str) -> None:
    (folder / "link.lp").symlink_to(folder.parent / "outside.lp")
    (folder / "up").symlink_to(folder.parent)
    (folder / "main.lp").write_text(f'a.\n  #include "{name}".')
    assert refusal(folder / "main.lp") == [("include", "main.lp", 2, 3)]


def test_an_absolute_path_outside_is_refused_and_one_inside_is_read(folder: Path) -> None:
    (folder / "in.lp").write_text("b.")
    (folder / "main.lp").write_text(f'#include "{folder / "in.lp"}".')
    assert statements(folder / "main.lp") == [("in.lp", 1, 1, "b.")]
    (folder / "main.lp").write_text('#include "/etc/hostname".')
    assert refusal(folder / "main.lp") == [("include", "main.lp", 1, 1)]


@pytest.mark.parametrize("name", ["missing.lp", "deep", "x" * 300])
def test_an_include_that_cannot_be_read_is_refused(folder: Path, name: str) -> None:
    (folder / "main.lp").write_text(f'#include "{name}".')
    assert refusal(folder / "main.lp") == [("include", "main.lp", 1, 1)]


@pytest.mark.parametrize(
    "text", ["#include <incmode>.", '#include "a"', "#include a.", '#include "a". ']
)
def test_includes_of_other_forms_and_from_standard_input_are_refused(text: str) -> None:
    assert (faults(text)[0].line, faults(text)[0].column) == (1, 1)


def test_faults_of_several_files_are_reported_together(folder: Path) -> None:
    (folder / "main.lp").write_text('#include "other.lp".\na :- ,.')
    (folder / "other.lp").write_text("\nb :- ,.")
    assert sorted(refusal(folder / "main.lp")) == [
        ("syntax", "main.lp", 2, 6),
        ("syntax", "other.lp", 2, 6),
    ]


def test_what_clingo_has_against_a_rule_names_the_rules_own_file(folder: Path) -> None:
    from wenze.reasoner.asp.solve import GroundProgram

    (folder / "one.lp").write_text("a.\nb.")
    (folder / "two.lp").write_text("c.\nd(X) :- c.")
    with pytest.raises(ProgramRefused) as caught:
        GroundProgram(read_program([str(folder / "one.lp"), str(folder / "two.lp")]))
    [fault] = caught.value.faults
    assert Path(fault.file).name == "two.lp"
    assert (fault.line, fault.column, fault.construct) == (2, 1, "d(X) :- c.")


def test_a_constant_defined_twice_is_refused() -> None:
    assert places("#const n = 1.\n#const n = 2.") == [(2, 1, "#const n = 2.")]
