"""The page of other facts: every change of the interface's answer, each to be taken over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.packs import MINI_ID
from support.reading.case_pages import Case, names_of_the_law, shown
from wenze.api.pages.words import page_words
from wenze.reasoner.i18n import LANGS

LATE = [["甲", "2024-01-01"], ["乙", "2024-01-01"]]
CASE: Case = {"regulation": MINI_ID, "facts": {"loan": LATE, "late": [["甲"], ["乙"]]}}


def answer(client: FlaskClient, lang: str) -> Any:
    return client.post(f"/v1/what-if?lang={lang}", json={"case": CASE}).get_json()


@pytest.mark.parametrize("lang", LANGS)
def test_every_change_is_told_with_its_effects_and_can_be_taken_over(
    client: FlaskClient, lang: str
) -> None:
    page, found = shown(client, f"/{lang}/changes", CASE), answer(client, lang)
    assert page.faults == []
    changes = [each for person in found["persons"].values() for each in person["changes"]]
    assert changes
    for each in changes:
        for part in each["changes"]:
            assert part["text"] in page.text
    taken = [json.loads(case)["facts"] for case in page.hidden("case")]
    patches = {json.dumps(each["patch"], sort_keys=True) for each in changes}
    assert sum(facts != CASE["facts"] for facts in taken) == len(patches)
    for fact in found["idle"]:
        assert fact["text"] in page.text
    names = names_of_the_law(client, MINI_ID)
    assert [name for name in names if name in page.in_sight] == []


def test_one_person_may_be_asked_for_and_everybody_then(client: FlaskClient) -> None:
    everybody = page_words("zh")["what_if_everybody"]
    of_one = shown(client, "/zh/changes", CASE, person="乙")
    assert everybody in of_one.text
    assert everybody not in shown(client, "/zh/changes", CASE).text
    assert everybody not in shown(client, "/zh/changes", CASE, person="nobody").text
