"""Whole answers as text: what the command prints to a pipe, the same on any machine."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, as_json, sound
from wenze import Case, Outcomes
from wenze.api.cli.main import main
from wenze.api.text.printed import WIDTH, outcomes_text
from wenze.api.text.why import why_text
from wenze.reasoner.answer.why import explain
from wenze.reasoner.answer.why_outline import why_outline

AGGRAVATED = 'disposition("王某",aggravated)'
# Two circumstances, each of which aggravates: two proofs.
CASE = {"title": "王某案", **sound(statutory_severity=["王某"], **COLLISION)}


def printed(*arguments: str) -> str:
    """What a command prints where nobody sees a terminal."""
    result = CliRunner().invoke(
        main, list(arguments), input=as_json(CASE), env={"COLUMNS": str(WIDTH)}
    )
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


@pytest.fixture(scope="module")
def found() -> Outcomes:
    return LAW.solve(Case.from_data(CASE))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("limit", [0, 3, 1000])
def test_outcomes_are_told_as_the_command_prints_them(
    found: Outcomes, lang: str, limit: int
) -> None:
    text = outcomes_text(found, lang, limit)
    assert text == printed("outcomes", "-", "--lang", lang, "--limit", str(limit))


@pytest.mark.parametrize("quote", [False, True])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reasons_are_told_as_the_command_prints_them(
    found: Outcomes, lang: str, quote: bool
) -> None:
    options = ["--lang", lang, *(["--quote"] if quote else [])]
    why = explain(found, AGGRAVATED, None, holds=True, others=2)
    told = why_text(why_outline(why, lang), lang, quote=quote)
    assert told == printed("why", "-", AGGRAVATED, "--others", "2", *options)
    why_not = explain(found, AGGRAVATED, None, holds=False)
    told = why_text(why_outline(why_not, lang), lang, quote=quote)
    assert told == printed("why-not", "-", AGGRAVATED, *options)


def test_further_proofs_follow_the_first_with_their_number(found: Outcomes) -> None:
    first = explain(found, AGGRAVATED, None, holds=True)
    asked = explain(found, AGGRAVATED, None, holds=True, others=5)
    assert asked.others is not None
    assert (asked.others.count, len(asked.others.proofs)) == (2, 1)
    alone, told = (why_text(why_outline(each, "en"), "en", quote=False) for each in (first, asked))
    assert told.startswith(f"{alone}\n")
    assert "2" in told.removeprefix(alone).splitlines()[1]
    assert told.count("Conclusion: ") == 2


@pytest.mark.parametrize(
    "variable", ["COLUMNS=40", "FORCE_COLOR=1", "TTY_COMPATIBLE=1", "TERM=dumb", "NO_COLOR=1"]
)
def test_the_text_is_the_same_however_the_machine_is_set_up(
    found: Outcomes, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    before = outcomes_text(found, "zh", 3)
    monkeypatch.setenv(*variable.split("="))
    assert outcomes_text(found, "zh", 3) == before
    assert "\x1b" not in before
