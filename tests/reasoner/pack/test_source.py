"""Program text is ASCII outside strings and comments, or clingo never sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenze.reasoner.errors import PackError
from wenze.reasoner.pack.source import checked_source


@pytest.mark.parametrize(
    "text",
    [
        "a.",
        'a("王某").',
        "% 注释\na.",
        "%* 多行\n注释 *% a.",
        'a("% 不是注释", "王").',
        'a("\\"王\\"").',
        'a("\\\\"). % 注',
        "% 甲 %* 乙\na.",
    ],
)
def test_any_text_may_stand_in_strings_and_comments(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.lp"
    path.write_text(text, encoding="utf-8")
    assert checked_source(path) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("王某(甲).", 1),
        ("a.\nb(王).", 2),
        ('a("x"). é.', 1),
        ("%* 注\n*% 王.", 2),
        ('a("王\n").', 1),
        ("a.\u3000b.", 1),
        ("a.\u200b", 1),
        ('% "\n王.', 2),
        ("%* 未完\n王", 2),
    ],
)
def test_any_other_character_elsewhere_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int
) -> None:
    path = tmp_path / "a.lp"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError, match="non-ASCII") as error:
        checked_source(path)
    assert error.value.place == f"{path}:{line}"


def test_a_file_that_is_not_utf_8_or_not_there_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.lp"
    path.write_bytes(b"% \xff")
    for each in (path, tmp_path / "no.lp"):
        with pytest.raises(PackError, match="cannot be read"):
            checked_source(each)
