"""The fact schema admits what the reader of cases admits, but for differences that are named here.

Where the schema is narrower by design, the case uses one of the liberties below. Where it is wider,
the fault is one of ``BEYOND``, which no schema can express; contradictions and what is left out
are faults of content, and no question of form.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from support.cases.sound import AWKWARD_NAMES
from support.oracles.reference.random_cases import random_case
from support.packs import LAW_FOLDER, MINI_FOLDER
from support.sampling import examples
from wenze import Case, CaseRefused
from wenze.api.law_data import vocabulary
from wenze.reasoner.case.case import SECTIONS
from wenze.reasoner.case.findings import check, name_fault
from wenze.reasoner.case.text_tree import Entries, Items, Node, Text, from_data, read
from wenze.reasoner.i18n import LANGS
from wenze.reasoner.pack import Pack, load_pack

PACKS = {folder.name: load_pack(folder) for folder in (LAW_FOLDER, MINI_FOLDER)}
LAW, MINI = PACKS.values()
each_pack = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
each_lang = pytest.mark.parametrize("lang", LANGS)

OF_FORM = {
    *("unknown_predicate", "arity", "value", "date", "name", "reading", "option", "malformed"),
}
# Messages of faults of a name that a schema cannot express.
BEYOND = {"name_not_nfc", "name_surrogate"}


def schema(pack: Pack, lang: str = "zh") -> Any:
    return vocabulary(pack, lang)


def validator(of: Any) -> Draft202012Validator:
    return Draft202012Validator(of, format_checker=Draft202012Validator.FORMAT_CHECKER)


VALIDATORS = {name: validator(schema(pack)) for name, pack in PACKS.items()}


def admitted_by_reader(pack: Pack, case: Any) -> bool:
    """Whether a case has no fault of form, those that no schema can express left out."""
    try:
        problems = check(Case.from_node(from_data(case)), pack).problems
    except CaseRefused as refusal:
        problems = tuple(refusal.problems)
    return not any(
        problem.code in OF_FORM
        and not (problem.code == "name" and name_fault(str(problem.found)) in BEYOND)
        for problem in problems
    )


# --- What the reader takes and the schema does not


def liberties(pack: Pack, case: Any) -> set[str]:
    """The liberties that a case takes which the reader grants and the schema does not."""
    if not isinstance(case, dict):
        return {"nothing at all"} if case is None else set()
    found = {"null" for key in (*SECTIONS, "readings") if key in case and case[key] is None}
    if "regulation" in case and case["regulation"] in (None, ""):
        found.add("a regulation that is not named")
    if "title" in case and isinstance(case["title"], bool | int | float | None):
        found.add("a scalar that is no string")
    for section in SECTIONS:
        for name, rows in (case.get(section) or {}).items() if has(case, section) else ():
            found |= liberties_of_rows(pack, name, rows)
    return found


def has(case: Any, section: str) -> bool:
    return isinstance(case.get(section), dict)


def liberties_of_rows(pack: Pack, name: str, rows: Any) -> set[str]:
    fact = pack.vocabulary.facts.get(name)
    if rows is None:
        return {"null"}
    if rows == [] and fact is None:
        return {"an unknown predicate without rows"}
    if rows == [] and fact is not None and not fact.args:
        return {"no rows of a fact without arguments"}
    cells = (
        [c for row in rows for c in (row if isinstance(row, list) else [row])]
        if isinstance(rows, list)
        else []
    )
    if any(isinstance(cell, bool | int | float) for cell in cells):
        return {"a scalar that is no string"}
    return set()


@pytest.mark.parametrize(
    ("case", "liberty"),
    [
        (None, "nothing at all"),
        ({"facts": None}, "null"),
        ({"readings": None}, "null"),
        ({"facts": {"late": None}}, "null"),
        ({"regulation": None}, "a regulation that is not named"),
        ({"regulation": ""}, "a regulation that is not named"),
        ({"title": 7}, "a scalar that is no string"),
        ({"title": None}, "a scalar that is no string"),
        ({"disputed": {"late": [7, True, [1.5]]}}, "a scalar that is no string"),
        ({"facts": {"nothing_like_it": []}}, "an unknown predicate without rows"),
        ({"facts": {"library_closed": []}}, "no rows of a fact without arguments"),
    ],
)
def test_each_liberty_is_taken_by_the_reader_and_not_by_the_schema(case: Any, liberty: str) -> None:
    assert liberties(MINI, case) == {liberty}
    assert check(Case.from_node(from_data(case)), MINI).problems == ()
    assert not VALIDATORS[MINI.folder.name].is_valid(case)


@pytest.mark.parametrize("name", ["e\u0301", "\ud800", "a\udfff"])
def test_what_no_schema_can_express_is_admitted_by_it_alone(name: str) -> None:
    case = {"facts": {"late": [name]}}
    assert name_fault(name) in BEYOND
    assert check(Case.from_data(case), MINI).problems
    assert VALIDATORS[MINI.folder.name].is_valid(case)


def test_contradictions_and_gaps_are_no_question_of_form() -> None:
    case = {"facts": {"late": ["甲"]}, "denied": {"late": ["甲"]}}
    assert [p.code for p in check(Case.from_data(case), MINI).problems] == ["contradiction"]
    assert VALIDATORS[MINI.folder.name].is_valid(case)
    assert VALIDATORS[MINI.folder.name].is_valid({})


def agree(pack: Pack, case: Any) -> bool:
    """Assert that schema and reader agree, and tell whether they admit the case."""
    admitted = VALIDATORS[pack.folder.name].is_valid(case)
    expected = admitted_by_reader(pack, case) and not liberties(pack, case)
    assert admitted == expected, case
    return admitted


# --- Worked cases


def as_written(node: Node) -> Any:
    """A case of YAML as JSON writes it: nothing is typed but ``true`` and what is empty."""
    match node:
        case Text():
            return True if node.is_true else None if node.is_empty else node.value
        case Items():
            return [as_written(item) for item in node.items]
        case Entries():
            return {key.value: as_written(value) for key, value in node.entries}


@each_pack
def test_worked_cases_fit_the_schema_unless_they_are_refused_for_their_form(pack: Pack) -> None:
    admitted = [
        agree(pack, as_written(read(path.read_bytes()))["case"])
        for path in sorted((pack.folder / "cases").glob("*.yaml"))
    ]
    assert admitted.count(True) > 0.9 * len(admitted) - 1


# --- Random cases


@examples(75)
@given(st.integers(0, 2**32))
def test_random_cases_of_the_law_fit_the_schema(seed: int) -> None:
    assert agree(LAW, random_case(random.Random(seed), size="rich"))


@examples(200)
@given(st.integers(0, 2**32), st.integers(1, 3))
def test_schema_and_reader_agree_on_damaged_cases_of_the_law(seed: int, times: int) -> None:
    rng = random.Random(seed)
    case: Any = random_case(rng)
    for _ in range(times):
        case = damaged(rng, case)
    agree(LAW, case)


@each_pack
@examples(200)
@given(seed=st.integers(0, 2**32), times=st.integers(0, 3))
def test_schema_and_reader_agree_on_cases_of_any_pack(pack: Pack, seed: int, times: int) -> None:
    rng = random.Random(seed)
    case: Any = drawn_from(pack, rng)
    assert agree(pack, case)
    for _ in range(times):
        case = damaged(rng, case)
    agree(pack, case)


def drawn_from(pack: Pack, rng: random.Random) -> dict[str, Any]:
    """A case of sound form whose facts are drawn from the vocabulary alone."""
    case: dict[str, Any] = {}
    for section in rng.sample(SECTIONS, rng.randint(0, 3)):
        names = rng.sample(list(pack.vocabulary.facts), rng.randint(0, 5))
        case[section] = {name: rows_of(pack, name, rng) for name in names}
    if rng.random() < 0.5:
        chosen = rng.sample(pack.readings, rng.randint(0, len(pack.readings)))
        case["readings"] = {each.id: rng.choice(each.option_ids) for each in chosen}
    if rng.random() < 0.3:
        case |= {"regulation": pack.id, "title": rng.choice(AWKWARD_NAMES)}
    return case


def rows_of(pack: Pack, name: str, rng: random.Random) -> Any:
    kinds = [pack.types[kind] for kind in pack.vocabulary.facts[name].args.values()]
    if not kinds:
        return True
    rows: list[Any] = []
    for _ in range(rng.randint(0, 3)):
        row = []
        for kind in kinds:
            pools = {
                "entity": AWKWARD_NAMES,
                "date": ("2023-02-28", "2024-02-29", "0001-01-01", "9999-12-31"),
                "word": tuple(kind.labels),
            }
            row.append(rng.choice(pools[kind.kind]))
        rows.append(row[0] if len(row) == 1 and rng.random() < 0.5 else row)
    return rows


OTHER_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, 1, -1.5, "", " ", "\u3000", "true", "none", "act", "局", "x" * 65),
    *("2023-02-29", "2023-2-1", "0000-01-01", "2023-02-28\n", "２０２３-01-01", "2023-05-04"),
    *("a\tb", "a\u0085", "\ufeff", "e\u0301", [], [[]], {}, ["a"], ["a", "b"], [["a"]], {"a": "b"}),
    *("own", "binding", "yiyuan-2022-59", "library-lending"),
)
OTHER_KEYS = (
    *("facts", "disputed", "regulation", "title", "readings", "late", "library_closed", "harm"),
    *("organ", "", "Facts", "x"),
)


def damaged(rng: random.Random, case: Any) -> Any:
    """A copy of a case with one place of it changed, left out or added to."""
    copy = json.loads(json.dumps(case))
    places = list(places_of(copy))
    if not places:
        return rng.choice(OTHER_VALUES)
    holder, key = rng.choice(places)
    match rng.choice(("replace", "replace", "drop", "add", "wrap")):
        case "replace":
            holder[key] = rng.choice(OTHER_VALUES)
        case "drop":
            del holder[key]
        case "add" if isinstance(holder, list):
            holder.insert(key, rng.choice(OTHER_VALUES))
        case "add":
            holder[rng.choice(OTHER_KEYS)] = rng.choice(OTHER_VALUES)
        case "wrap":
            holder[key] = [holder[key]]
    return copy


def places_of(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place within a value: what holds it, and the key under which."""
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    for key in keys:
        yield value, key
        yield from places_of(value[key])


def test_damage_does_not_make_the_comparison_idle() -> None:
    """Many damaged cases are admitted, many are not, and every liberty is taken by some."""
    admitted: list[bool] = []
    taken: set[str] = set()
    for seed in range(1500):
        rng = random.Random(seed)
        case = damaged(rng, damaged(rng, drawn_from(MINI, rng)))
        admitted.append(agree(MINI, case))
        taken |= liberties(MINI, case)
    assert 100 < admitted.count(True) < 1400
    assert taken == {
        "nothing at all",
        "null",
        "a regulation that is not named",
        "a scalar that is no string",
        "an unknown predicate without rows",
        "no rows of a fact without arguments",
    }


# --- The schema itself


def test_what_no_case_can_state_the_schema_does_not_admit_either() -> None:
    """The reader takes no number for a value, so that a fact about one cannot be stated."""
    types = {
        **MINI.vocabulary.types,
        "day": MINI.types["day"].model_copy(update={"kind": "number"}),
    }
    pack = Pack(
        folder=MINI.folder,
        digest=MINI.digest,
        text_digest=MINI.text_digest,
        about=MINI.about,
        vocabulary=MINI.vocabulary.model_copy(update={"types": types}),
        readings=MINI.readings,
        word_list=MINI.word_list,
        articles=MINI.articles,
    )
    for value in ("1", 1, "2023-01-01"):
        case = {"facts": {"loan": [["甲", value]]}}
        assert [p.code for p in check(Case.from_data(case), pack).problems] == ["value"]
        assert not validator(schema(pack)).is_valid(case)


@each_pack
@each_lang
def test_the_schema_is_one_and_the_same_each_time(pack: Pack, lang: str) -> None:
    found = schema(pack, lang)
    Draft202012Validator.check_schema(found)
    assert json.loads(json.dumps(found)) == found
    assert json.dumps(found) == json.dumps(schema(pack, lang))


@each_pack
def test_a_row_of_one_value_may_stand_without_brackets_and_no_other(pack: Pack) -> None:
    for name, fact in pack.vocabulary.facts.items():
        rows = rows_of(pack, name, random.Random(1))
        for row in rows if isinstance(rows, list) else ():
            bare, *rest = row if isinstance(row, list) else [row]
            assert agree(pack, {"facts": {name: [[bare, *rest]]}})
            assert agree(pack, {"facts": {name: [bare]}}) is (len(fact.args) == 1)
            assert not agree(pack, {"facts": {name: [[bare, *rest, "x"]]}})
            assert not agree(pack, {"facts": {name: True}})


@each_pack
@each_lang
def test_forms_find_all_they_need(pack: Pack, lang: str) -> None:
    found = schema(pack, lang)
    groups = found["x-wenze"]["groups"]
    assert [group["id"] for group in groups] == list(pack.vocabulary.groups)
    facts = found["$defs"]["section"]["properties"]
    assert list(facts) == list(pack.vocabulary.facts)
    for name, fact in pack.vocabulary.facts.items():
        assert facts[name] == {"$ref": f"#/$defs/fact.{name}"}
        told = found["$defs"][f"fact.{name}"]["x-wenze"]
        assert told["group"] in pack.vocabulary.groups
        assert told["provisions"] == list(fact.provisions)
        assert told["question"] == fact.question.said.say(lang)
        assert told["statement"] == fact.statement.said.say(lang)
        assert [(a["name"], a["type"]) for a in told["arguments"]] == list(fact.args.items())
        for argument in told["arguments"]:
            kind = found["$defs"][f"type.{argument['type']}"]
            assert kind["x-wenze"]["kind"] == pack.types[argument["type"]].kind
            assert kind["title"] == argument["label"]


def test_words_and_options_bear_their_labels_in_the_language_asked_for() -> None:
    rain, snow = schema(MINI, "zh")["$defs"]["type.weather"]["oneOf"]
    assert (rain, snow) == ({"const": "rain", "title": "下雨"}, {"const": "snow", "title": "下雪"})
    illness = schema(MINI, "en")["properties"]["readings"]["properties"]["illness"]
    assert illness["title"] == "Whose illness counts?"
    assert illness["oneOf"][1] == {"const": "household", "title": "Illness at home too"}
