"""What a law's rules leave to discretion: something is chosen, and the law says where."""

from __future__ import annotations

from pathlib import Path

import pytest
from clingo.symbol import Function, String

from support.packs import MINI_FOLDER, broken
from wenze.reasoner.check.pack_check import check_pack
from wenze.reasoner.inquiry.contrast.choices import Matter
from wenze.reasoner.inquiry.contrast.granted import granting, optional
from wenze.reasoner.pack import Pack, find_pack

RULE = "1 { choice(Borrower, (waive; charge)) } 1 :- excuse(Borrower, _)."


def test_no_rule_of_the_law_lets_discretion_choose_nothing(law_pack: Pack) -> None:
    assert list(optional(law_pack)) == []
    assert list(optional(find_pack(str(MINI_FOLDER)))) == []


@pytest.mark.parametrize("bounds", ["{} 1", "0 {}", "{}", "0 < {}", "{} = 1", "1 < {}"])
def test_a_rule_that_lets_discretion_choose_nothing_is_a_fault(bounds: str, tmp_path: Path) -> None:
    choice = bounds.replace("{}", "{ choice(Borrower, (waive; charge)) }")
    changed = f"{choice} :- excuse(Borrower, _)."
    folder = broken(MINI_FOLDER, tmp_path, ("articles/02.lp", RULE, changed))
    places = [
        fault.place
        for fault in check_pack(str(folder)).faults
        if "something" in fault.words.say("en")
    ]
    chosen = bounds in {"0 < {}", "{} = 1", "1 < {}"}
    assert places == ([] if chosen else ["articles/02.lp:31"])


@pytest.mark.parametrize(
    ("word", "provisions"),
    [
        ("exemption", ["11"]),
        ("leniency_form", ["12"]),
        ("exemption_vs_aggravation", ["9", "11", "13"]),
    ],
)
def test_a_matter_of_discretion_cites_the_rules_that_grant_it(
    law_pack: Pack, word: str, provisions: list[str]
) -> None:
    matter = Matter("discretion", (String("王某"), Function(word)))
    assert list(map(str, granting(law_pack, matter))) == provisions
