"""Answers that keep to a time limit by themselves: printed, then the word on the limit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from wenze.api.cli.invocation import Invocation
from wenze.api.cli.options import EXHAUSTED
from wenze.api.text.document import DocumentText
from wenze.reasoner.inquiry.document import Heading


@dataclass
class Answer:
    """An answer that is all there is, or not."""

    complete: bool

    def as_json(self, lang: str) -> Mapping[str, object]:
        return {"lang": lang}


def document(found: Answer, lang: str) -> DocumentText:
    return DocumentText((Heading(f"{found.complete} {lang}"),), lang)


@pytest.fixture(autouse=True)
def _rendered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wenze.api.cli.invocation.renderer", document)


def invocation(as_json: bool) -> Invocation:
    return Invocation(None, "en", "text", as_json, 5.0)


@pytest.mark.parametrize(("as_json", "said"), [(True, '"lang": "en"'), (False, "True en")])
def test_a_whole_answer_is_printed(
    capsys: pytest.CaptureFixture[str], as_json: bool, said: str
) -> None:
    invocation(as_json).report(Answer(complete=True))
    printed = capsys.readouterr()
    assert said in printed.out
    assert printed.err == ""


@pytest.mark.parametrize("as_json", [True, False])
def test_of_a_part_it_is_said_that_it_is_one_and_the_exit_code_tells(
    capsys: pytest.CaptureFixture[str], as_json: bool
) -> None:
    with pytest.raises(SystemExit) as ended:
        invocation(as_json).report(Answer(complete=False))
    assert ended.value.code == EXHAUSTED
    printed = capsys.readouterr()
    assert "en" in printed.out
    assert "5 s" in printed.err
