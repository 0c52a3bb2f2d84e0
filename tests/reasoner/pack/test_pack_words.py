"""Atoms said in words: templates and labels from the pack, names as they are."""

from __future__ import annotations

import pytest

from support.cases.sound import AWKWARD_NAMES
from support.oracles.reference import VOCABULARY
from wenze import Reasoner
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.i18n import slots
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.words import Speaker


@pytest.fixture
def speaker(law: Reasoner) -> Speaker:
    return Speaker(law.pack)


def test_an_atom_is_said_in_both_languages(speaker: Speaker) -> None:
    words = speaker.say(read_atom('disposition("王某",exempted)'))
    assert (words.say("zh"), words.say("en")) == (
        "王某：免予问责",
        "王某: exempted from accountability",
    )


@pytest.mark.parametrize("name", AWKWARD_NAMES)
def test_a_name_is_said_as_it_is(speaker: Speaker, mini: Reasoner, name: str) -> None:
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    for lang in ("zh", "en"):
        assert name in speaker.say(read_atom(f'disposition("{quoted}",exempted)')).say(lang)
        lost = Speaker(mini.pack).say(read_atom(f'lost("{quoted}","{quoted}")')).say(lang)
        assert lost.count(name) >= 2


def test_a_day_is_said_in_iso_form(speaker: Speaker) -> None:
    assert "2023-02-01" in speaker.say(read_atom("date(act,date(2023,2,1))")).say("en")


def test_an_atom_without_words_is_shown_as_it_is(speaker: Speaker) -> None:
    for text in ('unheard_of("王某")', "disposition(a,b,c)"):
        assert speaker.say(read_atom(text)).say("zh") == text


def test_atoms_alike_but_for_the_last_argument_are_one_sentence(speaker: Speaker) -> None:
    alike = [read_atom(f'may_seek("王某",{way})') for way in ("review", "appeal")]
    words = speaker.say_alike(alike)
    assert "复核、申诉" in words.say("zh")
    assert "a review, an appeal" in words.say("en")


def test_every_word_of_every_fact_is_said_differently_in_both_languages(law_pack: Pack) -> None:
    for name in VOCABULARY:
        for kind in law_pack.vocabulary.facts[name].args.values():
            labels = law_pack.types[kind].labels.values()
            for lang in ("zh", "en"):
                said = [label.said.say(lang) for label in labels]
                assert len(set(said)) == len(said), (kind, lang)


def test_every_fact_names_all_its_arguments_in_its_statement(law_pack: Pack) -> None:
    for name, fact in law_pack.vocabulary.facts.items():
        for lang in ("zh", "en"):
            assert slots(fact.statement.said.say(lang)) == set(fact.args), (name, lang)
            assert slots(fact.question.said.say(lang)) <= set(fact.args), (name, lang)
