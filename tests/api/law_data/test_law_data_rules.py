"""Rules in words: what is drawn, from what, unless what; and nothing of their notation."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from wenze.api.law_data.rules import RuleWords
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import Pack, load_pack

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
LAW, MINI = PACKS.values()
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
each_lang = pytest.mark.parametrize("lang", LANGS)


def told(pack: Pack, beginning: str, lang: str = "en") -> Any:
    """The first rule whose text begins so."""
    rule = next(rule for rule in pack.rules if rule.text.startswith(beginning))
    return RuleWords(pack, lang).in_words(rule)


def with_rule(folder: Path, rule: str) -> Pack:
    """The invented regulation with one more rule under its first article."""
    return load_pack(broken(MINI_FOLDER, folder, ("articles/01.lp", "", f"\n{rule}\n")))


def test_a_rule_says_what_follows_from_what() -> None:
    assert told(MINI, "owes(") == {
        "reason": None,
        "draws": ["some borrower owes a late fee"],
        "needs": ["some borrower was to return it by some day", "some borrower was late"],
        "unless": [],
        "whole": True,
    }


def test_what_must_not_be_found_stands_apart() -> None:
    found = told(MINI, "fee(Borrower, not_due)")
    assert found["unless"] == ["some borrower owes a late fee"]
    assert found["reason"] == "some borrower was not late and owes no fee"


def test_what_is_found_in_the_negative_is_said_so() -> None:
    denied = "The case finds in the negative: some borrower was late"
    assert denied in told(MINI, "assumed_on_time")["unless"]


def test_a_reading_is_told_with_the_option_that_is_taken() -> None:
    rule = 'excuse(Borrower, "2(1)") :-\n    owes(Borrower), household_ill'
    assert "Whose illness counts? Taken here: “Illness at home too”" in told(MINI, rule)["needs"]


def test_a_reading_of_which_a_rule_takes_any_option_is_told_by_its_question(
    tmp_path: Path,
) -> None:
    rule = "owes(Borrower) :- loan(Borrower, _), reading(illness, Option), Option != own."
    found = told(with_rule(tmp_path, rule), rule)
    assert found["whole"] is False
    assert found["needs"] == ["some borrower was to return it by some day", "Whose illness counts?"]


def test_of_a_choice_everything_is_told_that_may_be_chosen() -> None:
    found = told(MINI, "1 { choice(")
    assert found["draws"] == [
        "For some borrower the library chooses to waive the fee, to charge the fee"
    ]


def test_numbers_of_a_range_are_named_one_by_one() -> None:
    assert told(LAW, "later_conduct_item(2..3)")["draws"] == [
        "Art. 13(2, 3) speaks of later conduct"
    ]


def test_a_rule_that_compares_is_not_whole_in_words() -> None:
    assert told(LAW, "pair(Earlier, Later)")["whole"] is False


def test_a_rule_that_speaks_to_the_engine_draws_nothing() -> None:
    assert told(MINI, "basis(")["draws"] == []


@each_lang
@each_pack
def test_words_of_rules_have_neither_slots_nor_predicates(pack: Pack, lang: str) -> None:
    words = RuleWords(pack, lang)
    notation = re.compile(r"\{\w+\}|\w+_\w+|:-")
    for rule in pack.rules:
        found: Any = words.in_words(rule)
        said = [found["reason"] or "", *found["draws"], *found["needs"], *found["unless"]]
        assert not [each for each in said if notation.search(each)], rule.text
        assert len(set(found["needs"])) == len(found["needs"])


@each_pack
def test_every_rule_with_words_of_its_own_keeps_them(pack: Pack) -> None:
    words = RuleWords(pack, "zh")
    for rule in pack.rules:
        assert (words.in_words(rule)["reason"] is None) == (rule.words is None)
