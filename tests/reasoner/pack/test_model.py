"""A pack as values: the words of its provisions, the stages of its reasons, the place of a rule."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from support.packs import MINI_FOLDER
from wenze.reasoner.pack import Pack, load_pack
from wenze.reasoner.pack.model import TypeOfValue
from wenze.reasoner.pack.provision import Provision


@pytest.fixture(scope="module")
def mini_pack() -> Pack:
    return load_pack(MINI_FOLDER)


@pytest.mark.parametrize(
    ("provision", "zh", "en"),
    [
        ("2(1)", "（一）因患病不能归还的；", "(1) illness prevented the return;"),
        (
            "2",
            "有下列情形之一的，可以免收逾期费：",
            "The late fee may be waived in one of the following situations:",
        ),
        ("3.1.s2", "赔偿办法由图书馆公布。", "The library makes known how."),
        (
            "3",
            "借阅人遗失图书的，应当赔偿同种图书。赔偿办法由图书馆公布。本规则由图书馆解释。",
            "A borrower who lost a book shall replace it by another copy. The library makes known"
            " how. The library interprets these rules.",
        ),
    ],
)
def test_a_provision_is_quoted_without_headings(
    mini_pack: Pack, provision: str, zh: str, en: str
) -> None:
    words = mini_pack.quoted(Provision.parse(provision))
    assert words is not None
    assert (words.say("zh"), words.say("en")) == (zh, en)


@pytest.mark.parametrize("provision", ["9", "2(3)", "3.1.s3"])
def test_what_the_text_does_not_have_is_not_quoted(mini_pack: Pack, provision: str) -> None:
    assert mini_pack.quoted(Provision.parse(provision)) is None


def test_stages_are_told_in_the_order_in_which_the_pack_names_them(mini_pack: Pack) -> None:
    assert mini_pack.stages == ("duty", "excuses", "waiver", "result")
    placed = {name: mini_pack.stage(name) for name in ("owes", "excuse", "waived", "fee")}
    assert placed == {"owes": 0, "excuse": 1, "waived": 2, "fee": 3}
    assert mini_pack.stage("loan") == 0


def test_a_rule_is_found_at_its_place(mini_pack: Pack) -> None:
    for rule in mini_pack.rules:
        assert mini_pack.rule_at(rule.file, rule.line, rule.column) is rule
    assert mini_pack.rule_at("01.lp", 1, 1) is None


def test_only_entities_have_names_for_what_is_not_named() -> None:
    about = {"zh": "行为", "en": "act", "unnamed": ["甲行为"]}
    assert TypeOfValue.model_validate({**about, "kind": "entity"}).unnamed == ["甲行为"]
    with pytest.raises(ValidationError):
        TypeOfValue.model_validate({**about, "kind": "date"})
