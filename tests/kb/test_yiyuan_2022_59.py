"""The encoded law: its text, its notes, its readings, and every worked case.

A test that fails here is a question for a lawyer first.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from support.cases.worked import worked
from support.oracles.reference import READINGS, VOCABULARY
from support.packs import LAW_FOLDER, LAW_ID
from wenze import CaseRefused, Outcomes, Reasoner
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.worked_cases import WorkedCase, demonstration, worked_cases
from wenze.reasoner.check.deviations import deviations
from wenze.reasoner.check.pack_check import check_pack
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.provision import Provision

CASES = {case.file: case for case in worked(LAW_FOLDER)}
ANSWERED = {file: case for file, case in CASES.items() if not case.refused}


def squeezed(text: str) -> str:
    """A text without white space."""
    return "".join(text.split())


# --- The text


def test_joining_the_text_blocks_gives_the_official_text(law_pack: Pack) -> None:
    source = (LAW_FOLDER / "source.txt").read_text(encoding="utf-8")
    official = "".join(line for line in source.splitlines() if not line.strip().startswith("—"))
    joined = "".join(line.text.say("zh") for part in law_pack.articles for line in part.lines)
    assert squeezed(joined) == squeezed(official)


def test_the_translation_has_the_same_lines_and_sentences(law_pack: Pack) -> None:
    for article in law_pack.articles:
        for line in article.lines:
            assert len(line.sentences("zh")) == len(line.sentences("en")), line


def test_there_are_nineteen_articles_in_order(law_pack: Pack) -> None:
    numbers = [article.number for article in law_pack.articles if article.number is not None]
    assert numbers == list(range(1, 20))


def test_every_provision_is_encoded_or_says_why_it_draws_no_conclusion(law_pack: Pack) -> None:
    spoken = {p for rule in law_pack.rules for p in rule.provisions}
    spoken |= {p for article in law_pack.articles for p in article.silent}
    for provision in law_pack.provisions():
        assert any(each.within(provision) for each in spoken), str(provision)


def test_articles_1_5_2_and_8_draw_no_conclusion_and_say_so(law_pack: Pack) -> None:
    silent = {str(p) for article in law_pack.articles for p in article.silent}
    assert silent == {"1", "5.2", "8"}


@pytest.mark.parametrize(
    ("provision", "zh", "en"),
    [
        ("3(1)", "的案件", "slip"),
        ("13", "但", "slip"),
        ("18", "本办法", "slip"),
        ("13(1)", "同类", "same kind"),
        ("13(1)", "一年", "one year"),
        ("14.2", "当年度", "当年度"),
        ("10", "从轻、减轻、从重", "range"),
    ],
)
def test_a_drafting_slip_or_gap_is_noted_on_its_provision(
    law_pack: Pack, provision: str, zh: str, en: str
) -> None:
    notes = notes_on(law_pack, provision)
    assert any(zh in note["zh"] and en in note["en"] for note in notes)


@pytest.mark.parametrize("provision", ["3(2)", "7", "11", "17.1", "18"])
def test_a_question_seen_and_left_out_is_noted_on_its_provision(
    law_pack: Pack, provision: str
) -> None:
    notes = notes_on(law_pack, provision)
    assert any("此问题已注意到" in n["zh"] and "was seen" in n["en"] for n in notes)


def notes_on(pack: Pack, provision: str) -> list[dict[str, str]]:
    return [
        {lang: note.say(lang) for lang in ("zh", "en")}
        for article in pack.articles
        for place, each in article.notes.items()
        if place.within(Provision.parse(provision))
        for note in each
    ]


# --- The vocabulary and the readings


def test_the_vocabulary_is_that_of_the_law_model(law_pack: Pack) -> None:
    facts = law_pack.vocabulary.facts
    assert list(facts) == list(VOCABULARY)
    for name, arguments in VOCABULARY.items():
        kinds = [law_pack.types[kind] for kind in facts[name].args.values()]
        assert len(kinds) == len(arguments)
        for kind, argument in zip(kinds, arguments, strict=True):
            if isinstance(argument, tuple):
                assert (kind.kind, tuple(kind.labels)) == ("word", argument), name
            else:
                assert kind.kind == ("date" if argument == "date" else "entity"), name


def test_the_seventeen_readings_stand_in_order_with_their_options(law_pack: Pack) -> None:
    found = [(reading.id, reading.option_ids) for reading in law_pack.readings]
    assert len(found) == 17
    assert found == list(READINGS.items())


def test_every_option_is_argued_in_both_languages(law_pack: Pack) -> None:
    for reading in law_pack.readings:
        for option in reading.options:
            for words in (option.label, option.argument, option.rests_on):
                assert words.zh.strip()
                assert words.en.strip()


# --- The worked cases


@pytest.mark.parametrize("file", CASES)
def test_a_worked_case_comes_out_as_written(law: Reasoner, file: str) -> None:
    assert deviations(law, CASES[file]) == []


def test_checking_the_pack_finds_no_fault_and_no_rule_without_a_case() -> None:
    report = check_pack(str(LAW_FOLDER))
    assert [(fault.place, fault.words.say("en")) for fault in report.faults] == []
    assert (report.pack, report.counts["cases"]) == (LAW_ID, len(CASES))
    assert report.counts["articles"] == 19


def test_the_demonstration_is_the_case_of_two_collisions(law: Reasoner) -> None:
    worked = demonstration(law.pack)
    assert worked is not None
    found = law.solve(worked.case)
    assert [collision.reading for collision in found.summary.collisions] == [
        "exemption_vs_aggravation"
    ]


@pytest.fixture(scope="module")
def answers(law: Reasoner) -> dict[str, Outcomes]:
    """The outcomes of every worked case that is not refused."""
    return {file: law.solve(case.case) for file, case in ANSWERED.items()}


def items_of(pack: Pack, *articles: int) -> set[str]:
    return {str(p) for p in pack.provisions() if p.article in articles and p.item}


def test_every_item_of_articles_11_to_13_carries_a_disposition_in_some_worked_case(
    law_pack: Pack, answers: dict[str, Outcomes]
) -> None:
    cited = {
        provision
        for found in answers.values()
        for conclusions, remarks in found.model.said_together()
        for conclusion, provisions in found.summary.provisions(remarks).items()
        if conclusion.name == "disposition" and conclusion in conclusions
        for provision in provisions
    }
    wanted = items_of(law_pack, 11, 12, 13)
    assert len(wanted) == 6 + 3 + 5
    assert wanted <= cited


def test_every_item_of_articles_11_to_13_is_demanded_by_some_worked_case(law_pack: Pack) -> None:
    demanded = {p for case in CASES.values() for each in case.cites.values() for p in each}
    assert items_of(law_pack, 11, 12, 13) <= demanded


def expected_options(case: WorkedCase) -> Iterator[tuple[str, str]]:
    """The options under which a worked case says what a live reading leads to."""
    options = {name: set(each) for name, each in READINGS.items()}
    for expectation in case.expect:
        for reading in expectation.live:
            for joint in expectation.joint:
                for option in joint.when.get(reading, options[reading]):
                    yield reading, option


def test_every_reading_option_occurs_in_a_worked_case_where_it_is_live() -> None:
    met = {pair for case in CASES.values() for pair in expected_options(case)}
    assert met >= {(reading, option) for reading, options in READINGS.items() for option in options}


def test_every_reading_is_unpinned_yet_not_live_in_some_worked_case() -> None:
    idle = {
        reading
        for case in ANSWERED.values()
        for expectation in case.expect
        for reading in READINGS.keys() - set(expectation.live)
        if reading not in {pin.reading for pin in case.case.pins}
    }
    assert idle == set(READINGS)


def test_every_reading_is_decided_differently_by_its_options_in_some_worked_case(
    answers: dict[str, Outcomes],
) -> None:
    """Live as found, not only as expected."""
    live = {reading for found in answers.values() for reading in found.model.live_anywhere}
    assert live == set(READINGS)


def test_every_kind_of_refusal_is_met_by_some_worked_case(law: Reasoner) -> None:
    said: set[str] = set()
    for case in CASES.values():
        if case.refused:
            with pytest.raises(CaseRefused) as refusal:
                law.solve(case.case)
            said |= {problem.message.say("en") for problem in refusal.value.problems}
    for name, template in law.pack.word_list.refusals.items():
        start, _, _ = template.en.partition("{")
        rest = template.en.rpartition("}")[2]
        assert any(start in each and rest in each for each in said), name


def test_every_predicate_is_stated_in_some_worked_case() -> None:
    assert {row.predicate for case in CASES.values() for row in case.case.rows} >= set(VOCABULARY)


def test_every_disposition_and_every_conclusion_occurs_in_some_worked_case(
    law_pack: Pack, answers: dict[str, Outcomes]
) -> None:
    met = {symbol for found in answers.values() for symbol in found.summary.sometimes}
    assert {symbol.name for symbol in met} == set(law_pack.conclusions)
    words = {str(s.arguments[1]) for s in met if s.name == "disposition"}
    assert words == set(law_pack.types["disposition"].labels)


def test_every_assumption_is_reported_in_some_worked_case(
    law_pack: Pack, answers: dict[str, Outcomes]
) -> None:
    met = {symbol.name for found in answers.values() for symbol in found.summary.assumptions}
    assert met == set(law_pack.predicates_of("assumption"))


def test_every_conclusion_of_every_worked_case_cites_a_provision_of_the_text(
    law_pack: Pack, answers: dict[str, Outcomes]
) -> None:
    known = law_pack.provisions()
    for file, found in answers.items():
        for conclusions, remarks in found.model.said_together():
            cited = found.summary.provisions(remarks)
            for conclusion in conclusions:
                assert cited.get(conclusion), (file, str(conclusion))
                for provision in map(Provision.parse, cited[conclusion]):
                    assert any(provision.within(each) or each.within(provision) for each in known)


def test_the_atoms_that_worked_cases_name_are_conclusions_of_the_law(law_pack: Pack) -> None:
    for case in CASES.values():
        for text in (*case.always, *case.sometimes, *case.never, *case.cites):
            assert read_atom(text).name in law_pack.conclusions, (case.file, text)


def test_worked_cases_are_named_by_one_sentence_in_each_language() -> None:
    for case in CASES.values():
        assert case.name.zh.endswith("。"), case.file
        assert case.name.en.endswith("."), case.file
    assert len({case.name.en for case in CASES.values()}) == len(CASES)


def test_provisions_are_those_of_the_readings_that_an_outcome_names(law: Reasoner) -> None:
    [worked] = [w for w in worked_cases(law.pack) if w.file.startswith("58b_")]
    cited = {
        (outcome.readings["minor_fault_clause"], str(symbol.arguments[0]), *provisions)
        for outcome in law.solve(worked.case)
        for local in outcome.parts
        for symbol, provisions in law.solve(worked.case).summary.provisions(local.remarks).items()
        if str(symbol).endswith(",exempted)")
    }
    assert cited == {
        ("conjunctive", '"王某"', "11(2)"),
        ("disjunctive", '"王某"', "11(1)", "11(2)"),
        ("disjunctive", '"李某"', "11(1)"),
    }
