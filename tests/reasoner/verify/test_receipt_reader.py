"""Receipts from outside: read in every form they are given in, refused cleanly otherwise."""

from __future__ import annotations

import json
from contextlib import suppress
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.cases.sound import COLLISION, codes, sound
from support.packs import LAW_FOLDER
from support.sampling import examples
from wenze import Case, CaseRefused, Problem, Reasoner
from wenze.reasoner.case.text_tree import MAX_ROWS
from wenze.reasoner.inquiry.atlas.atlas import atlas
from wenze.reasoner.inquiry.compare.compare import NamedCase
from wenze.reasoner.inquiry.consistency.decided import Decided
from wenze.reasoner.verify.receipt_reader import MAX_RECEIPT, read_receipt, receipt_of


@cache
def _answered() -> str:
    case = Case.from_data(sound(**COLLISION))
    return json.dumps(Reasoner(LAW_FOLDER).outcomes(case, "zh", 4), ensure_ascii=False)


def answer() -> Any:
    """An answer with its receipt, to be altered at will."""
    return json.loads(_answered())


def stream(told: dict[str, Any]) -> list[str]:
    """An answer as a stream of outcomes."""
    outcomes, receipt = told.pop("outcomes"), told.pop("receipt")
    return [
        json.dumps(line, ensure_ascii=False)
        for line in (
            {"answer": told},
            *({"outcome": outcome} for outcome in outcomes),
            {"receipt": receipt},
        )
    ]


def refused(content: object) -> list[Problem]:
    """What is wrong with what is given as bytes or as data."""
    with pytest.raises(CaseRefused) as refusal:
        read_receipt(content) if isinstance(content, bytes) else receipt_of(content)
    assert refusal.value.problems
    for problem in refusal.value.problems:
        assert problem.message.say("zh") != problem.message.say("en")
    return list(refusal.value.problems)


# --- The forms there are


def test_an_answer_a_receipt_and_a_stream_are_read_alike() -> None:
    whole = read_receipt(_answered().encode())
    assert (whole.altered, whole.genuine) == ((), True)
    assert whole.listed == answer()["outcomes"]
    streamed = read_receipt("\n".join([*stream(answer()), ""]).encode())
    assert streamed == whole
    alone = read_receipt(json.dumps(answer()["receipt"]).encode())
    assert (alone.receipt, alone.case, alone.genuine) == (whole.receipt, whole.case, True)
    assert (alone.answer, alone.altered, alone.listed) == (None, (), None)
    assert receipt_of({"receipt": answer()["receipt"]}) == alone
    assert receipt_of(answer()) == whole


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("lead", ["", "\ufeff", "\n \n"])
def test_white_space_changes_nothing(indent: int | None, lead: str) -> None:
    text = json.dumps(answer(), ensure_ascii=False, indent=indent)
    assert read_receipt(f"{lead}{text}\n".encode()) == read_receipt(_answered().encode())


def test_a_stream_may_have_blank_lines_and_no_end_of_line_at_its_end() -> None:
    lines = "\r\n\n".join(stream(answer()))
    assert read_receipt(lines.encode()) == read_receipt(_answered().encode())


def test_a_line_separator_of_unicode_ends_no_line_of_a_stream() -> None:
    case = {**sound(), "title": "a\u2028b"}
    told = Reasoner(LAW_FOLDER).outcomes(Case.from_data(case))
    lines = stream(json.loads(json.dumps(told)))
    assert "\u2028" in lines[-1]
    assert read_receipt("\n".join(lines).encode()).altered == ()


# --- What is altered


def test_an_answer_that_is_not_the_receipt_s_is_told_by_the_member() -> None:
    for member in answer().keys() - {"receipt"}:
        told = answer()
        del told[member]
        assert receipt_of(told).altered == (member,)
        assert receipt_of({**answer(), member: {"x": 1}}).altered == (member,)
        told = answer()
        del told["receipt"]["parts"][member]
        assert receipt_of(told).altered == (member,)
        assert not receipt_of(told).genuine


def test_a_member_that_is_added_is_told() -> None:
    assert receipt_of({**answer(), "note": "signed"}).altered == ("note",)


@pytest.mark.parametrize("member", ["case", "case_digest", "parts", "answer"])
def test_a_receipt_that_does_not_agree_with_itself_is_not_genuine(member: str) -> None:
    told = answer()["receipt"]
    zeros = f"sha256:{'0' * 64}"
    told[member] = {
        "case": {**told["case"], "title": "another"},
        "parts": {**told["parts"], "persons": zeros},
    }.get(member, zeros)
    assert not receipt_of(told).genuine


# --- What is refused


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"{}",
        b'"receipt"',
        b"facts: {}",
        b"[" * 200_000,
        b'{"receipt":' * 200_000,
        b'{"receipt": {}}',
        b'{"receipt": []}',
        b'{"receipt": null, "outcomes": []}',
        b'{"receipt": {"asked": NaN}}',
        b'{"receipt": {"asked": 1e999}}',
        b'{"receipt": {"asked": ' + b"9" * 5000 + b"}}",
        b'{"receipt": {"asked": {"call": "outcomes"}}, "receipt": {}}',
        b'{"answer": {}}',
        b'{"answer": {}}\n{"outcome": {}}',
        b'{"answer": {}}\n{"outcome": {}, "x": 1}\n{"receipt": {"asked": 1}}',
        b'{"answer": {}}\n{"receipt": {"asked": 1}}\n{"outcome": {}}',
        b'{"answer": {}}\n{"problem": {}}',
        b'{"answer": {}}\n[]\n{"receipt": {"asked": 1}}',
        b'{"answer": {"receipt": 1}}\n{"receipt": {"asked": 1}}',
        b'{"answer": {}}\n{"receipt": ',
    ],
)
def test_garbage_is_refused(content: bytes) -> None:
    refused(content)


def test_data_that_json_does_not_have_is_refused() -> None:
    for value in ({1, 2}, object(), float("nan"), {1: 2, "a": 3}):
        refused({**answer(), "x": value})
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    refused({**answer(), "x": deep})
    refused({"receipt": {**answer()["receipt"], "case": {"facts": deep}}})


def test_what_is_larger_than_any_answer_is_not_read() -> None:
    assert codes(refused(b" " * (MAX_RECEIPT + 1))) == ["too_large"]


def test_a_receipt_that_is_stuffed_is_too_large() -> None:
    for name in ("parts", "engines", "x"):
        stuffed = {**answer()["receipt"], name: {str(n): None for n in range(200_000)}}
        assert codes(refused({"receipt": stuffed})) == ["too_large"]


def test_the_case_in_a_receipt_has_the_bounds_of_a_case_file() -> None:
    def with_case(case: object) -> object:
        return {**answer()["receipt"], "case": case}

    rows = [[str(number)] for number in range(MAX_ROWS + 1)]
    nested: Any = "x"
    for _ in range(20):
        nested = [nested]
    for case, code in (
        ({"facts": {"ruling": rows}}, "too_large"),
        ({"title": "x" * (5 * 1024 * 1024)}, "too_large"),
        ({"facts": nested}, "malformed"),
    ):
        [problem] = refused(with_case(case))
        assert problem.code == code
        assert problem.pointer.startswith("/case")
    few: Any = with_case({"facts": {"ruling": [["a"], ["b"]]}})
    with pytest.raises(CaseRefused):
        receipt_of(few, most_rows=1)


@pytest.mark.parametrize(
    ("pointer", "value", "code"),
    [
        ("/asked", None, "malformed"),
        ("/asked/call", "outcome", "malformed"),
        ("/asked/limit", -1, "malformed"),
        ("/asked/limit", "4", "malformed"),
        ("/asked/limit", True, "malformed"),
        ("/asked/lang", "fr", "malformed"),
        ("/asked/others", 1, "malformed"),
        ("/case", [], "malformed"),
        ("/case_digest", "sha256:", "malformed"),
        ("/pack/id", 1, "malformed"),
        ("/pack/digest", "md5:0", "malformed"),
        ("/engines/clingo", 5.8, "malformed"),
        ("/exhausted", 1, "malformed"),
        ("/parts/persons", "sha256:" + "G" * 64, "malformed"),
        ("/answer", f"sha256:{'0' * 64}\n", "malformed"),
        ("/made", "today", "malformed"),
    ],
)
@pytest.mark.parametrize("place", ["", "/receipt"])
def test_each_fault_is_told_with_its_place(
    place: str, pointer: str, value: object, code: str
) -> None:
    receipt = answer()["receipt"]
    *way, last = pointer.split("/")[1:]
    inner = receipt
    for step in way:
        inner = inner[step]
    inner[last] = value
    [problem] = refused({"receipt": receipt, "outcomes": []} if place else receipt)
    # With an unknown call nobody knows what else should be there.
    assert problem.pointer == f"{place}{pointer.removesuffix('/call')}"
    assert problem.code == code


def test_what_is_missing_is_told_all_together() -> None:
    receipt = answer()["receipt"]
    for name in ("asked", "parts", "answer"):
        del receipt[name]
    del receipt["pack"]["version"]
    problems = refused(receipt)
    assert codes(problems) == ["incomplete"] * 4
    assert [p.pointer for p in problems] == ["/asked", "/pack/version", "/parts", "/answer"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def spots(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a value but itself."""
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for step, inner in steps:
        found.append((*way, step))
        if isinstance(inner, dict | list):
            found += spots(inner, (*way, step))
    return found


@examples(75)
@given(st.data())
def test_any_change_is_read_or_refused_and_never_a_crash(data: st.DataObject) -> None:
    told = answer()
    part = told if data.draw(st.booleans()) else told["receipt"]
    *way, last = data.draw(st.sampled_from(spots(part)))
    inner = part
    for step in way:
        inner = inner[step]
    inner[last] = data.draw(JSON)
    with suppress(CaseRefused):
        found = receipt_of(told)
        same = {**told, "receipt": None} == {**answer(), "receipt": None}
        assert same or found.altered


# --- What has no single case


def test_answers_about_several_cases_or_none_are_refused_with_the_reason(mini: Reasoner) -> None:
    case = Case.from_data({"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"]}})
    decided = [Decided(case, {"张三": "charged"})]
    for told in (
        mini.consistency(decided).as_json("en"),
        mini.compare(mini, [NamedCase("0", case)]).as_json("en"),
    ):
        for sent in (told, told["receipt"]):
            [problem] = refused(json.loads(json.dumps(sent)))
            assert "several cases" in problem.message.say("en")
    [problem] = refused(json.loads(json.dumps(atlas(mini.pack).as_json("en"))))
    assert "an atlas has none" in problem.message.say("en")


@pytest.mark.parametrize("outcomes", [["1-0"], ["1-0", "2-0", "3-0"], "1-0", [1, 2]])
def test_a_contrast_is_of_two_outcomes_or_of_none(outcomes: object) -> None:
    told = answer()["receipt"]
    told["asked"] = {"call": "contrast", "outcomes": outcomes, "lang": "zh"}
    assert all(p.pointer.startswith("/asked/outcomes") for p in refused(told))
