"""Checking a pack: every way of breaking one is noticed, with its place, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.packs import MINI_FOLDER, MINI_ID, broken
from wenze.reasoner.check.pack_check import check_pack
from wenze.reasoner.check.pack_faults import Fault
from wenze.reasoner.i18n import messages

Edit = tuple[str, str, str]
READING_HOUSEHOLD = "reading(illness, household)"

# The key of the message, the edits that break the mini pack, the place, and what is named.
BROKEN: dict[str, tuple[str, list[Edit], str, str]] = {
    "no official text": ("check_no_source", [], "source.txt", ""),
    "a letter of the text": (
        "check_text_differs",
        [("articles/01.lp", "应当缴纳逾期费", "应当缴纳滞纳金")],
        "source.txt",
        "逾期费",
    ),
    "a line of the text": (
        "check_text_differs",
        [("source.txt", "本规则由图书馆解释。\n", "")],
        "source.txt",
        "",
    ),
    "more text than there is": (
        "check_text_differs",
        [("source.txt", "", "第四条  没有编码。")],
        "source.txt",
        "第四条",
    ),
    "a sentence of the translation": (
        "check_sentences",
        [("articles/03.lp", "by another copy. The library makes known how.", "by another copy.")],
        "articles/03.lp",
        "3.1",
    ),
    "a provision without a rule": (
        "check_not_encoded",
        [("articles/02.lp", "%! provision 2(2)", "%! provision 2(1)")],
        "articles/02.lp",
        "2(2)",
    ),
    "a sentence without a rule": (
        "check_not_encoded",
        [
            (
                "articles/03.lp",
                "%! provision 3.1.s2\n%! silent zh",
                "%! provision 3.1.s2\n%! note zh",
            ),
            ("articles/03.lp", "%! silent en How", "%! note en How"),
        ],
        "articles/03.lp",
        "3.1.s2",
    ),
    "a constraint": (
        "check_not_a_rule",
        [("articles/01.lp", "", ":- owes(_).\n")],
        "articles/01.lp:19",
        ":- owes(_).",
    ),
    "a directive of clingo": (
        "check_not_a_rule",
        [("articles/01.lp", "", "#const n = 1.\n")],
        "articles/01.lp:19",
        "#const n = 1.",
    ),
    "a rule before any provision": (
        "check_uncited",
        [("articles/01.lp", "%! provision 1\n", "")],
        "articles/01.lp:10",
        "owes(Borrower)",
    ),
    "a condition nothing can meet": (
        "check_unknown",
        [("articles/02.lp", "library_closed.", "library_shut.")],
        "articles/02.lp:28",
        "library_shut/0",
    ),
    "a condition with another arity": (
        "check_unknown",
        [("articles/02.lp", "owes(Borrower), ill(Borrower)", "owes(Borrower), ill(Borrower, 1)")],
        "articles/02.lp:21",
        "ill/2",
    ),
    "a condition in the head of a choice": (
        "check_unknown",
        [("articles/02.lp", "(waive; charge)) }", "(waive; charge)) : option_of(Borrower) }")],
        "articles/02.lp:31",
        "option_of/1",
    ),
    "a rule that states a fact": (
        "check_reserved",
        [("articles/01.lp", "", "late(Borrower) :- owes(Borrower).\n")],
        "articles/01.lp:19",
        "late/1",
    ),
    "a rule that takes a reading": (
        "check_reserved",
        [("articles/01.lp", "", "reading(illness, own) :- owes(_).\n")],
        "articles/01.lp:19",
        "reading/2",
    ),
    "an option that does not exist": (
        "check_no_option",
        [("articles/02.lp", READING_HOUSEHOLD, "reading(illness, houshold)")],
        "articles/02.lp:24",
        "reading(illness,houshold)",
    ),
    "a reading that does not exist": (
        "check_no_option",
        [("articles/02.lp", READING_HOUSEHOLD, "reading(ilness, household)")],
        "articles/02.lp:24",
        "reading(ilness,household)",
    ),
    "an option that does not exist among alternatives": (
        "check_no_option",
        [("articles/02.lp", READING_HOUSEHOLD, "reading(illness, (household; houshold))")],
        "articles/02.lp:24",
        "houshold",
    ),
    "a slot in the words of a rule": (
        "check_slot",
        [("articles/01.lp", "%! zh {Borrower}没有", "%! zh {Nobody}没有")],
        "articles/01.lp:14",
        "Nobody",
    ),
    "a slot in the words of a predicate": (
        "check_slot",
        [("words.yaml", '"Late fee of {Borrower}: {Result}"', '"Late fee of {Person}: {Result}"')],
        "words.yaml: fee",
        "Person",
    ),
    "a slot in the words of a refusal": (
        "check_slot",
        [("words.yaml", '"{Borrower}没有借阅"', '"{Person}没有借阅"')],
        "words.yaml: borrowed_nothing",
        "Person",
    ),
    "a slot in a question": (
        "check_slot",
        [("vocabulary.yaml", '"{Borrower}逾期了吗？"', '"{Person}逾期了吗？"')],
        "vocabulary.yaml: late",
        "Person",
    ),
    "no verdict": (
        "check_one_verdict",
        [("words.yaml", "kind: verdict", "kind: conclusion")],
        "words.yaml",
        "",
    ),
    "two verdicts": (
        "check_one_verdict",
        [("words.yaml", "kind: conclusion", "kind: verdict")],
        "words.yaml",
        "fee, replaces",
    ),
    "a conclusion without words": (
        "check_no_words",
        [("articles/01.lp", "", "in_debt(Borrower) :- owes(Borrower).\n")],
        "words.yaml",
        "in_debt/1",
    ),
    "words with another arity": (
        "check_no_words",
        [
            (
                "words.yaml",
                '    stage: duty\n    args: {Borrower: borrower}\n    zh: "{Borrower}欠',
                '    stage: duty\n    zh: "{Borrower}欠',
            )
        ],
        "words.yaml",
        "owes/1",
    ),
    "words for nothing": (
        "check_never_drawn",
        [("words.yaml", "refusals:", "  nothing: {kind: step, zh: 无, en: nothing}\nrefusals:")],
        "words.yaml",
        "nothing",
    ),
    "a group that does not exist": (
        "check_no_group",
        [("vocabulary.yaml", "group: excuses", "group: excuse")],
        "vocabulary.yaml",
        "excuse",
    ),
    "a type of a fact that does not exist": (
        "check_no_type",
        [("vocabulary.yaml", "args: {Weather: weather}", "args: {Weather: climate}")],
        "vocabulary.yaml: outside",
        "climate",
    ),
    "a type of a predicate that does not exist": (
        "check_no_type",
        [("words.yaml", "Result: result", "Result: results")],
        "words.yaml: fee",
        "results",
    ),
    "a provision of a rule that does not exist": (
        "check_no_provision",
        [("articles/02.lp", "%! provision 2(2)", "%! provision 2(2) 2(3)")],
        "articles/02.lp:28",
        "2(3)",
    ),
    "a sentence of a provision that does not exist": (
        "check_no_provision",
        [("articles/03.lp", "%! provision 3.1.s2", "%! provision 3.1.s2 3.1.s3")],
        "articles/03.lp",
        "3.1.s3",
    ),
    "a provision of a fact that does not exist": (
        "check_no_provision",
        [("vocabulary.yaml", 'provisions: ["2(1)"]', 'provisions: ["2(9)"]')],
        "vocabulary.yaml: ill",
        "2(9)",
    ),
    "a provision of a reading that does not exist": (
        "check_no_provision",
        [("readings.yaml", 'provisions: ["2(1)"]', 'provisions: ["Art. 2"]')],
        "readings.yaml: illness",
        "Art. 2",
    ),
    "a predicate without a stage": (
        "check_no_stage",
        [("words.yaml", "    stage: excuses\n", "")],
        "words.yaml",
        "excuse",
    ),
    "a predicate of a stage that does not exist": (
        "check_no_stage",
        [("words.yaml", "    stage: excuses\n", "    stage: excuse\n")],
        "words.yaml",
        "excuse",
    ),
    "a rule that rests on a later stage": (
        "check_later_stage",
        [("articles/02.lp", ", library_closed.", ", library_closed, waived(Borrower).")],
        "articles/02.lp:28",
        "waived",
    ),
    "a rule that rests on the absence of something of a later stage": (
        "check_later_stage",
        [("articles/02.lp", ", library_closed.", ", library_closed, not waived(Borrower).")],
        "articles/02.lp:28",
        "waived",
    ),
    "a refusal without words": (
        "check_refusal",
        [("words.yaml", "  no_loan: {", "  no_loans: {")],
        "words.yaml",
        "no_loan",
    ),
    "a refusal that is never given": (
        "check_refusal",
        [
            (
                "words.yaml",
                "refusals:",
                "refusals:\n  never: {code: contradiction, zh: 从不, en: never}",
            )
        ],
        "words.yaml",
        "never",
    ),
    "a worked case that comes out otherwise": (
        "check_case",
        [("articles/02.lp", READING_HOUSEHOLD, "reading(illness, own)")],
        "cases/01_illness_at_home.yaml",
        "",
    ),
    "a conclusion that nothing carries": (
        "check_no_basis",
        [
            (
                "articles/03.lp",
                'basis(replaces(Borrower, Book), "3.1.s1") :- replaces(Borrower, Book).',
                "",
            )
        ],
        "cases/02_own_illness_disputed.yaml",
        "replaces",
    ),
    "a rule file that is no program": (
        "check_unreadable",
        [("articles/01.lp", "", "owes(Borrower :- .\n")],
        "articles/01.lp",
        "",
    ),
    "Chinese outside strings and comments": (
        "check_unreadable",
        [("articles/01.lp", "", "逾期(Borrower) :- owes(Borrower).\n")],
        "articles/01.lp:19",
        "non-ASCII",
    ),
    "words of a rule in one language": (
        "check_unreadable",
        [("articles/01.lp", "%! zh {Borrower}没有逾期，不欠逾期费\n", "")],
        "articles/01.lp:13",
        "one language",
    ),
    "a directive that does not exist": (
        "check_unreadable",
        [("articles/01.lp", "%! provision 1", "%! provison 1")],
        "articles/01.lp:10",
        "provison",
    ),
    "a provision that cannot be one": (
        "check_unreadable",
        [("articles/01.lp", "%! provision 1", "%! provision one")],
        "articles/01.lp:10",
        "one",
    ),
    "a field that is missing": (
        "check_unreadable",
        [("readings.yaml", "      rests_on: {zh: 第一条, en: Article 1}\n", "")],
        "readings.yaml: 0/options/0/rests_on",
        "",
    ),
    "a field that is unknown": (
        "check_unreadable",
        [("pack.yaml", "version: 0.1.0", "version: 0.1.0\nvarsion: 2")],
        "pack.yaml: varsion",
        "",
    ),
    "words of YAML in one language": (
        "check_unreadable",
        [("words.yaml", ", en: There is no loan", "")],
        "words.yaml: refusals/no_loan/en",
        "",
    ),
    "a file that is not YAML": (
        "check_unreadable",
        [("words.yaml", "types:", "types: [")],
        "words.yaml",
        "",
    ),
    "a worked case that is not YAML": (
        "check_unreadable",
        [("cases/05_empty.yaml", "case: {}", "case: {")],
        "cases/05_empty.yaml",
        "",
    ),
    "a worked case with a field that is unknown": (
        "check_unreadable",
        [("cases/05_empty.yaml", "case: {}", "case: {}\nexpects: []")],
        "cases/05_empty.yaml: expects",
        "",
    ),
    "an unsafe rule": (
        "check_ungrounded",
        [
            (
                "articles/01.lp",
                "owes(Borrower) :- loan(Borrower, _), late(Borrower).",
                "owes(Borrower).",
            )
        ],
        "articles/01.lp",
        "Borrower",
    ),
    "a basis that is no provision": (
        "check_no_provision",
        [("articles/03.lp", '"3.1.s1") :-', '"3.1.s9") :-')],
        "articles/03.lp:14",
        "3.1.s9",
    ),
    "a demonstration that is not there": (
        "check_no_demonstration",
        [("pack.yaml", "01_illness_at_home.yaml", "01_gone.yaml")],
        "pack.yaml",
        "01_gone.yaml",
    ),
}


def faults_of(folder: Path) -> tuple[Fault, ...]:
    return check_pack(str(folder)).faults


def starts(key: str, lang: str) -> str:
    """How a message begins, before what is named."""
    return messages()[lang][key].partition("{")[0]


def test_the_mini_pack_is_without_fault() -> None:
    report = check_pack(str(MINI_FOLDER))
    assert (report.pack, report.faults, report.unexercised) == (MINI_ID, (), ())
    assert report.counts == {
        "articles": 3,
        "provisions": 6,
        "rules": 18,
        "facts": 7,
        "readings": 1,
        "cases": 5,
    }


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_pack_is_told_what_is_broken_and_where(name: str, tmp_path: Path) -> None:
    key, edits, place, named = BROKEN[name]
    folder = broken(MINI_FOLDER, tmp_path, *edits, without=() if edits else ("source.txt",))
    found = faults_of(folder)
    fitting = [
        fault
        for fault in found
        if all(fault.words.say(lang).startswith(starts(key, lang)) for lang in ("zh", "en"))
    ]
    said = [(fault.place, fault.words.say("en")) for fault in found]
    assert any(
        (fault.place == place or fault.place.startswith(f"{place}:"))
        and all(named in fault.words.say(lang) for lang in ("zh", "en"))
        for fault in fitting
    ), said


def test_every_fault_that_can_be_found_is_shown_by_a_broken_pack() -> None:
    said = {"check_fine", "check_unexercised"}
    keys = {k for k in messages()["en"] if k.startswith("check_")}
    counts = {key for key in keys if key.startswith("check_count_")}
    assert {key for key, *_ in BROKEN.values()} == keys - counts - said


def test_all_faults_of_a_pack_are_reported_at_once(tmp_path: Path) -> None:
    folder = broken(
        MINI_FOLDER,
        tmp_path,
        ("articles/02.lp", "library_closed.", "library_shut."),
        ("articles/01.lp", "", "in_debt(Borrower) :- owes(Borrower).\n"),
        ("vocabulary.yaml", "group: excuses", "group: excuse"),
    )
    places = [fault.place for fault in faults_of(folder)]
    assert places == ["articles/02.lp:28", "words.yaml", "vocabulary.yaml"]


def test_a_rule_that_no_worked_case_uses_is_named_and_is_no_fault(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, without=["cases/03_library_closed.yaml"])
    report = check_pack(str(folder))
    assert report.faults == ()
    assert report.unexercised == ("articles/02.lp:28",)


def test_a_pack_need_not_tell_its_reasons_in_stages(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path)
    words = folder / "words.yaml"
    text = re.sub(r"(?m)^    stage: \w+\n", "", words.read_text(encoding="utf-8"))
    words.write_text(re.sub(r"(?s)stages:.*?(?=predicates:)", "", text), encoding="utf-8")
    assert faults_of(folder) == ()


def test_an_unknown_pack_is_a_fault_in_itself() -> None:
    report = check_pack("no-such-pack")
    (fault,) = report.faults
    assert "no-such-pack" in fault.words.say("zh")
    assert "no-such-pack" in fault.words.say("en")


def test_a_report_is_plain_data(tmp_path: Path) -> None:
    folder = broken(MINI_FOLDER, tmp_path, ("vocabulary.yaml", "group: excuses", "group: x"))
    told = check_pack(str(folder)).as_json("en")
    assert told["pack"] == MINI_ID
    assert told["faults"] == [{"place": "vocabulary.yaml", "message": "there is no such group: x"}]


def test_text_and_page_marks_are_compared_without_white_space(tmp_path: Path) -> None:
    folder = broken(
        MINI_FOLDER,
        tmp_path,
        ("source.txt", "— 1 —\n", "\n\n  — 7 —  \n\u3000"),
    )
    assert faults_of(folder) == ()
