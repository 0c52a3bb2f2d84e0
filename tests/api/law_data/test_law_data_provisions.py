"""Provisions as data: official words beside translation, with what the pack encodes of each."""

from __future__ import annotations

import json
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from support.packs import LAW_FOLDER, LAW_ID, MINI_FOLDER, broken
from wenze.api.law_data import NoSuchProvision, provision, readings, regulation
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import Pack, load_pack
from wenze.reasoner.pack.provision import Provision

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
LAW, MINI = PACKS.values()
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
each_lang = pytest.mark.parametrize("lang", LANGS)


def asked(pack: Pack, number: str, lang: str = "zh") -> Any:
    return provision(pack, number, lang)


def lines(pack: Pack, lang: str = "zh") -> list[Any]:
    found = regulation(pack, lang)["provisions"]
    assert isinstance(found, list)
    return found


def numbers(entries: Any) -> list[str]:
    return [entry["number"] for entry in entries]


def every_number(pack: Pack) -> list[str]:
    """Every provision that can be asked for: articles, lines, sentences."""
    found: dict[str, None] = {}
    for article in pack.articles:
        for line in article.lines:
            if line.provision is not None:
                found[str(Provision(line.provision.article))] = None
                found[str(line.provision)] = None
                for number in range(len(line.sentences("zh"))):
                    found[f"{line.provision}.s{number + 1}"] = None
    return list(found)


# --- The text


@each_pack
def test_the_lines_are_the_whole_official_text_in_its_order(pack: Pack) -> None:
    letters = "".join("".join(line["text"]["zh"] for line in lines(pack)).split())
    official = (pack.folder / "source.txt").read_text(encoding="utf-8").splitlines()
    kept = [line.strip() for line in official if not line.strip().startswith("—")]
    assert letters == "".join("".join(kept).split())


@each_pack
def test_both_languages_of_the_text_are_told_in_either_language(pack: Pack) -> None:
    texts = [[line["text"] for line in lines(pack, lang)] for lang in LANGS]
    assert texts[0] == texts[1]
    assert all(set(text) == set(LANGS) and all(text.values()) for text in texts[0])


def test_a_line_says_what_part_of_the_law_it_is() -> None:
    kinds = {line["number"]: line["kind"] for line in lines(LAW) if line["number"]}
    told = {n: kinds[n] for n in ("1", "3", "3(1)", "5.1", "11", "11(6)", "14.2", "19")}
    assert told == {
        "1": "article",
        "3": "chapeau",
        "3(1)": "item",
        "5.1": "paragraph",
        "11": "chapeau",
        "11(6)": "item",
        "14.2": "paragraph",
        "19": "article",
    }
    assert {line["kind"] for line in lines(LAW) if line["number"] is None} == {"outside"}
    assert asked(LAW, "14")["kind"] == "article"
    assert asked(LAW, "6.s1")["kind"] == "sentence"


def test_only_what_opens_a_list_is_a_chapeau(tmp_path: Path) -> None:
    edits = [
        ("articles/03.lp", "\n本规则由图书馆解释。", "\n（一）同版；\n本规则由图书馆解释。"),
        (
            "articles/03.lp",
            "\nThe library interprets",
            "\n(1) the edition;\nThe library interprets",
        ),
    ]
    pack = load_pack(broken(MINI_FOLDER, tmp_path, *edits))
    kinds = {number: asked(pack, number)["kind"] for number in ("3", "3.1", "3.1(1)", "3.2", "2")}
    assert kinds == {
        "3": "article",
        "3.1": "chapeau",
        "3.1(1)": "item",
        "3.2": "paragraph",
        "2": "chapeau",
    }


@each_pack
@each_lang
def test_every_provision_can_be_asked_for_and_is_quoted(pack: Pack, lang: str) -> None:
    for number in every_number(pack):
        found = asked(pack, number, lang)
        quoted = pack.quoted(Provision.parse(number))
        assert quoted is not None
        assert found["number"] == number
        assert found["citation"] == Provision.parse(number).cite(lang)
        assert found["text"] == {each: quoted.say(each) for each in LANGS}
        assert json.loads(json.dumps(found)) == found


@each_pack
def test_whatever_the_pack_cites_can_be_asked_for(pack: Pack) -> None:
    cited = {str(p) for rule in pack.rules for p in rule.provisions}
    cited |= {p for fact in pack.vocabulary.facts.values() for p in fact.provisions}
    cited |= {p for reading in pack.readings for p in reading.provisions}
    cited |= {str(p) for article in pack.articles for p in (*article.notes, *article.silent)}
    for number in sorted(cited):
        assert asked(pack, number)["number"] == number


@pytest.mark.parametrize(
    "number",
    [
        *[
            "",
            "0",
            "20",
            "x",
            "5.3",
            "6.s3",
            "14.s1",
            "11.1",
            "11.1(2)",
            "3(3)",
            " 6",
            "06",
            "6.s0",
            "第六条",
            "６",
        ],
        *["1" * 5000, "../1", "11(2)\n", "6.s1.s1", "-1", "\ud800"],
    ],
)
def test_what_the_text_does_not_have_is_no_provision(number: str) -> None:
    with pytest.raises(NoSuchProvision) as error:
        provision(LAW, number, "zh")
    assert (error.value.regulation, error.value.found) == (LAW_ID, number)
    assert "文本中没有这一条款" in error.value.words.say("zh")
    assert len(str(error.value)) < 200
    str(error.value).encode()


def test_parts_are_the_provisions_below_or_the_sentences() -> None:
    assert numbers(asked(LAW, "3")["parts"]) == ["3(1)", "3(2)"]
    assert numbers(asked(LAW, "14")["parts"]) == ["14.1", "14.2"]
    assert numbers(asked(LAW, "14.2")["parts"]) == ["14.2.s1", "14.2.s2"]
    assert numbers(asked(LAW, "6")["parts"]) == ["6.s1", "6.s2"]
    assert [asked(LAW, n)["parts"] for n in ("14.2.s1", "11(2)", "1")] == [[], [], []]


@each_pack
def test_a_part_is_told_as_it_is_when_it_is_asked_for(pack: Pack) -> None:
    for number in every_number(pack):
        for part in asked(pack, number)["parts"]:
            whole = asked(pack, part["number"])
            assert part == {key: whole[key] for key in part}


# --- How it is encoded


def test_a_provision_is_encoded_silent_or_both_by_sentence() -> None:
    status = {n: asked(MINI, n)["encoding"]["status"] for n in ("1", "2", "2(1)", "3.1", "3.2")}
    assert status == {
        "1": "encoded",
        "2": "encoded",
        "2(1)": "encoded",
        "3.1": "partly",
        "3.2": "silent",
    }
    assert asked(LAW, "14")["encoding"] == {"status": "in_parts", "reasons": []}
    first, second = asked(MINI, "3.1")["parts"]
    assert (first["encoding"]["status"], second["encoding"]["status"]) == ("encoded", "silent")
    reason = {"number": "3.1.s2", "reason": "赔偿办法另行公布，此处没有结论。"}
    assert second["encoding"]["reasons"] == asked(MINI, "3.1")["encoding"]["reasons"] == [reason]
    english = asked(MINI, "3.2", "en")["encoding"]["reasons"]
    assert english == [
        {"number": "3.2", "reason": "Who interprets the rules changes no conclusion."}
    ]


def test_a_sentence_of_a_line_that_is_encoded_as_a_whole_is_encoded() -> None:
    assert asked(LAW, "1.s1")["encoding"] == asked(LAW, "1")["encoding"]
    assert asked(LAW, "1.s1")["encoding"]["status"] == "silent"


@each_pack
def test_a_sound_pack_misses_nothing_and_gives_reasons_only_for_silence(pack: Pack) -> None:
    for number in every_number(pack):
        encoding = asked(pack, number)["encoding"]
        assert encoding["status"] in ("encoded", "silent", "partly", "in_parts")
        assert bool(encoding["reasons"]) is (encoding["status"] in ("silent", "partly"))


def test_what_a_pack_neither_encodes_nor_explains_is_missing(tmp_path: Path) -> None:
    silent = "%! provision 3.2\n%! silent zh 解释权不产生结论。\n"
    silent += "%! silent en Who interprets the rules changes no conclusion.\n"
    pack = load_pack(broken(MINI_FOLDER, tmp_path, ("articles/03.lp", silent, "")))
    assert asked(pack, "3.2")["encoding"] == {"status": "missing", "reasons": []}


# --- What cites it


def test_rules_of_a_provision_are_told_apart_from_those_of_the_whole() -> None:
    rules = asked(MINI, "2(1)")["rules"]
    assert [(rule["cites"], rule["provisions"]) for rule in rules] == [
        *[("this", ["2(1)"])] * 2,
        *[("whole", ["2"])] * 4,
    ]
    assert rules[0] == {
        "cites": "this",
        "file": "02.lp",
        "line": 21,
        "column": 1,
        "text": 'excuse(Borrower, "2(1)") :- owes(Borrower), ill(Borrower).',
        "provisions": ["2(1)"],
        "words": "{Borrower}患病",
        "draws": [
            {
                "predicate": "excuse",
                "kind": "step",
                "words": "{Borrower}具有第{Provision}条款的情形",
            }
        ],
        "told": {
            "reason": "某一借阅人患病",
            "draws": ["某一借阅人具有第2(1)条款的情形"],
            "needs": ["某一借阅人欠逾期费", "某一借阅人患病"],
            "unless": [],
            "whole": True,
        },
    }
    chosen, *_, last = rules[2:]
    assert chosen["draws"][0]["kind"] == "discretion"
    assert last["draws"] == [{"predicate": "basis", "kind": None, "words": None}]


@each_pack
def test_the_place_of_a_rule_is_where_it_stands(pack: Pack) -> None:
    told = [
        r for line in lines(pack) if line["number"] for r in asked(pack, line["number"])["rules"]
    ]
    places = {(rule["file"], rule["line"], rule["column"]) for rule in told}
    assert places == {(rule.file, rule.line, rule.column) for rule in pack.rules}
    for rule in told:
        found = pack.rule_at(rule["file"], rule["line"], rule["column"])
        assert found is not None
        assert found.text == rule["text"]


@each_pack
def test_each_rule_fact_reading_and_note_is_found_at_every_provision_it_cites(pack: Pack) -> None:
    told = cache(partial(asked, pack))
    for fact, entry in pack.vocabulary.facts.items():
        for number in entry.provisions:
            found = told(number)["facts"]
            assert ("this", fact) in [(f["cites"], f["predicate"]) for f in found]
    for reading in pack.readings:
        for number in reading.provisions:
            found = told(number)["readings"]
            assert ("this", reading.id) in [(r["cites"], r["id"]) for r in found]
    for rule in pack.rules:
        for cited in rule.provisions:
            found = told(str(cited))["rules"]
            assert ("this", rule.text) in [(r["cites"], r["text"]) for r in found]
    for article in pack.articles:
        for noted, notes in article.notes.items():
            found = told(str(noted))["notes"]
            for words in notes:
                assert {"number": str(noted), "cites": "this", "note": words.say("zh")} in found


def test_what_cites_other_articles_or_other_items_is_left_out() -> None:
    for number in every_number(LAW):
        here = Provision.parse(number)
        found = asked(LAW, number)
        for entry in (*found["rules"], *found["facts"], *found["readings"]):
            cited = [Provision.parse(p) for p in entry["provisions"]]
            within = any(p.within(here) for p in cited)
            assert entry["cites"] == ("this" if within else "whole")
            assert within or any(here.within(p) for p in cited)


@each_pack
@each_lang
def test_a_reading_is_told_with_its_arguments_as_in_the_list_of_readings(
    pack: Pack, lang: str
) -> None:
    by_id = {reading["id"]: reading for reading in readings(pack, lang)}
    for number in every_number(pack):
        for told in asked(pack, number, lang)["readings"]:
            assert told == {"cites": told["cites"], **by_id[told["id"]]}


# --- Where the text tells of notes and readings


@each_pack
def test_each_note_and_reading_is_told_under_some_line(pack: Pack) -> None:
    notes = [note for line in lines(pack) if line["number"] for note in line["notes"]]
    wanted = [w.say("zh") for a in pack.articles for each in a.notes.values() for w in each]
    assert sorted(notes) == sorted(wanted)
    told = {name for line in lines(pack) if line["number"] for name in line["readings"]}
    assert told == {reading.id for reading in pack.readings}


def test_what_is_said_of_an_article_without_a_line_of_its_own_is_told_under_its_first(
    tmp_path: Path,
) -> None:
    note = "%! provision 3\n%! note zh 附注。\n%! note en A note.\n\n%! provision 3.1.s1\n"
    edits = [
        ("articles/03.lp", "%! provision 3.1.s1\n", note),
        ("readings.yaml", '["2(1)"]', '["3"]'),
    ]
    pack = load_pack(broken(MINI_FOLDER, tmp_path, *edits))
    told = {each["number"]: each for each in lines(pack, "en") if each["number"]}
    assert (told["3.1"]["notes"], told["3.1"]["readings"]) == (["A note."], ["illness"])
    assert (told["3.2"]["notes"], told["3.2"]["readings"]) == ([], [])
    assert told["2(1)"]["readings"] == []
