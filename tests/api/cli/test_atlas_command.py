"""``wenze atlas``: the law before any case, as text, data, table and picture."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.packs import MINI_FOLDER, broken
from wenze.api.cli.main import main

MINI = str(MINI_FOLDER)


def run(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "160"}).invoke(main, [*arguments], input=stdin)


def atlas(*arguments: str, pack: str = MINI) -> str:
    result = run("atlas", pack, *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_the_text_says_what_was_examined_what_never_matters_and_what_is_missing() -> None:
    said = atlas("--lang", "en")
    for expected in (
        "2 situations",
        "4 items",
        "said of these situations and items only",
        "Art. 2(1) the borrower was ill",
        "The borrower was ill and is charged: patterns in which it is found: 4.",
        "There is a loan and no result: none found.",
        "“张三 was late” and “张三 lost “算经”” cannot both be so",
        "--example 'late:own_illness'",
    ):
        assert expected in " ".join(said.split()), expected


def test_chinese_is_the_language_where_none_is_asked_for() -> None:
    said = atlas()
    assert "考察了2种情形、4项情节的全部组合（共32种）" in said
    assert "借阅人患病，仍被收费：在4种组合中发现。" in said
    assert "borrower" not in said


def test_json_has_the_pack_and_says_that_nothing_was_left_out() -> None:
    found = json.loads(atlas("--json"))
    assert found["pack"]["id"] == "library-lending"
    assert found["exhausted"] is True
    assert found == json.loads(atlas("--format", "json"))


def test_the_table_has_a_line_for_each_group_collision_and_gap() -> None:
    rows = list(csv.DictReader(io.StringIO(atlas("--format", "csv", "--lang", "en"))))
    found = json.loads(atlas("--json", "--lang", "en"))
    gaps = [least["id"] for gap in found["gaps"] for least in gap["least"]]
    assert [row["id"] for row in rows if row["kind"] == "group"] == [
        group["id"] for group in found["groups"]
    ]
    assert [row["id"] for row in rows if row["kind"] == "gap"] == gaps
    [split] = [row for row in rows if row["splits"] == "true"]
    assert json.loads(split["outcomes"])[0]["reading_combinations"] == 1
    assert (split["items"], split["readings"]) == ("illness_at_home", "illness")


def test_no_cell_of_the_table_begins_a_formula(tmp_path: Path) -> None:
    pack = broken(MINI_FOLDER, tmp_path, ("atlas.yaml", "id: lost", "id: '=lost'"))
    rows = list(csv.DictReader(io.StringIO(atlas("--format", "csv", pack=str(pack)))))
    items = {row["items"] for row in rows}
    assert not any(cell.startswith("=") for row in rows for cell in row.values())
    assert items


def test_an_example_is_a_case_that_outcomes_takes() -> None:
    case = atlas("--example", "late:illness_at_home+closed")
    result = run("outcomes", "-", "--pack", MINI, "--json", stdin=case)
    assert result.exit_code == 0
    assert json.loads(result.stdout)["persons"]["张三"]["dispositions"] == ["waived", "charged"]


@pytest.mark.parametrize("example", ["late:flood", "early:closed", ""])
def test_an_example_that_does_not_exist_is_wrong_usage(example: str) -> None:
    result = run("atlas", MINI, "--example", example)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_pack_that_cannot_be_read_ends_with_its_fault(tmp_path: Path) -> None:
    pack = broken(MINI_FOLDER, tmp_path, ("atlas.yaml", "id: closed", "id: own_illness"))
    result = run("atlas", str(pack))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "own_illness" in result.stderr
    assert run("atlas", "no-such-law").exit_code == 2


def test_a_pack_without_an_atlas_says_so_in_every_form(tmp_path: Path) -> None:
    pack = str(broken(MINI_FOLDER, tmp_path, without=["atlas.yaml"]))
    assert "there is nothing to examine" in atlas("--lang", "en", pack=pack)
    assert len(atlas("--format", "csv", pack=pack).splitlines()) == 1
    assert "<svg" in atlas("--format", "svg", pack=pack)
