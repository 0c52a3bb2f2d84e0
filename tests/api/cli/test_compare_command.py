"""``wenze compare``: what a draft amendment changes, for people and as data."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze.api.cli.main import main


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The mini pack, under which a closed library no longer excuses."""
    folder = tmp_path_factory.mktemp("compared") / "draft"
    shutil.copytree(MINI_FOLDER, folder)
    article = folder / "articles" / "02.lp"
    text = article.read_text(encoding="utf-8")
    text = text.replace("owes(Borrower), library_closed.", "owes(Borrower), lost(Borrower, _).")
    article.write_text(text, encoding="utf-8")
    return folder


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, ["compare", *map(str, arguments)])
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.mark.parametrize(
    ("lang", "words"),
    [("zh", "张三：不再可能的处理：免收"), ("en", "张三: no longer possible: the fee is waived")],
)
def test_a_reader_sees_what_a_draft_takes_away(draft: Path, lang: str, words: str) -> None:
    text = run(MINI_FOLDER, draft, "--lang", lang)
    assert words in text
    assert "03_library_closed.yaml" in text


def test_a_reader_sees_the_smallest_patterns_that_change(draft: Path) -> None:
    text = run(MINI_FOLDER, draft)
    assert "第二条第（二）项" in text.split("情节组合", 1)[1]


def test_the_answer_is_there_as_data_the_same_each_time(draft: Path) -> None:
    first, again = (run(MINI_FOLDER, draft, "--json") for _ in range(2))
    assert first == again
    told = json.loads(first)
    assert [case["name"] for case in told["cases"]] == ["03_library_closed.yaml"]
    assert told["atlas"]["bases"][0]["lost"][0]["disposition"] == "waived"
    assert told["receipt"]["asked"]["call"] == "compare"


def test_cases_may_be_named_and_the_atlas_left_out(draft: Path) -> None:
    lone = draft.parent / "case.yaml"
    lone.write_text("facts: {loan: [[某, 2030-01-01]], late: [某], library_closed: true}\n")
    told = json.loads(run(MINI_FOLDER, draft, lone, "--no-atlas", "--json"))
    assert told["atlas"] is None
    assert told["cases"][0]["persons"] == {"某": {"gained": [], "lost": ["waived"]}}


def test_a_pack_that_there_is_not_is_named() -> None:
    result = CliRunner().invoke(main, ["compare", str(MINI_FOLDER), "nowhere"])
    assert result.exit_code == 2
    assert "nowhere" in result.stderr


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "情节组合无法比较"), ("en", "circumstances cannot be compared")]
)
def test_two_laws_are_compared_over_their_cases_all_the_same(lang: str, said: str) -> None:
    text = " ".join(run(MINI_FOLDER, LAW_FOLDER, "--lang", lang).split())
    assert said in text
    assert "atlas.yaml: late" in text
    assert "03_library_closed.yaml" in text


def test_cases_that_both_refuse_are_not_counted_among_those_compared(draft: Path) -> None:
    text = run(MINI_FOLDER, draft, "--no-atlas", "--lang", "en")
    assert "Cases compared: 3; of these, those of which something else comes out: 1." in text
