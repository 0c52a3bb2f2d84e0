"""What `wenze check` says of a pack's atlas."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from wenze import Reasoner
from wenze.reasoner.check.atlas_faults import atlas_faults
from wenze.reasoner.check.pack_check import check_pack


@pytest.mark.parametrize("folder", [LAW_FOLDER, MINI_FOLDER])
def test_the_atlases_that_are_here_have_no_faults(folder: Path) -> None:
    assert list(atlas_faults(Reasoner(folder).pack)) == []


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ('["2(2)"]', '["2(9)"]', "atlas.yaml: closed", "2(9)"),
        ('["2(2)"]', '["two"]', "atlas.yaml: closed", "two"),
        ("effect: duty", "effect: burden", "atlas.yaml: lost", "burden"),
        (
            "facts: {ill: [张三]}",
            "facts: {ill: [张三]}\n    instead: {early: {ill: [张三]}}",
            "atlas.yaml: own_illness",
            "early",
        ),
        ("not fee(Borrower, _)", "not fine(Borrower, _)", "atlas.yaml: no_result", "fine/2"),
        ("facts: {ill: [张三]}", "facts: {sick: [张三]}", "atlas.yaml: own_illness", "sick"),
        (
            "{loan: [[张三, 2023-05-01]], late: [张三]}",
            "{late: [张三]}",
            "atlas.yaml: late",
            "no loan",
        ),
        ("gaps:", "holes:", "atlas.yaml: holes", ""),
    ],
)
def test_a_fault_is_named_with_its_place(
    tmp_path: Path, old: str, new: str, place: str, said: str
) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("atlas.yaml", old, new))
    [fault] = check_pack(str(folder)).faults
    assert fault.place == place
    assert said in fault.words.say("en")


def test_no_pack_may_draw_what_the_atlas_looks_for(tmp_path: Path) -> None:
    rule = "\n%! provision 3.1.s1\ngap(lost) :- lost(_, _).\n"
    folder = broken(MINI_FOLDER, tmp_path, ("articles/03.lp", "", rule))
    assert any("gap/1" in fault.words.say("en") for fault in check_pack(str(folder)).faults)
