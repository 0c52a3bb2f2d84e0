"""The pages of the law: official words beside the translation, and all that is made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, MINI_ID, broken
from support.sampling import crossed
from wenze.api import law_data as published
from wenze.reasoner.i18n import LANGS, fill
from wenze.reasoner.pack import Pack, load_pack

PACKS = {LAW_ID: load_pack(LAW_FOLDER), MINI_ID: load_pack(MINI_FOLDER)}
each_regulation = pytest.mark.parametrize("regulation", PACKS)
each_lang = pytest.mark.parametrize("lang", LANGS)
_VOID = {"meta", "link"}


class Page(HTMLParser):
    """A page as a reader meets it: its text, where things are, and how its headings go."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.before_tools = ""
        self.anchors: list[str] = []
        self.links: list[str] = []
        self.langs: set[str] = set()
        self.headings: list[int] = []
        self.styled = False
        self._open: list[tuple[str, bool]] = []
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.anchors += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" else []
        self.langs |= {found.get("lang") or ""}
        self.styled |= "style" in found
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in _VOID:
            self._open.append((tag, found.get("class") == "tools"))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.styled |= "style" in dict(attrs)

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if not any(tools for _, tools in self._open):
            self.before_tools += data


def seen(client: FlaskClient, place: str) -> Page:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return Page(answer.text)


def told(pack: Pack, number: str, lang: str) -> Any:
    return published.provision(pack, number, lang)


def numbers(pack: Pack) -> Iterator[str]:
    """Every article, line and sentence that the interface tells of."""
    yield from dict.fromkeys(str(p.article) for p in pack.provisions())
    for provision in map(str, pack.provisions()):
        yield provision
        found = told(pack, provision, "zh")
        yield from (each["number"] for each in found["parts"] if each["kind"] == "sentence")


@crossed(lang=LANGS, regulation=PACKS)
def test_the_whole_text_stands_beside_its_translation(
    client: FlaskClient, regulation: str, lang: str
) -> None:
    page = seen(client, f"/{lang}/law/{regulation}")
    found: Any = published.regulation(PACKS[regulation], lang)
    assert {"zh-CN", "en"} <= page.langs
    for line in found["provisions"]:
        assert line["text"]["zh"] in page.text
        assert line["text"]["en"] in page.text
        assert line["number"] is None or line["number"] in page.anchors
    assert found["translation"] in page.text


@crossed(lang=LANGS, regulation=PACKS)
def test_every_contested_reading_is_told_with_the_argument_for_each_option(
    client: FlaskClient, regulation: str, lang: str
) -> None:
    page = seen(client, f"/{lang}/law/{regulation}")
    found: Any = published.readings(PACKS[regulation], lang)
    for reading in found:
        said = [reading["question"]]
        for option in reading["options"]:
            said += [option["label"], option["argument"], option["rests_on"]]
        assert all(each in page.text for each in said)
        there = seen(client, f"/{lang}/law/{regulation}/{reading['provisions'][0]}")
        assert all(each in there.text for each in said)


@each_regulation
def test_every_provision_has_its_page_and_every_link_of_the_law_leads_somewhere(
    client: FlaskClient, regulation: str
) -> None:
    there = [*numbers(PACKS[regulation])]
    page = seen(client, f"/zh/law/{regulation}")
    linked = {link.removeprefix(f"{regulation}/") for link in page.links if "/" in link}
    assert {str(p) for p in PACKS[regulation].provisions()} <= linked
    assert {link[1:] for link in page.links if link.startswith("#")} <= {*page.anchors, "main"}
    assert len(set(page.anchors)) == len(page.anchors)
    for number in there[::3]:
        below = seen(client, f"/zh/law/{regulation}/{number}")
        beside = {link for link in below.links if "/" not in link and "#" not in link}
        assert beside <= {*there, "graph"}
        assert f"../{regulation}" in {link.partition("#")[0] for link in below.links}


@crossed(lang=LANGS, regulation=PACKS)
def test_what_is_not_encoded_says_why(client: FlaskClient, regulation: str, lang: str) -> None:
    pack = PACKS[regulation]
    page = seen(client, f"/{lang}/law/{regulation}")
    reasons = [(p, w) for a in pack.articles for p, w in a.silent.items()]
    assert reasons
    for provision, words in reasons:
        assert words.say(lang) in page.text
        assert words.say(lang) in seen(client, f"/{lang}/law/{regulation}/{provision}").text


@crossed({"lang": LANGS, "regulation,number": [(LAW_ID, "13(2)"), (MINI_ID, "2(1)")]})
def test_a_provision_tells_its_rules_facts_and_notes_in_words(
    client: FlaskClient, regulation: str, number: str, lang: str
) -> None:
    page = seen(client, f"/{lang}/law/{regulation}/{number}")
    found = told(PACKS[regulation], number, lang)
    assert found["rules"]
    assert found["facts"]
    for rule in found["rules"]:
        in_words = rule["told"]
        for said in (*in_words["needs"], *in_words["unless"]) if in_words["draws"] else ():
            assert said in page.before_tools
        assert rule["text"] in page.text
    for fact in found["facts"]:
        blanks = {each["name"]: f"[{each['label']}]" for each in fact["arguments"]}
        assert fill(fact["question"], blanks) in page.before_tools
    assert all(note["note"] in page.before_tools for note in found["notes"])
    assert any(link.endswith(f"?provision={number}") for link in page.links)


@crossed(lang=LANGS, regulation=PACKS)
def test_names_for_tools_stand_nowhere_but_where_they_are_asked_for(
    client: FlaskClient, regulation: str, lang: str
) -> None:
    pack = PACKS[regulation]
    names = {*pack.vocabulary.facts, *pack.word_list.predicates, *(r.id for r in pack.readings)}
    notation = re.compile(
        "|".join(rf"\b{name}\b" for name in names if "_" in name) + r"|:-|\{\w+\}"
    )
    for place in ("", "/graph", *(f"/{number}" for number in [*numbers(pack)][::9])):
        page = seen(client, f"/{lang}/law/{regulation}{place}")
        assert not notation.search(page.before_tools), place


@crossed(lang=LANGS, regulation=PACKS)
def test_headings_go_in_order_and_nothing_carries_a_style(
    client: FlaskClient, regulation: str, lang: str
) -> None:
    for place in ("", "/1", "/2", "/graph"):
        page = seen(client, f"/{lang}/law/{regulation}{place}")
        assert page.headings.count(1) == 1
        assert page.headings[0] == 1
        steps = zip(page.headings, page.headings[1:], strict=False)
        assert all(after - before <= 1 for before, after in steps)
        assert not page.styled


@each_lang
def test_the_graph_of_the_articles_is_drawn_on_its_own_page(client: FlaskClient, lang: str) -> None:
    by_article = client.get(f"/{lang}/law/{MINI_ID}/graph").text
    by_provision = client.get(f"/{lang}/law/{MINI_ID}/graph?each=provision").text
    assert by_article.count("<svg") == by_provision.count("<svg") == 1
    assert len(by_provision) > len(by_article)
    assert "<?xml" not in by_article


@pytest.mark.parametrize("place", ["none", "none/1", "none/graph", f"{MINI_ID}/99", f"{MINI_ID}/x"])
def test_what_there_is_not_has_no_page(client: FlaskClient, place: str) -> None:
    assert client.get(f"/zh/law/{place}").status_code == 404


def test_words_of_a_pack_are_only_text(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hostile = '<script>alert("1")</script>&amp;'
    folder = broken(
        MINI_FOLDER,
        tmp_path,
        ("articles/02.lp", "leaves it to the discretion of the library.", hostile),
        ("articles/02.lp", "{Borrower} was ill", f"{{Borrower}} {hostile}"),
    )
    monkeypatch.setenv("WENZE_PACKS", str(folder))
    for place in ("", "/2(1)"):
        html = client.get(f"/en/law/{MINI_ID}{place}").text
        assert "<script>" not in html
        assert escape("</script>") in html
