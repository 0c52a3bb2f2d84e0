"""Case files opened in the form and saved from it."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.cases.sound import sound
from support.packs import LAW_ID, MINI_ID
from support.reading.case_forms import Form, at, form, meaning, press, saved


def opened(client: FlaskClient, content: bytes, status: int = 200) -> Form:
    page = form(client.get(at(LAW_ID)))
    page.fields["title"] = "原有"
    sent = {**page.fields, "do": "open", "file": (io.BytesIO(content), "x")}
    return form(client.post(at(LAW_ID), data=sent), status)


@pytest.mark.parametrize("as_text", [json.dumps, lambda case: f"# c\n{json.dumps(case)}"])
def test_a_file_is_opened_and_checked(client: FlaskClient, as_text: Any) -> None:
    page = opened(client, as_text(sound()).encode())
    assert meaning(saved(client, page)) == meaning(sound())


def test_a_file_of_another_regulation_is_opened_in_its_form(client: FlaskClient) -> None:
    content = f"regulation: {MINI_ID}\nfacts:\n  late: [甲]\n".encode()
    assert opened(client, content, 422).fields["fields"] == MINI_ID


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "请先选择"),
        (b"a: [", "第2行"),
        (b"\xff", "UTF-8"),
        (b"regulation: nowhere", "nowhere"),
    ],
)
def test_a_file_that_cannot_be_opened_leaves_the_form_as_it_was(
    client: FlaskClient, content: bytes, said: str
) -> None:
    if not content:
        page = form(client.get(at(LAW_ID)))
        page = press(client, page, "open", status=422, title="原有")
    else:
        page = opened(client, content, 422)
    assert said in page.text
    assert page.fields["title"] == "原有"
    assert "file" in page.links


def test_faults_of_a_file_are_told_with_their_lines_and_the_rest_is_opened(
    client: FlaskClient,
) -> None:
    page = opened(client, b"title: new\nfacts:\n  ruling: revoked\n  harm: [none]\n", 422)
    assert page.fields["title"] == "new"
    assert page.fields["f.harm.none"] == "facts"
    assert "第3行" in page.text
