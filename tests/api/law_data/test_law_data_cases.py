"""Worked cases as data: named by their files, and each a case file to start from."""

from __future__ import annotations

from typing import Any

import pytest

from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze import Case
from wenze.api.law_data import NoSuchCase, case, cases
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.pack import Pack, load_pack

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
MINI = PACKS[MINI_FOLDER.name]
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)


def listed(pack: Pack) -> Any:
    return cases(pack)["cases"]


@each_pack
def test_every_worked_case_is_listed_under_its_sentence(pack: Pack) -> None:
    worked = worked_cases(pack)
    assert [each["name"] for each in listed(pack)] == [
        {"zh": each.name.zh, "en": each.name.en} for each in worked
    ]
    assert [f"{each['id']}.yaml" for each in listed(pack)] == [each.file for each in worked]


@each_pack
def test_a_case_read_again_is_the_one_that_was_worked(pack: Pack) -> None:
    for worked in worked_cases(pack):
        told: Any = case(pack, worked.file.removesuffix(".yaml"))
        again = Case.from_data(told["case"])
        assert again.as_data(pack.id) == worked.case.as_data(pack.id)
        assert told["refused"] == bool(worked.refused)


def test_those_that_are_to_be_refused_are_marked() -> None:
    assert [each["id"] for each in listed(MINI) if each["refused"]] == ["04_refused", "05_empty"]


@each_pack
def test_the_demonstration_is_one_of_the_list(pack: Pack) -> None:
    assert cases(pack)["demonstration"] in [each["id"] for each in listed(pack)]


@pytest.mark.parametrize(
    "name", ["", "none", "01_illness_at_home.yaml", "../pack", "01_illness_at_home\n", "\x00"]
)
def test_what_is_no_worked_case_is_not_found(name: str) -> None:
    with pytest.raises(NoSuchCase) as raised:
        case(MINI, name)
    assert raised.value.regulation == MINI.id
    assert str(raised.value).startswith("There is no worked case")
    assert "示例案件" in raised.value.words.say("zh")
