"""POST /v1/outcomes: the same answer as the library's, in every form, and every refusal."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
import yaml
from flask.testing import FlaskClient

from support.budgets import count_looks
from support.cases.sound import COLLISION, as_json, faults, sound
from support.packs import LAW_ID, MINI_ID
from support.sampling import soaking
from support.servers.in_process import app_in_process
from wenze import Case, Reasoner
from wenze.api import create_app
from wenze.api.http.dispatch import EngineRoom
from wenze.api.http.responses import MEDIA_TYPES
from wenze.api.http.settings import Settings
from wenze.api.http.streaming import PAGE
from wenze.api.text.printed import outcomes_text
from wenze.reasoner.answer.partial import MEMBERS
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.workers import WorkerPool

CALL = "/v1/outcomes"
LENT: dict[str, Any] = {"regulation": MINI_ID, "facts": {"loan": [["张三", "2030-03-01"]]}}


def colliding(count: int) -> dict[str, Any]:
    """A case of so many persons whose circumstances collide, each apart from the others."""
    people = [f"人{n}" for n in range(count)]
    return sound(
        serves=[[person, "局"] for person in people],
        role=[[person, "handler"] for person in people],
        deceived_by_party=people,
        obstructed_inquiry=[[person, "falsification"] for person in people],
    )


MANY = colliding(4)
# More combinations of disputed facts, bound together, than can be gone through.
ENDLESS = sound(
    disputed={
        "fault_act": [[f"f{n}", "王某", "t", "2023-02-01"] for n in range(14)],
        "at_issue": [f"f{n}" for n in range(14)],
    }
)


def case_of(data: Mapping[str, Any]) -> Case:
    return Case.from_bytes(as_json(data))


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.both_parts
@pytest.mark.usefixtures("two_packs")
def test_worked_cases_are_answered_as_by_the_library(
    client: FlaskClient, law: Reasoner, mini: Reasoner
) -> None:
    answered = 0
    for reasoner in (law, mini):
        for worked in worked_cases(reasoner.pack)[:: 1 if soaking() else 9]:
            data = worked.case.as_data(reasoner.pack.id)
            if worked.refused:
                continue
            answer = client.post(CALL, json=data)
            assert answer.get_json() == reasoner.outcomes(case_of(data)), worked.file
            answered += 1
    assert answered > 8


@pytest.mark.usefixtures("two_packs")
def test_every_case_that_is_refused_has_all_its_faults_told(
    client: FlaskClient, law: Reasoner, mini: Reasoner
) -> None:
    refused = 0
    for reasoner in (law, mini):
        for worked in worked_cases(reasoner.pack):
            if not worked.refused:
                continue
            data = worked.case.as_data(reasoner.pack.id)
            for lang in ("zh", "en"):
                answer = client.post(f"{CALL}?lang={lang}", json=data)
                assert answer.status_code == 422
                assert answer.mimetype == "application/problem+json"
                told = [fault.as_json(lang) for fault in faults(reasoner, data)]
                assert answer.get_json()["errors"] == told, worked.file
            refused += 1
    assert refused > 10


def test_yaml_and_json_are_answered_alike(client: FlaskClient) -> None:
    first = client.post(CALL, json=MANY)
    for kind in ("application/yaml", "application/x-yaml", "text/yaml; charset=utf-8"):
        text = yaml.safe_dump(MANY, allow_unicode=True, sort_keys=False)
        assert client.post(CALL, data=text, content_type=kind).data == first.data


def test_the_same_case_gives_the_same_bytes_from_whichever_process(client: FlaskClient) -> None:
    assert len({client.post(CALL, json=MANY).data for _ in range(6)}) == 1


def test_so_many_outcomes_are_listed_as_are_asked_for(client: FlaskClient) -> None:
    whole = client.post(CALL, json=MANY).get_json()
    assert len(whole["outcomes"]) == 100 < whole["outcome_count"]
    for limit in (0, 1, 7, 10**30):
        cut = client.post(f"{CALL}?limit={limit}", json=MANY).get_json()
        assert cut["outcomes"][:100] == whole["outcomes"][:limit]
        assert cut["persons"] == whole["persons"]
        assert cut["outcome_count"] == whole["outcome_count"]


def test_a_list_past_the_limit_of_the_server_is_cut_and_the_receipt_says_so() -> None:
    client = create_app(Settings(workers=1, max_outcomes=3, max_streamed=5)).test_client()
    answer = client.post(f"{CALL}?limit=50", json=MANY).get_json()
    assert len(answer["outcomes"]) == answer["receipt"]["asked"]["limit"] == 3
    *_, receipt = lines(client.post(f"{CALL}?limit=50&format=ndjson", json=MANY).text)
    assert receipt["receipt"]["asked"]["limit"] == 5


@pytest.mark.parametrize("limit", [0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE])
def test_a_stream_tells_what_one_answer_tells(client: FlaskClient, limit: int) -> None:
    answer = client.post(f"{CALL}?limit={limit}", json=MANY).get_json()
    streamed = client.post(
        f"{CALL}?limit={limit}", json=MANY, headers={"Accept": "application/x-ndjson"}
    )
    assert streamed.content_type == "application/x-ndjson"
    head, *outcomes, receipt = lines(streamed.text)
    assert [line["outcome"] for line in outcomes] == answer.pop("outcomes")
    assert receipt == {"receipt": answer.pop("receipt")}
    assert head == {"answer": answer}


def test_a_stream_of_a_case_that_is_refused_is_a_problem(client: FlaskClient) -> None:
    answer = client.post(f"{CALL}?format=ndjson", json={})
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"


def test_a_stream_that_the_engines_leave_unanswered_ends_with_a_problem(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = create_app(Settings(workers=1, patience=7))  # engines that no other application shares
    monkeypatch.setattr("wenze.api.http.streaming.PAGE", 10)
    with app.test_client() as client:
        answer = client.post(f"{CALL}?format=ndjson&limit=40", json=MANY)
        chunks = answer.iter_encoded()
        assert b'"answer"' in next(chunks)
        assert b'"outcome"' in next(chunks)
        app.extensions["wenze.workers"].close()
        (told,) = [line for chunk in chunks for line in lines(chunk.decode())]
        assert told["problem"]["status"] == 503
        answer.close()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_as_text_it_is_what_the_command_prints(
    client: FlaskClient, law: Reasoner, lang: str
) -> None:
    answer = client.post(f"{CALL}?format=text&lang={lang}&limit=2", json=MANY)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Content-Language"] == lang
    assert answer.text == outcomes_text(law.solve(case_of(MANY)), lang, 2)
    whole = client.post(f"{CALL}?lang={lang}&limit=2", json=MANY).get_json()["receipt"]
    assert json.loads(answer.headers["Wenze-Receipt"])["answer"] == whole["answer"]


@pytest.mark.parametrize(
    ("form", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF"), ("dot", b"di")]
)
def test_as_a_drawing_it_is_the_map_of_a_collision(
    client: FlaskClient, form: Any, begins: bytes
) -> None:
    answer = client.post(f"{CALL}?format={form}", json=sound(**COLLISION))
    assert answer.status_code == 200
    assert answer.content_type == MEDIA_TYPES[form]
    assert answer.data.startswith(begins)
    assert answer.data == client.post(f"{CALL}?format={form}", json=sound(**COLLISION)).data


def test_without_a_collision_there_is_nothing_to_draw(client: FlaskClient) -> None:
    for query, case in (("", sound()), ("&reading=corrector", sound(**COLLISION))):
        answer = client.post(f"{CALL}?format=svg{query}", json=case)
        assert answer.status_code == 422
        assert [error["code"] for error in answer.get_json()["errors"]] == ["value"]


@pytest.mark.parametrize(
    ("content", "kind", "status", "code"),
    [
        (b"", "application/json", 400, "malformed"),
        (b"{", "application/json", 400, "malformed"),
        (b"facts: {}", "application/json", 400, "malformed"),
        (b"\xff\xfe", "application/json", 400, "malformed"),
        (b"[" * 100_000, "application/json", 400, "malformed"),
        (b"a: &x 1\nb: *x", "application/yaml", 400, "malformed"),
        (b"facts: !!python/object {}", "application/yaml", 400, "malformed"),
        (b"[]", "application/json", 422, "malformed"),
        (b'"text"', "application/json", 422, "malformed"),
        (b'{"facts": {}, "facts": {}}', "application/json", 422, "duplicate_key"),
        (b'{"fact": {}}', "application/json", 422, "malformed"),
        (b'{"regulation": "another"}', "application/json", 404, "value"),
        (b'{"regulation": "../kb"}', "application/json", 404, "value"),
    ],
)
def test_what_is_no_case_is_refused_with_the_reason(
    client: FlaskClient, content: bytes, kind: str, status: int, code: str
) -> None:
    answer = client.post(CALL, data=content, content_type=kind)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    told = answer.get_json()
    assert told["status"] == status
    assert code in {error["code"] for error in told["errors"]}


@pytest.mark.usefixtures("two_packs")
def test_a_case_that_names_no_regulation_where_there_are_two_is_refused(
    client: FlaskClient,
) -> None:
    answer = client.post(CALL, json=sound())
    assert answer.status_code == 422
    (error,) = answer.get_json()["errors"]
    assert error["pointer"] == "/regulation"
    assert set(error["allowed"]) == {LAW_ID, MINI_ID}
    assert client.post(CALL, json=LENT).get_json()["regulation"]["id"] == MINI_ID


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({}, 415),
        ({"Content-Type": "application/json", "Content-Encoding": "gzip"}, 415),
        ({"Content-Type": "application/json", "Accept": "text/html"}, 406),
        ({"Content-Type": "application/json", "Accept": "application/json;q=0"}, 406),
    ],
)
def test_a_form_that_is_not_known_is_refused(
    client: FlaskClient, headers: dict[str, str], status: int
) -> None:
    answer = client.post(CALL, data=b"{}", headers=headers)
    assert answer.status_code == status
    assert answer.get_json()["status"] == status


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("limit=-1", "/limit"),
        ("limit=1e3", "/limit"),
        ("limit=", "/limit"),
        (f"limit={'9' * 5000}", "/limit"),
        ("lang=fr", "/lang"),
        ("limit=1_0", "/limit"),
        ("limit=1.0", "/limit"),
        ("limit=1&limit=2", "/limit"),
        ("Limit=1", "/Limit"),
        ("quote=true", "/quote"),
    ],
)
def test_a_query_that_cannot_be_used_is_refused(
    client: FlaskClient, query: str, pointer: str
) -> None:
    answer = client.post(f"{CALL}?{query}", json=sound())
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.get_json()["errors"]] == [pointer]


def test_a_body_larger_than_the_limit_is_refused() -> None:
    client = create_app(Settings(workers=1, max_body=1000)).test_client()
    exact = as_json(sound()).ljust(1000)
    kind = "application/json"
    assert client.post(CALL, data=exact, content_type=kind).status_code == 200
    answer = client.post(CALL, data=exact + b" ", content_type=kind)
    assert (answer.status_code, answer.get_json()["status"]) == (413, 413)


def test_a_case_with_more_facts_or_persons_than_the_limit_is_refused() -> None:
    people = [f"人{n}" for n in range(5)]
    case = sound(serves=[[p, "局"] for p in people], role=[[p, "handler"] for p in people])
    rows = len(Case.from_data(case).rows)
    for bound, at in (
        ({"max_rows": rows}, {"max_rows": rows - 1}),
        ({"max_persons": 5}, {"max_persons": 4}),
    ):
        client = create_app(Settings(workers=1, **bound)).test_client()
        assert client.post(CALL, json=case).status_code == 200
        client = create_app(Settings(workers=1, **at)).test_client()
        answer = client.post(CALL, json=case)
        assert answer.status_code == 422
        assert [error["code"] for error in answer.get_json()["errors"]] == ["too_large"]


def told_in_looks(looks: float, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The answer to a case of colliding circumstances after so many looks at the time."""
    count_looks(monkeypatch)
    monkeypatch.setattr("wenze.api.http.worker.tasks._reasoners", {})
    client = app_in_process(Settings(time_limit=looks)).test_client()
    answer = client.post(CALL, json=colliding(2))
    if answer.status_code != 200:
        assert answer.status_code == 503
        assert answer.mimetype == "application/problem+json"
    told: dict[str, Any] = answer.get_json()
    return told


def test_when_time_is_up_what_was_found_is_told_and_said_not_to_be_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told = told_in_looks(1, monkeypatch)
    assert told["complete"] is False
    assert told["outcome_count"] is None
    assert told["receipt"]["exhausted"] is False
    assert set(told) < {*MEMBERS, "receipt", "type", "title", "status", "detail"}


def test_when_time_is_up_the_outcomes_found_are_listed_and_are_certified(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = told_in_looks(86_400, monkeypatch)
    found = (told_in_looks(looks, monkeypatch) for looks in range(10, 86_400, 10))
    told = next(told for told in found if told.get("outcomes"))
    assert told["status"] == 503
    assert told["certified"] is True
    assert told["outcomes"]
    assert told["outcomes"] == whole["outcomes"][: len(told["outcomes"])]


@pytest.mark.parametrize("form", ["text", "svg", "ndjson"])
def test_when_time_is_up_other_forms_say_so(form: str) -> None:
    client = create_app(Settings(workers=1, time_limit=0.5)).test_client()
    answer = client.post(f"{CALL}?format={form}", json=ENDLESS)
    assert answer.status_code == 503
    assert answer.get_json()["complete"] is False


def test_a_drawing_larger_than_the_limit_is_refused() -> None:
    client = create_app(Settings(workers=1, drawing_size=1000)).test_client()
    answer = client.post(f"{CALL}?format=svg", json=sound(**COLLISION))
    assert answer.status_code == 503
    assert "1000" in answer.get_json()["detail"]


def test_a_drawing_that_takes_too_long_is_given_up() -> None:
    client = create_app(Settings(workers=1, drawing_time=0.001)).test_client()
    answer = client.post(f"{CALL}?format=svg", json=sound(**COLLISION))
    assert answer.status_code == 503
    assert answer.get_json()["complete"] is False


def test_a_drawing_has_its_time_beside_that_of_solving() -> None:
    settings = Settings(workers=1, time_limit=0.5, drawing_time=60)
    answer = (
        create_app(settings)
        .test_client()
        .get(f"/v1/regulations/{LAW_ID}?format=png&provisions=true")
    )
    assert answer.status_code == 200


def test_more_requests_than_there_is_room_for_are_asked_to_come_again() -> None:
    app = create_app(Settings(workers=1, max_in_flight=1))
    client = app.test_client()
    room: EngineRoom = app.extensions["wenze.room"]
    stream = client.post(f"{CALL}?format=ndjson", json=MANY)  # until it is taken
    with room.entered():
        for query in ("", "?format=ndjson"):
            refused = client.post(f"{CALL}{query}", json=MANY)
            assert refused.status_code == 503
            assert int(refused.headers["Retry-After"]) >= 1
    # A stream that nobody takes is in nobody's way but other streams'.
    assert client.post(CALL, json=MANY).status_code == 200
    stream.close()
    assert client.post(f"{CALL}?format=ndjson", json=MANY).status_code == 200


def test_one_that_waits_too_long_for_an_engine_is_asked_to_come_again() -> None:
    app = create_app(Settings(workers=1, max_wait=0.1))
    engines: WorkerPool = app.extensions["wenze.workers"]
    with engines.turns.turn():
        answer = app.test_client().post(CALL, json=sound())
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert app.test_client().post(CALL, json=sound()).status_code == 200


def test_nothing_of_a_case_is_for_any_store(client: FlaskClient) -> None:
    for answer in (client.post(CALL, json=sound()), client.post(CALL, json={})):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_half_characters_in_a_title_stay_as_they_were(client: FlaskClient) -> None:
    answer = client.post(
        CALL, data=b'{"title": "\\ud800", ' + as_json(sound())[1:], content_type="application/json"
    )
    assert answer.status_code == 200
    assert answer.get_json()["receipt"]["case"]["title"] == "\ud800"
