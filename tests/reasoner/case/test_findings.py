"""A case's rows held against the vocabulary: terms, or problems with place and remedy."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import as_json, codes, faults, solve, sound
from support.oracles.reference import READINGS, VOCABULARY
from support.sampling import examples
from wenze import Case, Problem, Reasoner
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.findings import MAX_NAME, check, name_fault
from wenze.reasoner.pack import Pack


def only(law: Reasoner, content: dict[str, Any] | str | bytes) -> Problem:
    (found,) = faults(law, content)
    return found


# --- Terms


def test_rows_become_the_terms_that_clingo_prints(law_pack: Pack) -> None:
    case = sound(
        compensation_paid=True,
        fault_act=[["f1", "王某", "程序违法", "2023-01-05"]],
        disputed={"harm": ["none"]},
        denied={"fault": [["王某", "intent"]]},
    )
    findings = check(Case.from_data(case), law_pack).findings
    stated = set(map(str, findings.stated))
    assert stated >= {
        'organ("局",administrative_organ)',
        "date(act,date(2023,2,1))",
        "compensation_paid",
        'fault_act("f1","王某","程序违法",date(2023,1,5))',
    }
    assert list(map(str, findings.disputed)) == ["harm(none)"]
    assert list(map(str, findings.denied)) == ['fault("王某",intent)']
    for term in (*findings.stated, *findings.disputed):
        assert read_atom(str(term)) == term


def test_a_day_may_be_as_early_and_as_late_as_iso_can_write_it(law: Reasoner) -> None:
    for days in (["0001-01-01", "0001-01-02"], ["2024-02-29", "9999-12-31"]):
        acts = [[day, "王某", "t", day] for day in days]
        assert faults(law, sound(fault_act=acts, at_issue=days)) == []


# --- One code after another, in both languages, with pointer, line, remedy

CASE = """\
facts:
  organ: [[局, administrative_organ]]
  nominal_organ: [局]
  ruling: [revoked]
  loss_cause: [improper_act]
  serves: [[王某, 局]]
  role: [[王某, handler]]
"""


def test_an_unknown_predicate_is_named_once_with_the_nearest(law: Reasoner) -> None:
    problem = only(law, CASE + "  deceived_by_partyy: [王某, 李某]\n")
    assert (problem.code, problem.pointer) == ("unknown_predicate", "/facts/deceived_by_partyy")
    assert (problem.line, problem.nearest) == (8, "deceived_by_party")
    assert problem.found == "deceived_by_partyy"
    assert problem.allowed == tuple(VOCABULARY)
    assert "没有名为“deceived_by_partyy”的事实" in problem.message.say("zh")
    assert "no fact named “deceived_by_partyy”" in problem.message.say("en")


def test_an_unknown_predicate_is_named_in_each_section_it_stands_in(law: Reasoner) -> None:
    case = sound(nothing_like_it=["a"], disputed={"nothing_like_it": ["a"]})
    assert [p.pointer for p in faults(law, case)] == [
        "/facts/nothing_like_it",
        "/disputed/nothing_like_it",
    ]


def test_a_derived_predicate_is_no_fact(law: Reasoner) -> None:
    for name in ("disposition", "ground", "reading", "refused", "holds", "mentions"):
        assert codes(faults(law, sound(**{name: [["王某", "ordinary"]]}))) == ["unknown_predicate"]


@pytest.mark.parametrize(
    ("row", "found", "allowed"),
    [
        ("fault: [王某]", "1", ("person", "fault_level")),
        ("fault: [[王某, intent, gross]]", "3", ("person", "fault_level")),
        ("deceived_by_party: [[王某, 李某]]", "2", ("person",)),
        ("deceived_by_party: [[]]", "0", ("person",)),
        ("deceived_by_party: true", "0", ("person",)),
        ("compensation_paid: [王某]", "1", ("true",)),
    ],
)
def test_a_row_with_another_number_of_values_is_told_what_it_needs(
    law: Reasoner, row: str, found: str, allowed: tuple[str, ...]
) -> None:
    problem = only(law, CASE + f"  {row}\n")
    name = row.partition(":")[0]
    assert (problem.code, problem.line) == ("arity", 8)
    assert problem.pointer == f"/facts/{name}" + ("" if row.endswith("true") else "/0")
    assert (problem.found, problem.allowed) == (found, allowed)
    for lang in ("zh", "en"):
        assert name in problem.message.say(lang)
    if allowed != ("true",):
        assert "人员" in problem.message.say("zh")
        assert "person" in problem.message.say("en")
    else:
        assert "compensation_paid: true" in problem.message.say("zh")


def test_an_unknown_word_is_answered_with_the_words_there_are(law: Reasoner) -> None:
    problem = only(law, CASE.replace("handler", "handeler"))
    assert (problem.code, problem.pointer, problem.line) == ("value", "/facts/role/0/1", 7)
    assert (problem.found, problem.nearest) == ("handeler", "handler")
    assert problem.allowed == ("handler", "reviewer", "approver", "leader", "litigator")
    assert "“handeler”不是可用的职责身份" in problem.message.say("zh")
    assert "“handeler” is not a value for: role" in problem.message.say("en")


@pytest.mark.parametrize(
    ("name", "place"), [(n, p) for n, a in VOCABULARY.items() for p, w in enumerate(a) if w != "x"]
)
def test_every_place_of_every_predicate_is_checked(law: Reasoner, name: str, place: int) -> None:
    """A text of 65 characters is no name, no word and no day."""
    samples = {"date": "2023-05-04"}
    row = [a[0] if isinstance(a, tuple) else samples.get(a, "王某") for a in VOCABULARY[name]]
    row[place] = "x" * (MAX_NAME + 1)
    problems = faults(law, {"disputed": {name: [row]}})
    wanted = VOCABULARY[name][place]
    code = "value" if isinstance(wanted, tuple) else "date" if wanted == "date" else "name"
    pointer = f"/disputed/{name}/0" + (f"/{place}" if len(row) > 1 else "")
    assert [p.code for p in problems if p.pointer == pointer] == [code]


@pytest.mark.parametrize(
    "day",
    [
        "2023-02-29",
        "2023-13-01",
        "2023-00-10",
        "2023-1-1",
        "20230101",
        "2023/01/01",
        "01-01-2023",
        "2023-01-01T00:00",
        "2023-W01-1",
        "2023-001",
        "0000-01-01",
        "10000-01-01",
        "-2023-01-01",
        "2023-01-01 ",
        "2023-01-01\n",
        "２０２３-01-01",
        "二〇二三年一月一日",
        "",
        "yesterday",
    ],
)
def test_what_is_no_day_of_the_calendar_is_refused(law: Reasoner, day: str) -> None:
    problem = only(law, as_json(sound(date=[["act", "2023-02-01"], ["judgment", day]])))
    assert (problem.code, problem.pointer) == ("date", "/facts/date/1/1")
    assert problem.allowed == ("YYYY-MM-DD",)
    assert "不是有效日期" in problem.message.say("zh")
    assert "is not a date" in problem.message.say("en")


BAD_NAMES = {
    "empty": ("", "不得为空白", "must not be blank"),
    "blank": ("  \u3000\u00a0", "不得为空白", "must not be blank"),
    "65 code points": ("甲" * 65, "不得超过64个字符", "at most 64"),
    "65 wide code points": ("𠮷" * 65, "不得超过64个字符", "at most 64"),
    "a tab": ("王\t某", "控制字符", "control characters"),
    "a newline": ("王\n某", "控制字符", "control characters"),
    "NUL": ("王\0某", "控制字符", "control characters"),
    "escape": ("\x1b[31m王", "控制字符", "control characters"),
    "C1": ("王\x85某", "控制字符", "control characters"),
    "DEL": ("王\x7f某", "控制字符", "control characters"),
    "half a character": ("王\ud83e", "不完整的字符", "half of a character"),
    "not NFC": ("e\u0301", "NFC", "NFC"),
    "not NFC, Hangul": ("\u1112\u1161\u11ab", "NFC", "NFC"),
    "compatibility ideograph": ("\uf900", "NFC", "NFC"),
}


@pytest.mark.parametrize("kind", BAD_NAMES)
def test_what_cannot_name_anyone_is_refused_in_both_languages(law: Reasoner, kind: str) -> None:
    name, zh, en = BAD_NAMES[kind]
    problem = only(law, json.dumps(sound(deceived_by_party=[name])))
    assert (problem.code, problem.pointer) == ("name", "/facts/deceived_by_party/0")
    assert zh in problem.message.say("zh")
    assert en in problem.message.say("en")
    for shown in (problem.found or "", problem.message.say("zh"), problem.message.say("en")):
        assert shown.isprintable() or "\u3000" in name


def test_a_name_that_is_not_nfc_is_answered_with_the_one_that_is(law: Reasoner) -> None:
    assert only(law, sound(deceived_by_party=["e\u0301"])).nearest == "\u00e9"


@pytest.mark.parametrize("name", ["甲" * 64, "𠮷" * 64, "\u00e9", "a", "🦊", "दे", "\u202eabc"])
def test_a_name_of_64_code_points_in_any_script_is_a_name(name: str) -> None:
    assert name_fault(name) is None


def test_a_pair_of_half_characters_in_json_is_one_character(law: Reasoner) -> None:
    text = json.dumps(sound(serves=[["🦊", "局"]], role=[["🦊", "handler"]]), ensure_ascii=True)
    assert "\\ud83e\\udd8a" in text
    assert [p.string for p in law.solve(Case.from_bytes(text.encode())).summary.persons] == ["🦊"]


@examples(75)
@given(st.text(max_size=70))
def test_a_name_is_taken_as_it_is_or_refused(law: Reasoner, name: str) -> None:
    document = {"facts": {"knew_of_error": [name]}}
    checked = check(Case.from_data(document), law.pack)
    if name_fault(name):
        assert [p.code for p in checked.problems] == ["name"]
        assert checked.findings.stated == ()
    else:
        assert [term.arguments[0].string for term in checked.findings.stated] == [name]


def test_an_unknown_reading_is_answered_with_the_readings_there_are(law: Reasoner) -> None:
    problem = only(law, CASE + "readings:\n  corector: organ\n")
    assert (problem.code, problem.pointer, problem.line) == ("reading", "/readings/corector", 9)
    assert (problem.allowed, problem.nearest) == (tuple(READINGS), "corrector")
    assert "没有名为“corector”的争议解读" in problem.message.say("zh")
    assert "no reading named “corector”" in problem.message.say("en")


def test_an_unknown_option_is_answered_with_the_options_there_are(law: Reasoner) -> None:
    problem = only(law, CASE + "readings:\n  corrector: organs\n")
    assert (problem.code, problem.pointer, problem.line) == ("option", "/readings/corrector", 9)
    assert (problem.allowed, problem.nearest) == (("individual", "organ"), "organ")
    assert "“organs”不是 corrector 的选项" in problem.message.say("zh")
    assert "“organs” is not an option of corrector" in problem.message.say("en")


@pytest.mark.parametrize("section", ["facts", "disputed"])
def test_a_row_denied_and_stated_or_disputed_is_refused(law: Reasoner, section: str) -> None:
    text = CASE + "  harm: [small]\n"
    if section == "disputed":
        text += "disputed:\n  statutory_severity: [王某]\n"
    text += (
        f"denied:\n  {'harm: [small]' if section == 'facts' else 'statutory_severity: [王某]'}\n"
    )
    problem = only(law, text)
    name = "harm" if section == "facts" else "statutory_severity"
    assert (problem.code, problem.pointer) == ("contradiction", f"/denied/{name}/0")
    assert problem.also == (f"/{section}/{name}/0",)
    assert problem.line == len(text.splitlines())
    assert "既被否认" in problem.message.say("zh")
    assert "both denied and stated" in problem.message.say("en")


@pytest.mark.parametrize("key", ["\ud800", "\x1b[31m", "x" * 5000], ids=["half", "esc", "long"])
@pytest.mark.parametrize("section", ["facts", "disputed", "denied", "readings"])
def test_an_unknown_name_is_reported_printably_and_briefly(
    law: Reasoner, section: str, key: str
) -> None:
    rows: object = "x" if section == "readings" else ["x"]
    problem = next(p for p in faults(law, json.dumps({section: {key: rows}})) if p.found)
    assert problem.code == ("reading" if section == "readings" else "unknown_predicate")
    for shown in (problem.found or "", problem.message.say("zh"), problem.message.say("en")):
        assert shown.isprintable(), ascii(shown[:100])
        assert len(shown) < 1000


# --- All at once, and nothing twice


def test_all_faults_of_a_case_are_reported_together(law: Reasoner) -> None:
    text = """\
facts:
  organ: [[局, administrative_organ]]
  nominal_organ: [局]
  ruling: [revoked]
  loss_cause: [improper_act]
  serves: [[王某, 局]]
  role: [[王某, boss], [王某]]
  date: [[act, "2023-02-30"]]
  deceived_by_party: [""]
  harm: [none, small]
  harm: [none]
  unheard_of: [x]
  knew_of_error: [无名局]
  statutory_severity: 王某
denied:
  ruling: [revoked]
readings:
  corrector: nobody
  no_such_reading: x
"""
    found = faults(law, text)
    assert codes(found) == sorted(
        [
            "malformed",
            "duplicate_key",
            "value",
            "arity",
            "date",
            "name",
            "unknown_predicate",
            "contradiction",  # denied and stated
            "contradiction",  # harm none beside small
            "incomplete",  # an undeclared organ
            "option",
            "reading",
        ]
    )
    for problem in found:
        assert problem.pointer.startswith("/")
        assert problem.line is not None
        assert problem.message.say("zh") != problem.message.say("en")
        assert set(problem.as_json("en")) == {
            "code",
            "pointer",
            "also",
            "line",
            "found",
            "message",
            "allowed",
            "nearest",
        }


def test_the_same_row_twice_is_one_row(law: Reasoner) -> None:
    once, twice = sound(harm=["small"]), sound(harm=["small", ["small"], "small"])
    assert solve(law, once).findings == solve(law, once).findings
    assert solve(law, twice).findings.stated == solve(law, once).findings.stated
    assert [o.id for o in solve(law, twice)] == [o.id for o in solve(law, once)]


def test_the_same_disputed_row_twice_is_disputed_once(law: Reasoner) -> None:
    found = solve(law, sound(disputed={"statutory_severity": ["王某", "王某"]}))
    assert [str(fact) for fact in found.findings.disputed] == ['statutory_severity("王某")']
    assert found.count == 2


def test_a_row_both_stated_and_disputed_is_disputed(law: Reasoner) -> None:
    both = sound(statutory_severity=["王某"], disputed={"statutory_severity": ["王某"]})
    only_disputed = sound(disputed={"statutory_severity": ["王某"]})
    assert [o.id for o in solve(law, both)] == [o.id for o in solve(law, only_disputed)]


def test_what_a_case_says_and_not_how_it_is_written_makes_its_digest(law_pack: Pack) -> None:
    def digest(text: str) -> str:
        return check(Case.from_bytes(text.encode()), law_pack).findings.digest

    written = "facts:\n  harm: [none]\n  ruling: [revoked, varied]\nreadings: {corrector: organ}\n"
    again = (
        '{"title": "x", "readings": {"corrector": "organ"}, '
        '"facts": {"ruling": ["varied", ["revoked"], "varied"], "harm": ["none"]}}'
    )
    assert digest(written) == digest(again)
    others = [
        written.replace("none", "small"),
        written.replace("facts", "disputed"),
        written.replace("facts", "denied"),
        written.replace("corrector: organ", "corrector: individual"),
        written.replace(", varied", ""),
    ]
    assert len({digest(text) for text in (written, *others)}) == 1 + len(others)


# --- What a faulty row may have meant


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ("  ruling: [revokd]\n", "value"),
        ("  ruling: [[revoked, varied]]\n", "arity"),
        ("  rulling: [revoked]\n", "unknown_predicate"),
        ("  ruling: revoked\n", "malformed"),
        ("  ruling: [{a: b}]\n", "malformed"),
    ],
)
def test_what_a_faulty_row_may_have_meant_is_not_also_missing(
    law: Reasoner, rows: str, code: str
) -> None:
    assert codes(faults(law, CASE.replace("  ruling: [revoked]\n", rows))) == [code]


def test_a_faulty_row_about_something_else_hides_no_gap(law: Reasoner) -> None:
    text = CASE.replace("  ruling: [revoked]\n", "").replace("handler", "boss")
    assert codes(faults(law, text)) == ["incomplete", "value"]


@pytest.mark.parametrize(
    ("addition", "code"),
    [
        ("readings: {corrector: nobody}\n", "option"),
        ("readings: {corrector: [organ]}\n", "malformed"),
        ("readings: {corrector: organ, corrector: organ}\n", "duplicate_key"),
        ("title: [a]\n", "malformed"),
        ("title: a\ntitle: b\n", "duplicate_key"),
        ("denied: {ruling: [revokd]}\n", "value"),
        ("denied: {ruling: revoked}\n", "malformed"),
    ],
)
def test_a_fault_that_cannot_have_meant_a_finding_hides_no_gap(
    law: Reasoner, addition: str, code: str
) -> None:
    text = CASE.replace("  ruling: [revoked]\n", "") + addition
    assert codes(faults(law, text)) == sorted(["incomplete", code])


def test_a_denied_finding_states_nothing(law: Reasoner) -> None:
    case = sound(without=["ruling"], denied={"ruling": ["varied"]})
    assert codes(faults(law, case)) == ["incomplete"]
    assert faults(law, sound(denied={"role": [["李某", "leader"]], "organ": []})) == []
