"""The first page: what this is for, and the ways into each regulation."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, broken
from wenze.api.pages.words import page_words
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import load_pack

each_lang = pytest.mark.parametrize("lang", LANGS)
FOLDERS = {LAW_ID: LAW_FOLDER, MINI_ID: MINI_FOLDER}


@each_lang
def test_every_regulation_has_its_ways_in(client: FlaskClient, lang: str) -> None:
    html = client.get(f"/{lang}/").text
    for regulation, folder in FOLDERS.items():
        assert load_pack(folder).about.title.said.say(lang) in html
        for place in ("law", "case", "atlas"):
            assert f'href="{place}/{regulation}"' in html
        assert f'href="law/{regulation}/graph"' in html


@each_lang
def test_every_worked_case_is_there_by_its_sentence_to_start_from(
    client: FlaskClient, lang: str
) -> None:
    html = client.get(f"/{lang}/").text
    for regulation, folder in FOLDERS.items():
        for worked in worked_cases(load_pack(folder)):
            name = worked.file.removesuffix(".yaml")
            link = f'<a href="case/{regulation}?worked={name}">{worked.name.said.say(lang)}</a>'
            assert html.count(link) == 1


@each_lang
def test_a_pack_that_cannot_be_used_is_named_and_the_others_stay(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, lang: str
) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["words.yaml"])
    monkeypatch.setenv("WENZE_PACKS", str(folder))
    html = client.get(f"/{lang}/").text
    assert folder.name in html
    assert f'href="law/{LAW_ID}"' in html
    assert f'href="law/{MINI_ID}"' not in html


def test_pages_say_the_same_in_both_languages() -> None:
    assert page_words("zh").keys() == page_words("en").keys()
