"""POST /v1/why and /v1/why-not: the same reasons as the library's, in every form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.cases.sound import AWKWARD_NAMES, COLLISION, sound
from support.sampling import crossed, foremost
from wenze import Case, Reasoner
from wenze.api.http.responses import MEDIA_TYPES
from wenze.api.text.why import why_text
from wenze.reasoner.answer.why import explain
from wenze.reasoner.answer.why_outline import why_outline
from wenze.reasoner.case.outcome_selector import OutcomeSelector

WHY, WHY_NOT = "/v1/why", "/v1/why-not"
CASE = sound(**COLLISION)
HOLDS = 'disposition("王某",exempted)'
FAILS = 'disposition("王某",lenient)'


def ask(client: FlaskClient, call: str, query: str = "", **question: Any) -> Any:
    return client.post(call + query, json={"case": CASE, **question})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_reasons_are_those_of_the_library(client: FlaskClient, law: Reasoner, lang: str) -> None:
    case = Case.from_data(CASE)
    why = ask(client, WHY, f"?lang={lang}", conclusion=HOLDS)
    assert why.get_json() == law.why(case, HOLDS).as_json(lang)
    why_not = ask(client, WHY_NOT, f"?lang={lang}", conclusion=FAILS)
    assert why_not.get_json() == law.why_not(case, FAILS).as_json(lang)


def test_an_outcome_is_asked_for_by_id_or_by_what_it_has(
    client: FlaskClient, law: Reasoner
) -> None:
    case = Case.from_data(CASE)
    wanted = {
        "readings": {"exemption_vs_aggravation": "assessed"},
        "dispositions": {"王某": "ordinary"},
    }
    conclusion = 'disposition("王某",ordinary)'
    told = ask(client, WHY, conclusion=conclusion, outcome=wanted).get_json()
    first = law.why(
        case, conclusion, OutcomeSelector(wanted["readings"], {}, wanted["dispositions"])
    )
    assert told == first.as_json("zh")
    by_id = ask(client, WHY, conclusion=conclusion, outcome=told["outcome"]).get_json()
    assert by_id == told


def test_disputed_facts_are_true_or_false_and_spaced_as_one_likes(client: FlaskClient) -> None:
    case = sound(disputed={"obstructed_inquiry": [["王某", "falsification"]]})
    for found, holds in ((True, "aggravated"), (False, "ordinary")):
        answer = client.post(
            WHY,
            json={
                "case": case,
                "conclusion": f'disposition( "王某" , {holds} )',
                "outcome": {"disputed": {'obstructed_inquiry( "王某", falsification )': found}},
            },
        )
        assert answer.status_code == 200
        assert set(answer.get_json()["disputed"].values()) == {found}


@pytest.mark.parametrize(
    "outcome",
    ["1-0000000000000000", "999999-0", "", "none", "-1-x", {"dispositions": {"王某": "lenient"}}],
)
def test_an_outcome_that_does_not_exist_is_not_found(client: FlaskClient, outcome: Any) -> None:
    answer = ask(client, WHY, conclusion=HOLDS, outcome=outcome)
    assert answer.status_code == 404
    (error,) = answer.get_json()["errors"]
    assert error["pointer"] == "/outcome"


@pytest.mark.parametrize(
    ("question", "code", "pointer"),
    [
        ({"conclusion": "nonsense(1)"}, "unknown_predicate", "/conclusion"),
        ({"conclusion": 'disposition("王某")'}, "arity", "/conclusion"),
        ({"conclusion": "disposition(王某,exempted)"}, "malformed", "/conclusion"),
        ({"conclusion": 'disposition("王某",exempted). :- x.'}, "malformed", "/conclusion"),
        ({"conclusion": FAILS}, "value", "/conclusion"),
        ({"conclusion": 'disposition("王某",unheard_of)'}, "value", "/conclusion"),
        ({"conclusion": "ruling(unheard_of)"}, "value", "/conclusion"),
        ({"conclusion": ["x"]}, "malformed", "/conclusion"),
        ({}, "incomplete", ""),
        ({"conclusion": HOLDS, "outcome": []}, "malformed", "/outcome"),
        ({"conclusion": HOLDS, "outcome": {"reading": {}}}, "malformed", "/outcome/reading"),
        (
            {"conclusion": HOLDS, "outcome": {"readings": {"unknown": "x"}}},
            "reading",
            "/outcome/readings/unknown",
        ),
        (
            {"conclusion": HOLDS, "outcome": {"dispositions": {"王某": "unknown"}}},
            "value",
            "/outcome/dispositions/王某",
        ),
        ({"conclusion": HOLDS, "conclusions": 1}, "malformed", "/conclusions"),
        ({"conclusion": HOLDS, "case": {}}, "incomplete", "/case/facts"),
        (
            {"conclusion": HOLDS, "case": sound(role=[["王某", "nobody"]])},
            "value",
            "/case/facts/role/0",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(
    client: FlaskClient, question: Any, code: str, pointer: str
) -> None:
    answer = ask(client, WHY, **question)
    assert answer.status_code == 422
    found = {(error["code"], error["pointer"]) for error in answer.get_json()["errors"]}
    assert (code, pointer) in {(c, p[: len(pointer)] if pointer else p) for c, p in found}


def test_a_key_that_stands_twice_is_refused(client: FlaskClient) -> None:
    content = '{"case": {}, "conclusion": "x", "conclusion": "y"}'
    for body in (
        content,
        '{"case": {}, "conclusion": "x", "outcome": {"readings": {"a": "b", "a": "c"}}}',
    ):
        answer = client.post(WHY, data=body, content_type="application/json")
        assert answer.status_code == 422
        assert "duplicate_key" in {error["code"] for error in answer.get_json()["errors"]}


@pytest.mark.parametrize("quote", ["true", "false"])
def test_as_text_it_is_what_the_command_prints(
    client: FlaskClient, law: Reasoner, quote: str
) -> None:
    found = law.solve(Case.from_data(CASE))
    told = ask(client, WHY, f"?format=text&others=2&quote={quote}", conclusion=HOLDS)
    proved = explain(found, HOLDS, None, holds=True, others=2)
    assert told.text == why_text(why_outline(proved, "zh"), "zh", quote=quote == "true")


@crossed(call=[WHY, WHY_NOT], form=["svg", "png", "pdf", "dot", "text", "json"])
def test_every_form_comes_by_name_or_by_accept_header(
    client: FlaskClient, call: str, form: Any
) -> None:
    conclusion = HOLDS if call == WHY else FAILS
    named = ask(client, call, f"?format={form}", conclusion=conclusion)
    kind = MEDIA_TYPES[form].partition(";")[0]
    accepted = client.post(
        call, json={"case": CASE, "conclusion": conclusion}, headers={"Accept": kind}
    )
    assert named.status_code == accepted.status_code == 200
    assert named.content_type == accepted.content_type == MEDIA_TYPES[form]
    assert named.data == accepted.data
    if form != "json":
        whole = ask(client, call, conclusion=conclusion).get_json()["receipt"]
        short = json.loads(named.headers["Wenze-Receipt"])
        assert short["answer"] == whole["answer"]
        assert short == {name: whole[name] for name in short}


def test_further_proofs_come_as_many_as_are_asked_for(client: FlaskClient) -> None:
    case = sound(deceived_by_party=["王某"], misled_by_legal_basis=[["王某", "unclear"]])
    answer = client.post(f"{WHY}?others=5", json={"case": case, "conclusion": HOLDS}).get_json()
    assert answer["proof_count"] > 1
    assert answer["others"]
    refused = client.post(f"{WHY}?others=101", json={"case": case, "conclusion": HOLDS})
    assert refused.status_code == 400


@pytest.mark.parametrize("name", foremost(AWKWARD_NAMES))
def test_awkward_names_are_names(client: FlaskClient, name: str) -> None:
    case = sound(serves=[[name, "局"]], role=[[name, "handler"]])
    answer = client.post("/v1/outcomes", json=case).get_json()
    (person,) = answer["persons"]
    assert person == name
    conclusion = answer["outcomes"][0]["conclusions"][0]["atom"]
    told = client.post(WHY, json={"case": case, "conclusion": conclusion})
    assert told.status_code == 200
