"""The calls beyond one outcome: the same answers as on the command line, in every form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from flask.testing import FlaskClient

from support.budgets import count_looks
from support.cases.sound import COLLISION, as_json, sound
from support.packs import LAW_ID, MINI_ID
from support.sampling import few
from wenze import Case, Reasoner
from wenze.api import create_app
from wenze.api.cli.main import main
from wenze.api.http.body import Question
from wenze.api.http.responses import MEDIA_TYPES, Format, Reply
from wenze.api.http.settings import Settings
from wenze.api.http.worker.inquiries import inquiry
from wenze.api.http.worker.tasks import Drawing
from wenze.api.text.atlas_csv import atlas_csv
from wenze.reasoner.budget import TimeUp
from wenze.reasoner.case.bounds import Bounds
from wenze.reasoner.inquiry.atlas.atlas import atlas
from wenze.reasoner.inquiry.compare.compare import NamedCase
from wenze.reasoner.inquiry.compare.compared_atlas import compare_atlases
from wenze.reasoner.inquiry.review.review import review
from wenze.reasoner.inquiry.what_if.what_if import what_if

CASE = {"regulation": LAW_ID, **sound(**COLLISION)}
OTHERWISE = {**CASE, "readings": {"exemption_vs_aggravation": "offset"}}
DECISION = {"王某": "exempted"}
PAST = [{"case": CASE, "decision": DECISION, "name": "甲"}, {"case": CASE, "decision": DECISION}]
LENT = {"regulation": MINI_ID, "facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"]}}
ATLAS = f"/v1/regulations/{MINI_ID}/atlas"
# A call, what is sent with a case, and how the same is asked on the command line.
ALIKE: dict[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "contrast": ({}, ()),
    "what-if": ({}, ()),
    "relevance": ({}, ()),
    "review": ({"decision": DECISION}, ("--decision", "王某=exempted")),
    "schools": ({}, ()),
}
ENDS = [{"dispositions": {"王某": word}} for word in ("exempted", "aggravated")]
DRAWN = [
    ("contrast", {"case": CASE, "outcomes": ENDS}),
    ("review", {"case": CASE, **ALIKE["review"][0]}),
]
FORMS: Any = ("text", "svg", "png", "pdf", "dot")


def printed(*arguments: str, content: bytes | None = None) -> str:
    """What a command prints."""
    sent = as_json(CASE) if content is None else content
    result = CliRunner().invoke(main, list(arguments), input=sent, env={"COLUMNS": "80"})
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def same(told: str, said: str) -> bool:
    """Whether two texts are the same JSON, its members in the same order."""
    return json.dumps(json.loads(told)) == json.dumps(json.loads(said))


def refused(answer: Any) -> set[tuple[str, str]]:
    """Codes and places of what is wrong with a question."""
    return {(error["code"], error["pointer"]) for error in answer.get_json()["errors"]}


# --- The same as on the command line


@pytest.mark.parametrize(
    ("call", "lang"),
    few(
        [*((call, "zh") for call in ALIKE), *((call, "en") for call in ("contrast", "schools"))],
        every=3,
    ),
)
def test_json_and_text_are_what_the_command_prints(
    client: FlaskClient, call: str, lang: str
) -> None:
    more, arguments = ALIKE[call]
    body = {"case": CASE, **more}
    told = client.post(f"/v1/{call}?lang={lang}", json=body)
    assert told.status_code == 200
    assert same(told.text, printed(call, "-", *arguments, "--lang", lang, "--json"))
    text = client.post(f"/v1/{call}?lang={lang}&format=text", json=body)
    assert text.text == printed(call, "-", *arguments, "--lang", lang)


def test_two_outcomes_are_named_by_id_or_by_what_they_have(client: FlaskClient) -> None:
    described = client.post("/v1/contrast", json={"case": CASE, "outcomes": ENDS})
    ids = described.get_json()["receipt"]["asked"]["outcomes"]
    named = client.post("/v1/contrast", json={"case": CASE, "outcomes": ids})
    assert named.data == described.data
    assert same(named.text, printed("contrast", "-", *ids, "--json"))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_decided_cases_are_held_together_as_by_the_command(
    client: FlaskClient, tmp_path: Path, lang: str
) -> None:
    new = tmp_path / "new.json"
    new.write_bytes(as_json(OTHERWISE))
    body = {"decided": PAST, "case": OTHERWISE}
    told = client.post(f"/v1/consistency?limit=2&lang={lang}", json=body)
    command = ("consistency", "-", "--case", str(new), "--limit", "2", "--lang", lang)
    past = json.dumps(PAST).encode()
    assert same(told.text, printed(*command, "--json", content=past))
    text = client.post(f"/v1/consistency?limit=2&lang={lang}&format=text", json=body)
    assert text.text == printed(*command, content=past)


@pytest.mark.usefixtures("two_packs")
def test_regulations_are_compared_as_by_the_library(
    client: FlaskClient, law: Reasoner, mini: Reasoner
) -> None:
    body = {"before": MINI_ID, "after": LAW_ID, "cases": [LENT]}
    told = client.post("/v1/compare?lang=en", json=body)
    found = mini.compare(law, [NamedCase("0", Case.from_data(LENT))])
    assert told.get_json() == found.as_json("en")
    text = client.post("/v1/compare?lang=en&format=text", json=body)
    assert text.content_type == MEDIA_TYPES["text"]
    with_atlas = client.post("/v1/compare?atlas=true", json={**body, "after": MINI_ID})
    atlases = compare_atlases(mini.pack, mini.pack)
    whole = mini.compare(mini, [NamedCase("0", Case.from_data(LENT))], atlases)
    assert with_atlas.get_json() == whole.as_json("zh")


def test_a_question_may_be_yaml(client: FlaskClient) -> None:
    body = yaml.safe_dump({"case": CASE}, allow_unicode=True, sort_keys=False)
    told = client.post("/v1/schools", data=body.encode(), content_type="application/yaml")
    assert told.data == client.post("/v1/schools", json={"case": CASE}).data


@pytest.mark.parametrize(("call", "body"), DRAWN)
def test_every_form_comes_with_the_receipt_in_short(
    client: FlaskClient, call: str, body: dict[str, Any]
) -> None:
    whole = client.post(f"/v1/{call}", json=body).get_json()["receipt"]
    for form in FORMS:
        told = client.post(f"/v1/{call}?format={form}", json=body)
        assert (told.status_code, told.content_type) == (200, MEDIA_TYPES[form])
        short = json.loads(told.headers["Wenze-Receipt"])
        assert short == {name: whole[name] for name in short}
        assert short["answer"] == whole["answer"]
    accepted = client.post(f"/v1/{call}", json=body, headers={"Accept": MEDIA_TYPES[form]})
    assert accepted.data == told.data


# --- The atlas


@pytest.mark.usefixtures("two_packs")
def test_the_atlas_is_the_library_s_and_is_kept_by_whoever_has_it(
    client: FlaskClient, mini: Reasoner
) -> None:
    found = atlas(mini.pack)
    for lang in ("zh", "en"):
        told = client.get(f"{ATLAS}?lang={lang}")
        assert told.get_json() == found.as_json(lang)
    again = client.get(f"{ATLAS}?lang=en", headers={"If-None-Match": told.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "max-age" in told.headers["Cache-Control"]
    rows = client.get(ATLAS, headers={"Accept": "text/csv"})
    assert (rows.content_type, rows.text) == (MEDIA_TYPES["csv"], atlas_csv(found, "zh"))
    for form in FORMS:
        drawn = client.get(f"{ATLAS}?format={form}")
        assert (drawn.status_code, drawn.content_type) == (200, MEDIA_TYPES[form])


@pytest.mark.usefixtures("two_packs")
def test_the_atlas_has_a_time_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WENZE_CACHE", "")
    app = create_app(Settings(workers=1, memory_limit=1024, atlas_time=0.001))
    told = app.test_client().get(f"{ATLAS}?lang=en")
    app.extensions["wenze.workers"].close()
    assert told.status_code == 503
    assert told.get_json()["complete"] is False
    assert "0.001" in told.get_json()["detail"]


def test_there_is_no_atlas_of_what_is_not_here(client: FlaskClient) -> None:
    assert client.get("/v1/regulations/another/atlas").status_code == 404
    assert client.get(f"/v1/regulations/{LAW_ID}/atlas?format=ndjson").status_code == 406


# --- Time


def in_process(name: str, form: Format = "json", seconds: float = 20.0, **more: object) -> Reply:
    """What is told of the case by the task itself."""
    question = Question(as_json({"case": CASE, **more}), "json", "", "en", Bounds(), seconds)
    told = inquiry(question, name, {}, Drawing(form, 60.0, 10**7))
    assert isinstance(told, Reply)
    return told


def test_what_if_ends_with_what_it_has_when_its_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given = []

    def short(outcomes: Any, seconds: float) -> Any:
        given.append(seconds)
        return what_if(outcomes, 1e-6)

    monkeypatch.setattr("wenze.api.http.worker.inquiries.what_if", short)
    told = in_process("what_if")
    assert told.status == 200
    assert json.loads(told.body)["exhausted"] is False
    assert 0 < given[0] < 20


def test_a_review_tells_what_it_has_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def short(outcomes: Any, decision: Any, seconds: float) -> Any:
        return review(outcomes, decision, 0)

    monkeypatch.setattr("wenze.api.http.worker.inquiries.review", short)
    forms: tuple[Format, ...] = ("text", "dot")
    for form in forms:
        told = in_process("review", form, **ALIKE["review"][0])
        assert told.status == 200
    told = in_process("review", **ALIKE["review"][0])
    said = json.loads(told.body)
    # The finding too may be known by then, where the process has answered the case before.
    assert (said["exhausted"], said["receipt"]["exhausted"]) == (False, False)


def test_schools_that_were_reached_are_told_when_the_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    count_looks(monkeypatch)
    monkeypatch.setattr("wenze.api.http.worker.inquiries.reasoner_of", Reasoner)
    answers = (in_process("schools", seconds=looks) for looks in range(1, 10_000, 10))
    told = next(each for each in answers if each.status == 200)
    found = json.loads(told.body)
    assert found["schools"]
    assert found["exhausted"] is found["receipt"]["exhausted"] is False


def test_other_questions_have_no_answer_when_their_time_is_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def late(*_: object, **__: object) -> None:
        raise TimeUp

    monkeypatch.setattr("wenze.reasoner.reasoner.Reasoner.schools", late)
    told = in_process("schools")
    assert told.status == 503
    assert json.loads(told.body)["complete"] is False


# --- What cannot be asked


NOBODY = {**CASE, "facts": {**CASE["facts"], "role": [["王某", "nobody"]]}}


@pytest.mark.parametrize("call", ["contrast", "what-if", "relevance", "review", "schools"])
def test_a_case_that_is_refused_is_refused_where_it_stands(client: FlaskClient, call: str) -> None:
    answer = client.post(f"/v1/{call}", json={"case": NOBODY, **ALIKE[call][0]})
    assert answer.status_code == 422
    assert ("value", "/case/facts/role/0/1") in refused(answer)
    unknown = {"case": {**CASE, "regulation": "another"}, **ALIKE[call][0]}
    answer = client.post(f"/v1/{call}", json=unknown)
    assert answer.status_code == 404
    assert [pointer for _, pointer in refused(answer)] == ["/case/regulation"]
    assert ("incomplete", "") in refused(client.post(f"/v1/{call}", json={}))
    answer = client.post(f"/v1/{call}", json={"case": CASE, "cases": 1})
    assert ("malformed", "/cases") in refused(answer)


@pytest.mark.parametrize(
    ("call", "body", "status", "code", "pointer"),
    [
        ("contrast", {"case": CASE, "outcomes": {}}, 422, "malformed", "/outcomes"),
        ("contrast", {"case": CASE, "outcomes": [ENDS[0]]}, 422, "malformed", "/outcomes"),
        ("contrast", {"case": CASE, "outcomes": [ENDS[0], []]}, 422, "malformed", "/outcomes/1"),
        ("contrast", {"case": CASE, "outcomes": [ENDS[0], "9-0"]}, 404, "value", "/outcomes/1"),
        (
            "contrast",
            {"case": CASE, "outcomes": [{"dispositions": {"王某": "x"}}, ENDS[0]]},
            422,
            "value",
            "/outcomes/0/dispositions/王某",
        ),
        ("review", {"case": CASE}, 422, "incomplete", ""),
        ("review", {"case": CASE, "decision": []}, 422, "malformed", "/decision"),
        ("review", {"case": CASE, "decision": {"王某": "x"}}, 422, "value", "/decision/王某"),
        (
            "review",
            {"case": CASE, "decision": {"李某": "exempted"}},
            422,
            "value",
            "/decision/李某",
        ),
        ("review", {"case": CASE, "decision": {"王某": []}}, 422, "malformed", "/decision/王某"),
        ("consistency", {"decided": {}}, 422, "malformed", "/decided"),
        ("consistency", {"decided": []}, 422, "incomplete", ""),
        ("consistency", {"decided": [{"decision": {}}]}, 422, "incomplete", "/decided/0"),
        (
            "consistency",
            {"decided": [PAST[0], {"case": NOBODY, "decision": DECISION}]},
            422,
            "value",
            "/decided/1/case/facts/role/0/1",
        ),
        (
            "consistency",
            {"decided": [{"case": {"regulation": "another"}, "decision": DECISION}]},
            404,
            "value",
            "/decided/0/case/regulation",
        ),
        (
            "consistency",
            {"decided": [{"case": CASE, "decision": {"王某": "x"}}]},
            422,
            "value",
            "/decided/0/decision/王某",
        ),
        (
            "consistency",
            {"decided": PAST, "case": NOBODY},
            422,
            "value",
            "/case/facts/role/0/1",
        ),
        ("compare", {"before": LAW_ID, "after": "x", "cases": []}, 404, "value", "/after"),
        ("compare", {"before": LAW_ID, "after": LAW_ID, "cases": 1}, 422, "malformed", "/cases"),
        (
            "compare",
            {"before": LAW_ID, "after": LAW_ID, "cases": [None]},
            422,
            "malformed",
            "/cases/0",
        ),
        ("compare", {"before": [], "after": LAW_ID, "cases": []}, 422, "malformed", "/before"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_place(  # noqa: PLR0917 - one for each column
    client: FlaskClient, call: str, body: Any, status: int, code: str, pointer: str
) -> None:
    answer = client.post(f"/v1/{call}", json=body)
    assert answer.status_code == status
    assert (code, pointer) in refused(answer)


@pytest.mark.parametrize(
    "call",
    ["contrast", "what-if", "relevance", "review", "schools", "consistency", "compare"],
)
def test_media_types_and_parameters_are_read_strictly(client: FlaskClient, call: str) -> None:
    assert client.post(f"/v1/{call}", data=b"x", content_type="text/plain").status_code == 415
    unread = client.post(f"/v1/{call}", data=b"{", content_type="application/json")
    assert unread.status_code == 400
    assert client.post(f"/v1/{call}?format=csv", json={}).status_code == 406
    assert client.post(f"/v1/{call}?wanted=1", json={}).status_code == 400
    assert client.get(f"/v1/{call}").status_code == 405
