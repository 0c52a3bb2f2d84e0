"""The answer as plain data: the same bytes for the same case, words in one language."""

from __future__ import annotations

import json
from typing import Any

import pytest

from support.cases.sound import COLLISION, solve, sound
from wenze import Case, Reasoner
from wenze.reasoner.answer.outcomes_answer import Answer
from wenze.reasoner.canonical import MAX_EXACT, canonical
from wenze.reasoner.proof.bridge import ProverMissing
from wenze.reasoner.proof.steps import CertificateFailed


def told(law: Reasoner, case: dict[str, Any], lang: str = "en", limit: int = 100) -> dict[str, Any]:
    return {**Answer(solve(law, case), lang).as_json(limit)}


def test_the_same_case_gives_the_same_answer_however_it_is_written(law: Reasoner) -> None:
    case = sound(**COLLISION, disputed={"harm": ["none"]})
    again = {**case, "title": "another title", "readings": {}}
    first, second = told(law, case), told(law, again)
    one, other = first.pop("receipt"), second.pop("receipt")
    assert json.dumps(first) == json.dumps(second)
    assert one["answer"] == other["answer"]
    assert {**one["case"], "title": "another title"} == other["case"]


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
    bounded: Any = Answer(found, "en").as_json(100)
    assert (bounded["outcome_count"], bounded["complete"]) == (None, False)
    assert bounded["receipt"]["exhausted"] is False
    del bounded["receipt"], exact["receipt"]
    assert {**bounded, "outcome_count": 38, "complete": True} == exact


def test_a_count_past_two_to_the_53_is_text(law: Reasoner, monkeypatch: pytest.MonkeyPatch) -> None:
    for count, shown in ((MAX_EXACT, MAX_EXACT), (MAX_EXACT + 1, str(MAX_EXACT + 1))):
        found = solve(law, sound())
        monkeypatch.setitem(vars(found), "count", count)
        assert Answer(found, "zh").as_json(0)["outcome_count"] == shown


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

    monkeypatch.setattr("wenze.reasoner.proof.bridge._prolog", missing)
    answer = told(Reasoner(law.pack), sound())
    assert answer["certified"] is None
    assert answer["receipt"]["engines"]["swi_prolog"] is None
    assert answer["assumptions"][-1]["atom"] == "not_certified"


def test_an_assumption_cites_the_provisions_it_stands_on(law: Reasoner) -> None:
    answer = told(law, sound(without=["date"]))
    cited = {each["atom"]: each["provisions"] for each in answer["assumptions"]}
    assert cited["assumed_in_force(act)"] == ["19"]


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


# --- Outcomes page by page


def test_a_page_is_the_listed_outcomes_at_its_positions(law: Reasoner) -> None:
    case = Case.from_data(sound(**COLLISION, disputed={"harm": ["none", "small"]}))
    listed: Any = law.outcomes(case, "en", 1000)["outcomes"]
    answer = Answer(law.solve(case), "en")
    for first, last in ((1, 7), (1, 1000), (5, 5), (6, 5), (38, 60), (len(listed), 10**30)):
        assert answer.page(first, last) == listed[first - 1 : last]
    assert answer.page(len(listed) + 1, len(listed) + 9) == []
    assert law.page(case, "en", 3, 20) == [canonical(each) for each in listed[2:20]]


def test_pages_end_to_end_are_the_whole_list_at_any_size(law: Reasoner) -> None:
    case = Case.from_data(sound(**COLLISION))
    listed: Any = law.outcomes(case)["outcomes"]
    for size in (1, 3, 10, 37, 38, 39):
        pages = [law.page(case, "zh", first, first + size - 1) for first in range(1, 39, size)]
        assert [json.loads(each) for page in pages for each in page] == listed


def test_a_far_page_is_found_without_those_before_it(law: Reasoner) -> None:
    names = [f"职员{number}" for number in range(60)]
    case = sound(
        serves=[[name, "局"] for name in names],
        role=[[name, "handler"] for name in names],
        statutory_leniency=names,
        readings={"residual_leniency": "full_range"},
    )
    page = [json.loads(each) for each in law.page(Case.from_data(case), "zh", 3**60 - 1, 3**61)]
    assert [each["id"].partition("-")[0] for each in page] == [str(3**60 - 1), str(3**60)]


def test_no_outcome_is_said_before_the_second_engine_has_confirmed_its_branch(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    certified: set[int] = set()

    def noted(_: object, branches: list[Any]) -> bool:
        certified.update(branch.first for branch in branches)
        return True

    monkeypatch.setattr("wenze.reasoner.answer.outcomes_answer.certificate", noted)
    found = solve(law, sound(**COLLISION))
    firsts = [branch.first for branch in found.branches()]
    for position, _ in enumerate(Answer(found, "zh").listed(100), start=1):
        assert max(first for first in firsts if first <= position) in certified
    assert certified == set(firsts)
    certified.clear()
    Answer(found, "zh").page(firsts[3], firsts[4])
    assert certified == set(firsts[3:5])


def test_an_outcome_that_is_not_confirmed_ends_the_answer_and_the_page(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise CertificateFailed(("a",), ())

    monkeypatch.setattr("wenze.reasoner.answer.outcomes_answer.certificate", failing)
    case = Case.from_data(sound())
    for ask in (law.outcomes, lambda case: law.page(case, "zh", 1, 1)):
        with pytest.raises(CertificateFailed):
            ask(case)
    assert law.outcomes(case, limit=0)["outcomes"] == []


def test_without_the_second_engine_nothing_is_called_certified_not_even_an_empty_list(
    law: Reasoner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing() -> None:
        raise ProverMissing

    monkeypatch.setattr("wenze.reasoner.proof.bridge._prolog", missing)
    answer = told(Reasoner(law.pack), sound(), limit=0)
    assert (answer["certified"], answer["outcomes"]) == (None, [])
    assert answer["assumptions"][-1]["atom"] == "not_certified"
