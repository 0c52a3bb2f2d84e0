"""The OpenAPI document: whole, true to what is answered, and enough to make a client from."""

from __future__ import annotations

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
from wenze.api.http.openapi import (
    atlas_models,
    change_models,
    contrast_models,
    law_models,
    models,
    schools_models,
)
from wenze.api.http.openapi.calls import CALLS
from wenze.api.http.openapi.document import _words as words
from wenze.api.http.openapi.document import openapi_document
from wenze.api.http.openapi.models import Model, Request
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.inquiry.atlas.atlas import Atlas
from wenze.reasoner.inquiry.atlas.plan import atlas_plan
from wenze.reasoner.inquiry.atlas.situation import Situation
from wenze.reasoner.inquiry.atlas.survey import survey
from wenze.reasoner.pack import Pack

DOCUMENT = openapi_document("en", with_token=False)
OPERATIONS = {
    operation["operationId"]: (path, method, operation)
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}
EXAMPLES = [
    *("outcomes", "why", "why_not", "contrast", "what_if", "relevance", "review"),
    *("schools", "consistency", "compare"),
]
MODELS = (models, law_models, contrast_models, change_models, schools_models, atlas_models)
# What may hold anything, or be one of several.
FREE = {"ContrastAnswer", "HttpProblem", "OpenApi", "VerifyRequest", "Vocabulary"}
PLACE = {"regulation": LAW_ID, "number": "1", "name": "01_demo_collision"}


def place(name: str) -> dict[str, str]:
    """What stands in the path of a call; the atlas is of a small regulation."""
    return {"regulation": MINI_ID} if name == "atlas" else PLACE


@cache
def validator(name: str) -> Draft202012Validator:
    """What holds data against one of the document's schemas."""
    reference = {"$ref": f"#/components/schemas/{name}", "components": DOCUMENT["components"]}
    return Draft202012Validator(reference)


def example(name: str) -> Any:
    return OPERATIONS[name][2]["requestBody"]["content"]["application/json"].get("example")


def kind_of(name: str) -> Any:
    """The model behind one of the document's schemas."""
    return next(vars(module)[name] for module in MODELS if name in vars(module))


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


@pytest.mark.parametrize("lang", LANGS)
def test_everything_is_described_in_words_and_no_words_are_left_over(lang: str) -> None:
    said = words(lang)
    schemas = openapi_document(lang, with_token=True)["components"]["schemas"]
    assert set(said["schemas"]) == set(schemas)
    for name, schema in schemas.items():
        members = set(schema.get("properties", ()))
        assert set(said["schemas"][name]) == members | {""}, name
    assert set(said["calls"]) == {call.name for call in CALLS}
    assert set(said["tags"]) == {call.tag for call in CALLS}
    assert list(words("zh")["schemas"]) == list(words("en")["schemas"])


def test_the_document_speaks_the_language_asked_for(client: FlaskClient) -> None:
    chinese = client.get("/openapi.json").get_json()
    english = client.get("/openapi.json?lang=en").get_json()
    assert english == DOCUMENT
    assert chinese != english
    assert chinese["paths"].keys() == english["paths"].keys()


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_answered_as_the_document_says(client: FlaskClient, name: str) -> None:
    path, _, operation = OPERATIONS[name]
    body = example(name)
    assert body is not None
    for kind, said in operation["responses"]["200"]["content"].items():
        answer = client.post(path, json=body, headers={"Accept": kind})
        assert answer.status_code == 200, answer.text
        assert answer.mimetype == kind
        if kind == "application/json":
            model = said["schema"]["$ref"].rpartition("/")[2]
            assert not [*validator(model).iter_errors(answer.get_json())]
            kind_of(model).model_validate_json(answer.data, strict=True)
        if kind == "application/x-ndjson":
            for line in answer.text.splitlines():
                [key] = json.loads(line)
                kinds = {"answer": "AnswerLine", "outcome": "OutcomeLine"}
                found = kinds.get(key, "ReceiptLine")
                assert not [*validator(found).iter_errors(json.loads(line))]
                kind_of(found).model_validate_json(line, strict=True)


@pytest.mark.parametrize("name", [call.name for call in CALLS if call.method == "get"])
@pytest.mark.usefixtures("two_packs")
def test_what_is_told_of_the_law_is_as_the_document_says(client: FlaskClient, name: str) -> None:
    path, _, operation = OPERATIONS[name]
    answer = client.get(path.format(**place(name)))
    reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    model = reference.rpartition("/")[2]
    assert not [*validator(model).iter_errors(answer.get_json())]
    kind_of(model).model_validate_json(answer.data, strict=True)


def test_an_atlas_with_collisions_is_as_the_document_says(law_pack: Pack) -> None:
    plan = atlas_plan(law_pack)
    few = plan.model_copy(update={"bases": plan.bases[:1], "items": plan.items[::2]})
    found = Atlas(law_pack, few, (survey(Situation(law_pack, few, few.bases[0])),))
    said = found.as_json("en")
    assert said["collisions"]
    atlas_models.Atlas.model_validate_json(json.dumps(said), strict=True)


def test_every_provision_is_as_the_document_says(client: FlaskClient) -> None:
    listed = client.get(f"/v1/regulations/{LAW_ID}").get_json()["provisions"]
    for number in (line["number"] for line in listed if line["number"]):
        answer = client.get(f"/v1/regulations/{LAW_ID}/provisions/{number}")
        law_models.Provision.model_validate_json(answer.data, strict=True)


def test_problems_are_as_the_document_says(client: FlaskClient) -> None:
    answers = [
        client.post("/v1/outcomes", json={"facts": {"x": []}}),
        client.post("/v1/outcomes", data=b"{", content_type="application/json"),
        client.get("/v1/regulations/none"),
        client.get("/v1/outcomes"),
    ]
    for answer in answers:
        assert answer.mimetype == "application/problem+json"
        assert not [*validator("HttpProblem").iter_errors(answer.get_json())]


def test_a_token_is_told_of_where_there_is_one() -> None:
    assert "securitySchemes" not in DOCUMENT["components"]
    secured = openapi_document("zh", with_token=True)
    assert secured["security"] == [{"token": []}]
    assert all(
        "401" in op["responses"] for item in secured["paths"].values() for op in item.values()
    )


def test_only_what_is_asked_with_is_closed() -> None:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        kind = kind_of(name)
        closed = schema.get("additionalProperties") is False
        assert closed == issubclass(kind, Request), name
        assert issubclass(kind, Request | Model) or name in FREE


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
        timeout=60,
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
