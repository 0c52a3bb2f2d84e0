"""The OpenAPI document: whole, true to what is answered, and enough to make a client from."""

from __future__ import annotations

import copy
import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator

from support.packs import LAW_ID, MINI_ID
from support.sampling import few
from support.waiting import PATIENCE
from wenze.api.http.openapi.calls import CALLS
from wenze.api.http.openapi.document import _words as words
from wenze.api.http.openapi.document import openapi_document
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.inquiry.atlas.atlas import Atlas
from wenze.reasoner.inquiry.atlas.plan import atlas_plan
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import survey
from wenze.reasoner.pack import Pack

DOCUMENT = openapi_document(with_token=False)
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
EXAMPLES = [
    *("outcomes", "why", "why_not", "contrast", "what_if", "relevance", "review"),
    *("schools", "consistency", "compare"),
]
# What a request is made of, and is refused where anything else stands in it.
REQUESTS = {
    *("Case", "CaseRequest", "CompareRequest", "ConsistencyRequest", "ContrastRequest"),
    *("DecidedCase", "ReviewRequest", "WantedOutcome", "WhyRequest"),
}
PLACE = {"regulation": LAW_ID, "number": "1", "name": "01_demo_collision"}


def place(name: str) -> dict[str, str]:
    """What stands in the path of a call; the atlas is of a small regulation."""
    return {"regulation": MINI_ID} if name == "atlas" else PLACE


def closed() -> Any:
    """The document's schemas with no members but those that they name; a problem may have more."""
    schemas = copy.deepcopy(DOCUMENT["components"]["schemas"])
    for name, schema in schemas.items():
        if "properties" in schema and name != "HttpProblem":
            schema["additionalProperties"] = False
    return {"schemas": schemas}


@cache
def validator(name: str) -> Draft202012Validator:
    """A validator of data against one of the document's schemas, admitting no further members."""
    return validator_of(json.dumps({"$ref": f"#/components/schemas/{name}"}))


@cache
def validator_of(schema: str) -> Draft202012Validator:
    return Draft202012Validator({**json.loads(schema), "components": closed()})


def is_as_said(schema: Any, answer: Any) -> bool:
    return validator_of(json.dumps(schema)).is_valid(answer)


def example(name: str) -> Any:
    return OPERATIONS[name][2]["requestBody"]["content"]["application/json"].get("example")


def test_every_call_is_described_and_nothing_else(app: Flask) -> None:
    known = {
        (rule.rule.replace("<", "{").replace(">", "}"), method.lower())
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
        if method not in {"HEAD", "OPTIONS"}
        and rule.endpoint.partition(".")[0] not in {"docs", "pages", "root"}
    }
    assert known == {(path, method) for path, method, _ in OPERATIONS.values()}


def test_parameters_say_what_they_admit() -> None:
    said = {
        (name, parameter["name"]): parameter["schema"]
        for name, (*_, operation) in OPERATIONS.items()
        for parameter in operation["parameters"]
    }
    assert said["outcomes", "limit"] == {"type": "integer", "minimum": 0, "default": 100}
    assert said["consistency", "limit"] == {"type": "integer", "minimum": 0, "default": 10}
    assert said["why", "others"] == {"type": "integer", "minimum": 0, "maximum": 100, "default": 0}
    for name in OPERATIONS:
        assert said[name, "lang"] == {"type": "string", "enum": ["zh", "en"], "default": "zh"}


def test_every_schema_that_is_referred_to_is_there() -> None:
    text = json.dumps(DOCUMENT)
    found = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert found <= set(DOCUMENT["components"]["schemas"])
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_everything_is_described_in_words_and_no_words_are_left_over() -> None:
    said, schemas = words(), DOCUMENT["components"]["schemas"]
    used = set()
    for name, schema in schemas.items():
        assert schema["description"], name
        own = said["schemas"].get(name, {})
        assert set(own) <= set(schema.get("properties", ())), name
        used |= set(schema.get("properties", ())) - set(own)
    assert used == set(said["members"])
    assert set(said["schemas"]) <= set(schemas)
    assert set(said["calls"]) == {call.name for call in CALLS}
    assert set(said["tags"]) == {call.tag for call in CALLS}


def test_the_document_is_english_whatever_language_is_asked_for(client: FlaskClient) -> None:
    for lang in LANGS:
        assert client.get(f"/openapi.json?lang={lang}").get_json() == DOCUMENT


def test_a_member_may_be_missing_or_is_required_and_has_no_default() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        assert not [m for m in schema.get("properties", {}).values() if "default" in m], name
    explained = DOCUMENT["components"]["schemas"]["Explanation"]
    assert not {"proof_count", "proof_count_exact", "others"} & set(explained["required"])


@pytest.mark.parametrize("name", few(EXAMPLES, every=2))
def test_every_example_is_answered_as_the_document_says(client: FlaskClient, name: str) -> None:
    path, _, operation = OPERATIONS[name]
    body = example(name)
    assert body is not None
    for kind, said in operation["responses"]["200"]["content"].items():
        answer = client.post(path, json=body, headers={"Accept": kind})
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == kind
        if kind == "application/json":
            assert is_as_said(said["schema"], answer.get_json())
        if kind == "application/x-ndjson":
            for line in answer.text.splitlines():
                [key] = json.loads(line)
                kinds = {"answer": "AnswerLine", "outcome": "OutcomeLine"}
                found = kinds.get(key, "ReceiptLine")
                assert validator(found).is_valid(json.loads(line))


@pytest.mark.parametrize("name", [call.name for call in CALLS if call.method == "get"])
@pytest.mark.usefixtures("two_packs")
def test_what_is_told_of_the_law_is_as_the_document_says(client: FlaskClient, name: str) -> None:
    path, _, operation = OPERATIONS[name]
    answer = client.get(path.format(**place(name)))
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert is_as_said(schema, answer.get_json())


def test_an_atlas_with_collisions_is_as_the_document_says(law_pack: Pack) -> None:
    plan = atlas_plan(law_pack)
    few = plan.model_copy(update={"bases": plan.bases[:1], "items": plan.items[::2]})
    found = Atlas(law_pack, few, (survey(Situation(law_pack, few, few.bases[0])),))
    said = found.as_json("en")
    assert said["collisions"]
    assert validator("Atlas").is_valid(json.loads(json.dumps(said)))


def test_every_provision_is_as_the_document_says(client: FlaskClient) -> None:
    listed = client.get(f"/v1/regulations/{LAW_ID}").get_json()["provisions"]
    for number in (line["number"] for line in listed if line["number"]):
        answer = client.get(f"/v1/regulations/{LAW_ID}/provisions/{number}")
        assert validator("Provision").is_valid(answer.get_json())


def test_problems_are_as_the_document_says(client: FlaskClient) -> None:
    answers = [
        client.post("/v1/outcomes", json={"facts": {"x": []}}),
        client.post("/v1/outcomes", data=b"{", content_type="application/json"),
        client.get("/v1/regulations/none"),
        client.get("/v1/outcomes"),
    ]
    for answer in answers:
        assert answer.mimetype == "application/problem+json"
        assert validator("HttpProblem").is_valid(answer.get_json())


def test_a_token_is_told_of_where_there_is_one() -> None:
    assert "securitySchemes" not in DOCUMENT["components"]
    secured = openapi_document(with_token=True)
    assert secured["security"] == [{"token": []}]
    assert all(
        "401" in op["responses"] for item in secured["paths"].values() for op in item.values()
    )


def test_only_what_is_asked_with_is_closed() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert {name for name in schemas if "additionalProperties" in schemas[name]} == REQUESTS


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A client that a program has made from the document."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "openapi.json").write_text(json.dumps(DOCUMENT), encoding="utf-8")
    (folder / "config.yaml").write_text("post_hooks: []", encoding="utf-8")
    subprocess.run(  # noqa: S603 - a program of the environment
        [
            str(Path(sys.executable).with_name("openapi-python-client")),
            *("generate", "--path", "openapi.json", "--config", "config.yaml", "--meta", "none"),
            *("--output-path", "made_from_document", "--fail-on-warning"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=PATIENCE,
    )
    sys.path.insert(0, str(folder))
    yield importlib.import_module("made_from_document")
    sys.path.remove(str(folder))


@pytest.mark.usefixtures("two_packs")
def test_a_client_made_from_the_document_asks_and_understands(made: Any, app: Flask) -> None:
    transport = httpx.WSGITransport(app)
    client = made.Client(base_url="http://localhost")
    client.set_httpx_client(httpx.Client(base_url="http://localhost", transport=transport))
    calls = {
        call.name: importlib.import_module(f"made_from_document.api.{call.tag}.{call.name}")
        for call in CALLS
    }
    asked = importlib.import_module("made_from_document.models")
    answer = calls["outcomes"].sync(client=client, body=asked.Case.from_dict(example("outcomes")))
    plain = app.test_client().post("/v1/outcomes", json=example("outcomes")).get_json()
    assert answer.to_dict() == plain
    for name in ("why", "why_not"):
        body = asked.WhyRequest.from_dict(example(name))
        told = calls[name].sync(client=client, body=body)
        assert told.nodes[told.root].text
    for name, body in (("contrast", "ContrastRequest"), ("schools", "CaseRequest")):
        question = getattr(asked, body).from_dict(example(name))
        found = calls[name].sync(client=client, body=question).to_dict()
        path, *_ = OPERATIONS[name]
        assert found == app.test_client().post(path, json=example(name)).get_json()
    for name in (call.name for call in CALLS if call.method == "get"):
        path, *_ = OPERATIONS[name]
        taken = {key: said for key, said in place(name).items() if f"{{{key}}}" in path}
        assert calls[name].sync(client=client, **taken) is not None
    refused = calls["outcomes"].sync(client=client, body=asked.Case(regulation=LAW_ID))
    assert refused.status == 422
    assert {error.code.value for error in refused.errors} == {"incomplete"}
