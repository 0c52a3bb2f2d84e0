"""Receipts: what an answer was made from and what it was, checkable with a JSON library alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import pytest

from support.cases.sound import AWKWARD_NAMES, COLLISION, sound
from support.sampling import foremost
from wenze import Case, Reasoner
from wenze.reasoner.answer.receipt import engines, relisted
from wenze.reasoner.answer.why import explain

EXEMPTED = 'disposition("王某",exempted)'
MEMBERS = {"asked", "case", "case_digest", "pack", "engines", "exhausted", "parts", "answer"}


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plainly(value: object) -> str:
    """The digest of a value as the documentation has it, with nothing of the engine."""
    return f"sha256:{hashlib.sha256(_canonical(value).encode()).hexdigest()}"


def plainly_listed(values: list[object]) -> str:
    lines = "".join(f"{_canonical(value)}\n" for value in values)
    return f"sha256:{hashlib.sha256(lines.encode()).hexdigest()}"


def holds(answer: Mapping[str, Any]) -> bool:
    """Whether a receipt's digests are of the answer it stands in, by plain means."""
    receipt = answer["receipt"]
    parts = {
        name: plainly_listed(value) if name == "outcomes" else plainly(value)
        for name, value in answer.items()
        if name != "receipt"
    }
    return (
        set(receipt) == MEMBERS
        and receipt["parts"] == parts
        and receipt["answer"] == plainly(parts)
        and receipt["case_digest"] == plainly(receipt["case"])
    )


def outcomes(law: Reasoner, document: dict[str, Any], limit: int = 100) -> dict[str, Any]:
    return {**law.outcomes(Case.from_data(document), "en", limit)}


def test_an_answer_s_receipt_can_be_checked_by_plain_means(law: Reasoner) -> None:
    for limit in (0, 3, 100):
        answer = outcomes(law, sound(**COLLISION), limit)
        assert holds(answer)
        assert holds(json.loads(json.dumps(answer)))
        assert answer["receipt"]["asked"] == {"call": "outcomes", "limit": limit, "lang": "en"}
        assert answer["receipt"]["exhausted"] is True


def test_the_receipt_of_reasons_can_be_checked_by_plain_means(law: Reasoner) -> None:
    found = law.solve(Case.from_data(sound(**COLLISION)))
    for asks, others in ((True, 0), (True, 2), (False, 0)):
        explained = explain(found, EXEMPTED, None, holds=asks, others=others)
        said = explained.as_json("zh")
        assert holds(said)
        receipt: Any = said["receipt"]
        assert receipt["asked"] == {
            "call": "why" if asks else "why-not",
            "conclusion": EXEMPTED,
            "outcome": explained.outcome.id,
            "others": others,
            "lang": "zh",
        }


def test_a_receipt_names_the_law_the_text_and_the_engines_and_no_time(law: Reasoner) -> None:
    receipt = outcomes(law, sound())["receipt"]
    assert receipt["pack"] == {
        "id": law.pack.id,
        "version": law.pack.about.version,
        "digest": law.pack.digest,
        "text_digest": law.pack.text_digest,
    }
    assert receipt["engines"] == dict(engines())
    assert set(receipt["engines"]) == {"wenze", "clingo", "swi_prolog"}
    assert all(receipt["engines"].values())


def test_two_runs_give_the_same_bytes(law: Reasoner) -> None:
    first, second = (
        outcomes(Reasoner(law.pack), sound(**COLLISION, disputed={"harm": ["none"]}))
        for _ in range(2)
    )
    assert json.dumps(first) == json.dumps(second)


@pytest.mark.parametrize("name", foremost([*AWKWARD_NAMES, "a\u2028b", "\ufeffa"]))
def test_the_case_in_a_receipt_is_the_case_that_was_asked(law: Reasoner, name: str) -> None:
    document = {
        **sound(
            serves=[[name, "局"]],
            role=[[name, "handler"]],
            disputed={"deceived_by_party": [name]},
            denied={"fault": [[name, "ordinary"]]},
            readings={"later_conduct": "separate"},
        ),
        "title": f"{name}案",
    }
    answer = outcomes(law, document)
    assert holds(answer)
    again = outcomes(law, json.loads(json.dumps(answer["receipt"]["case"])))
    assert again == answer


def test_half_a_character_in_a_title_is_kept(law: Reasoner) -> None:
    answer = outcomes(law, {**sound(), "title": "\ud800"})
    again = outcomes(law, json.loads(json.dumps(answer["receipt"]["case"])))
    assert answer["receipt"]["case"]["title"] == "\ud800"
    assert again == answer


def test_a_list_that_is_cut_otherwise_has_the_receipt_of_that_answer(law: Reasoner) -> None:
    """So a list that is streamed has the receipt of the answer that it is."""
    whole = outcomes(law, sound(**COLLISION), 9)["receipt"]
    none = outcomes(law, sound(**COLLISION), 0)["receipt"]
    assert relisted(none, 9, whole["parts"]["outcomes"]) == whole


def test_receipts_of_different_answers_differ(law: Reasoner) -> None:
    documents = (sound(), sound(**COLLISION), sound(statutory_severity=["王某"]))
    answers = [outcomes(law, document)["receipt"]["answer"] for document in documents]
    answers += [outcomes(law, sound(**COLLISION), limit)["receipt"]["answer"] for limit in (1, 2)]
    assert len(set(answers)) == len(answers)
