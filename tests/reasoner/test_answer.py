"""The answer as plain data: the same bytes for the same case, words in one language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from helpers import COLLISION, solve, sound

from reasoner import Case, Reasoner
from reasoner.answer import Answer, engines
from reasoner.digest import digest
from reasoner.exact import MAX_EXACT
from reasoner.proof.engine import ProverMissing


def told(law: Reasoner, case: dict[str, Any], lang: str = "en", limit: int = 100) -> dict[str, Any]:
    answer: dict[str, Any] = Answer(solve(law, case), lang).as_json(limit)
    return answer


def test_the_same_case_gives_the_same_bytes_however_it_is_written(law: Reasoner) -> None:
    case = sound(**COLLISION, disputed={"harm": ["none"]})
    again = {**case, "title": "another title", "readings": {}}
    assert json.dumps(told(law, case)) == json.dumps(told(law, again))


def test_the_answer_is_json(law: Reasoner) -> None:
    answer = told(law, sound(**COLLISION), "zh")
    assert json.loads(json.dumps(answer, ensure_ascii=False)) == answer


def test_persons_and_outcomes_agree(law: Reasoner) -> None:
    answer = told(law, sound(**COLLISION))
    seen = {outcome["dispositions"]["王某"] for outcome in answer["outcomes"]}
    assert set(answer["persons"]["王某"]["dispositions"]) == seen
    in_all = set.intersection(
        *({c["atom"] for c in outcome["conclusions"]} for outcome in answer["outcomes"])
    )
    in_some = {c["atom"] for outcome in answer["outcomes"] for c in outcome["conclusions"]}
    assert {each["atom"] for each in answer["always"]} == in_all
    assert {each["atom"] for each in answer["sometimes"]} == in_some


def test_every_conclusion_is_said_in_words_of_the_language(law: Reasoner) -> None:
    zh, en = (told(law, sound(**COLLISION), lang)["sometimes"] for lang in ("zh", "en"))
    by_atom = {each["atom"]: each["text"] for each in zh}
    assert by_atom['disposition("王某",exempted)'] == "王某：免予问责"
    assert {each["atom"]: each["text"] for each in en}['disposition("王某",exempted)'] == (
        "王某: exempted from accountability"
    )
    assert [each["provisions"] for each in zh] == [each["provisions"] for each in en]


def test_a_count_that_is_not_known_is_left_out_and_said_so(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = told(law, sound(**COLLISION))
    found = solve(law, sound(**COLLISION))
    monkeypatch.setitem(vars(found), "count", None)
    bounded = Answer(found, "en").as_json(100)
    assert (bounded["outcome_count"], bounded["complete"]) == (None, False)
    assert {**bounded, "outcome_count": 38, "complete": True} == exact


def test_a_count_past_two_to_the_53_is_text(law: Reasoner, monkeypatch: pytest.MonkeyPatch) -> None:
    for count, shown in ((MAX_EXACT, MAX_EXACT), (MAX_EXACT + 1, str(MAX_EXACT + 1))):
        found = solve(law, sound())
        monkeypatch.setitem(vars(found), "count", count)
        assert Answer(found, "zh").as_json(0)["outcome_count"] == shown


def test_the_receipt_holds_digests_and_versions_and_no_time(law: Reasoner) -> None:
    receipt = told(law, sound())["receipt"]
    assert receipt["pack"] == law.pack.digest
    assert receipt["case"] == f"sha256:{solve(law, sound()).findings.digest}"
    assert receipt["engines"] == dict(engines())
    assert receipt["engines"]["clingo"]


def test_an_answer_is_certified(law: Reasoner) -> None:
    answer = told(law, sound())
    assert answer["certified"] is True
    assert "not_certified" not in [each["atom"] for each in answer["assumptions"]]
    assert answer["receipt"]["engines"]["swi_prolog"]


def test_an_answer_that_was_not_proved_says_so(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ProverMissing

    monkeypatch.setattr("reasoner.proof.engine._prolog", missing)
    monkeypatch.setattr("reasoner.proofs._prover", lambda *_: {})
    answer = told(Reasoner(law.pack), sound())
    assert answer["certified"] is None
    assert answer["receipt"]["engines"]["swi_prolog"] is None
    assert answer["assumptions"][-1]["atom"] == "not_certified"


def test_an_assumption_cites_the_provisions_it_stands_on(law: Reasoner) -> None:
    answer = told(law, sound(without=["date"]))
    cited = {each["atom"]: each["provisions"] for each in answer["assumptions"]}
    assert cited["assumed_in_force(act)"] == ["19"]


def test_a_digest_is_of_the_content_and_not_of_the_order_of_keys() -> None:
    assert digest({"a": 1, "b": ["王"]}) == digest({"b": ["王"], "a": 1})
    assert digest(["a", "b"]) != digest(["b", "a"])
    assert digest(["ab"]) != digest(["a", "b"])
    assert len(digest(None)) == 64


def test_the_library_answers_what_the_command_prints(law: Reasoner) -> None:
    case = Case.from_data(sound(deceived_by_party=["王某"]))
    answer = law.outcomes(case, "en", 2)
    assert answer == Answer(law.solve(case), "en").as_json(2)
    assert json.loads(json.dumps(answer)) == answer


def test_nothing_is_said_to_rest_on_an_idle_fact(law: Reasoner) -> None:
    case = sound(
        obstructed_inquiry=[["王某", "falsification"]],
        disputed={"statutory_severity": ["王某"]},
    )
    answer = law.outcomes(Case.from_data(case))
    assert answer["idle"] == ['statutory_severity("王某")']
    assert "13(2)" in json.dumps(answer)
    assert "13(5)" not in json.dumps(answer)
