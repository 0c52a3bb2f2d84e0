"""Answers that keep to a time limit by themselves: printed, then the word on the limit."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from wenze.api.cli.anytime import reporting
from wenze.api.cli.options import EXHAUSTED
from wenze.reasoner.inquiry.document import Document, Heading


@dataclass
class Answer:
    """An answer that is all there is, or not."""

    complete: bool

    def as_json(self, lang: str) -> object:
        return {"lang": lang}


def outline(found: Answer, lang: str) -> Document:
    return (Heading(f"{found.complete} {lang}"),)


@pytest.mark.parametrize(("as_json", "said"), [(True, '"lang": "en"'), (False, "True en")])
def test_a_whole_answer_is_printed(
    capsys: pytest.CaptureFixture[str], as_json: bool, said: str
) -> None:
    reporting(Answer(complete=True), outline, 5, "en", as_json)()
    printed = capsys.readouterr()
    assert said in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("as_json", [True, False])
def test_of_a_part_it_is_said_that_it_is_one_and_the_exit_code_tells(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    with pytest.raises(SystemExit) as ended:
        reporting(Answer(complete=False), outline, 5, "en", as_json)()
    assert ended.value.code == EXHAUSTED
    printed = capsys.readouterr()
    assert "en" in printed.out
    assert "5 s" in printed.err
