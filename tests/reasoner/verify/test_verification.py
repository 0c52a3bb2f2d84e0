"""Checking receipts: the same answer is called the same, and whatever differs is told."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.cases.sound import COLLISION, codes, sound
from support.packs import LAW_FOLDER, MINI_FOLDER, broken
from support.sampling import few
from wenze import Case, Outcomes, Reasoner
from wenze.reasoner.answer.why import explain
from wenze.reasoner.explanation import proofs
from wenze.reasoner.inquiry.contrast.contrast import contrast
from wenze.reasoner.inquiry.contrast.decision_tree import decisions
from wenze.reasoner.inquiry.relevance.relevance import relevance
from wenze.reasoner.inquiry.review.review import review
from wenze.reasoner.inquiry.what_if.what_if import what_if
from wenze.reasoner.proof.bridge import ProverMissing
from wenze.reasoner.proof.steps import CertificateFailed
from wenze.reasoner.verify.diff import MOST
from wenze.reasoner.verify.receipt_reader import receipt_of
from wenze.reasoner.verify.verification import Verification, verify_receipt

EXEMPTED = 'disposition("王某",exempted)'
DOCUMENT = sound(**COLLISION, disputed={"statutory_severity": ["王某"]})
LAW = Reasoner(LAW_FOLDER)


@cache
def _answered(limit: int, lang: Any) -> str:
    return json.dumps(LAW.outcomes(Case.from_data(DOCUMENT), lang, limit))


def answer(limit: int = 100, lang: str = "zh") -> Any:
    """An answer with its receipt, to be altered at will."""
    return json.loads(_answered(limit, lang))


@cache
def _explained(holds: bool, others: int) -> str:
    found = LAW.solve(Case.from_data(DOCUMENT))
    return json.dumps(explain(found, EXEMPTED, None, holds=holds, others=others).as_json("en"))


def explained(holds: bool = True, others: int = 0) -> Any:
    """Reasons with their receipt, to be altered at will."""
    return json.loads(_explained(holds, others))


def verified(told: object, reasoner: Reasoner = LAW) -> Verification:
    """What comes of checking; said in both languages, as JSON."""
    found = verify_receipt(receipt_of(told), reasoner)
    for lang in ("zh", "en"):
        said = found.as_json(lang)
        assert json.loads(json.dumps(said)) == said
        assert said["same"] is found.same
    return found


def remarks(found: Verification) -> list[str]:
    return [remark.code for remark in found.remarks]


# --- The same


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("limit", [0, 1, 7, 1000])
def test_an_answer_comes_out_the_same(limit: int, lang: str) -> None:
    told = answer(limit, lang)
    for given in (told, told["receipt"]):
        found = verified(given)
        assert found.same
        assert (found.remarks, found.parts, found.refused) == ((), (), ())
        assert found.places.count == found.gained.count == found.lost.count == 0


@pytest.mark.parametrize(("holds", "others"), [(True, 0), (True, 3), (False, 0)])
def test_reasons_come_out_the_same(holds: bool, others: int) -> None:
    told = explained(holds, others)
    for given in (told, told["receipt"]):
        assert verified(given).same
        assert verified(given).remarks == ()


def test_a_case_of_another_law_is_checked_by_the_same_code(mini: Reasoner) -> None:
    case = {"facts": {"loan": [["张三", "2030-03-01"]]}, "disputed": {"late": ["张三"]}}
    told = mini.outcomes(Case.from_data(case), "en")
    assert verified(told, mini).same


def test_engines_of_other_versions_are_remarked_on_and_no_fault() -> None:
    told = answer()
    told["receipt"]["engines"] = {"clingo": "4.0", "wenze": told["receipt"]["engines"]["wenze"]}
    found = verified(told)
    assert found.same
    assert [(r.code, r.fault) for r in found.remarks] == [("engine", False)] * 2
    assert {r.was for r in found.remarks} == {"4.0", None}


def test_an_answer_whose_count_is_not_known_comes_out_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("wenze.reasoner.solver.outcomes.Outcomes.count", None)
    told = Reasoner(LAW.pack).outcomes(Case.from_data(DOCUMENT))
    assert verified(told, Reasoner(LAW.pack)).same


# --- An answer that was altered


def altered(change: Callable[[Any], object]) -> Verification:
    told = answer()
    change(told)
    found = verified(told)
    assert not found.same
    assert remarks(found) == ["altered"]
    assert found.parts == ()
    return found


def test_a_verdict_that_was_altered_is_found() -> None:
    found = altered(lambda told: told["persons"]["王某"]["dispositions"].remove("exempted"))
    assert found.places.first == ["/persons/王某/dispositions/0"]


def test_an_outcome_that_was_taken_away_is_named() -> None:
    taken = answer()["outcomes"][5]["id"]
    found = altered(lambda told: told["outcomes"].pop(5))
    assert (found.gained.first, found.lost.count) == ([taken], 0)


def test_an_outcome_that_was_made_up_is_named() -> None:
    made_up = copy.deepcopy(answer()["outcomes"][0])
    made_up["id"] = "1-made-up"
    made_up["conclusions"][0]["atom"] = "pardoned"
    found = altered(lambda told: told["outcomes"].append(made_up))
    assert (found.gained.count, found.lost.first) == (0, ["1-made-up"])


def test_many_differences_are_counted_and_a_few_shown() -> None:
    def reword(told: Any) -> None:
        for outcome in told["outcomes"]:
            for conclusion in outcome["conclusions"]:
                conclusion["text"] = ""

    found = altered(reword)
    said: Any = found.as_json("en")["places"]
    assert said["count"] == sum(len(o["conclusions"]) for o in answer()["outcomes"])
    assert len(said["first"]) == MOST


def test_a_member_that_was_taken_away_is_found() -> None:
    found = altered(lambda told: told.pop("assumptions"))
    assert found.places.first == ["/assumptions"]


def test_reasons_that_were_altered_are_found() -> None:
    told = explained()
    root = told["root"]
    told["nodes"][root]["text"] = "because"
    found = verified(told)
    assert (found.same, remarks(found)) == (False, ["altered"])
    assert found.places.first == [f"/nodes/{root}/text"]


# --- A receipt that was altered


def with_receipt(**members: Any) -> dict[str, Any]:
    told = answer()
    told["receipt"] |= members
    return dict(told)


ZEROS = f"sha256:{'0' * 64}"


@pytest.mark.parametrize(
    ("members", "found"),
    [
        ({"case_digest": ZEROS}, ["receipt"]),
        ({"answer": ZEROS}, ["receipt"]),
        ({"exhausted": False}, ["exhausted"]),
    ],
)
def test_a_receipt_that_was_altered_is_found(members: dict[str, Any], found: list[str]) -> None:
    checked = verified(with_receipt(**members))
    assert (checked.same, remarks(checked)) == (False, found)


def test_an_answer_forged_with_its_receipt_does_not_come_out() -> None:
    """Whoever alters both so that they agree is found out by asking again."""
    other = LAW.outcomes(Case.from_data(sound(**COLLISION)), "zh")
    receipt: Any = other["receipt"]
    forged = {name: receipt[name] for name in ("parts", "answer")}
    told = {**other, "receipt": {**answer()["receipt"], **forged}}
    found = verified(told)
    assert (found.same, remarks(found)) == (False, ["parts"])
    assert {"outcomes", "persons"} & set(found.parts)
    assert found.gained.count
    assert verified(told["receipt"]).parts == found.parts


@pytest.mark.parametrize("member", ["complete", "outcome_count", "certified", "dropped"])
def test_a_whole_answer_s_receipt_may_lack_no_member(member: str) -> None:
    receipt = answer()["receipt"]
    del receipt["parts"][member]
    assert set(remarks(verified(receipt))) == {"receipt", "parts"}


def test_names_that_are_made_up_are_shown_safely() -> None:
    receipt = answer()["receipt"]
    receipt["parts"]["\x1b[31m" + "x" * 100_000] = ZEROS
    receipt["engines"]["\x1b]0;"] = "\x07"
    said = json.dumps(verified(receipt).as_json("en")["remarks"])
    messages = [remark.words.say("en") for remark in verified(receipt).remarks]
    assert "\\u001b" not in json.dumps(messages)
    assert len(json.dumps(messages)) < len(said) + 1000 < 10_000


# --- Another law


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(LAW_FOLDER, tmp_path / LAW_FOLDER.name))


def edited(folder: Path, file: str, old: str, new: str) -> Reasoner:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return Reasoner(folder)


def test_a_law_that_says_the_same_in_other_bytes_changes_ids_alone(folder: Path) -> None:
    law = edited(folder, "articles/01.lp", "%! provision", "% A comment.\n%! provision")
    found = verified(answer(), law)
    assert (found.same, remarks(found)) == (False, ["pack", "parts"])
    assert set(found.parts) == {"regulation", "outcomes"}
    assert (found.gained.count, found.lost.count) == (0, 0)
    assert found.places.count == len(answer()["outcomes"]) + 1
    assert {place.split("/")[-1] for place in found.places.first} <= {"id", "digest"}


def test_another_version_and_another_text_are_told(folder: Path) -> None:
    (folder / "source.txt").write_text("另一文本", encoding="utf-8")
    version = LAW.pack.about.version
    found = verified(answer(), edited(folder, "pack.yaml", version, "9.9.9"))
    told = {remark.code: (remark.was, remark.now) for remark in found.remarks}
    assert told["version"] == (version, "9.9.9")
    assert told["text"][0] == LAW.pack.text_digest != told["text"][1]
    assert not found.same


def test_another_official_text_alone_is_a_fault(folder: Path) -> None:
    (folder / "source.txt").write_text("另一文本", encoding="utf-8")
    found = verified(answer(), Reasoner(folder))
    assert (found.same, remarks(found), found.parts) == (False, ["text"], ())


def test_a_law_that_decides_otherwise_gains_and_loses_outcomes(tmp_path: Path) -> None:
    case = {"facts": {"loan": [["张三", "2030-03-01"]], "late": ["张三"], "ill": ["张三"]}}
    told: Any = Reasoner(MINI_FOLDER).outcomes(Case.from_data(case), "en")
    rule = "waived(Borrower) :- choice(Borrower, waive)."
    never = rule.replace("waive)", "waive), not late(Borrower)")
    found = verified(told, Reasoner(broken(MINI_FOLDER, tmp_path, ("articles/02.lp", rule, never))))
    waived = [
        outcome["id"]
        for outcome in told["outcomes"]
        if any(each["atom"] == 'fee("张三",waived)' for each in outcome["conclusions"])
    ]
    assert waived
    assert not found.same
    assert found.lost.first == waived


def test_a_receipt_of_another_law_is_refused_with_its_reasons(mini: Reasoner) -> None:
    found = verified(answer(), mini)
    assert not found.same
    assert "pack" in remarks(found)
    assert "value" in codes(found.refused)
    assert found.refused[0].pointer == "/case/regulation"


def test_reasons_in_an_outcome_that_there_is_not_any_more_are_refused(folder: Path) -> None:
    law = edited(folder, "articles/01.lp", "%! provision", "% A comment.\n%! provision")
    found = verified(explained(), law)
    assert not found.same
    assert [problem.pointer for problem in found.refused] == ["/asked/outcome"]


@pytest.mark.parametrize(
    "asked",
    [
        {"conclusion": "f(" * 20_000},
        {"conclusion": "no_such(1)"},
        {"conclusion": 'disposition("王某",lenient)'},
        {"outcome": "9" * 100_000},
        {"outcome": "1-0"},
        {"call": "why-not"},
    ],
)
def test_a_question_that_has_no_answer_is_refused(asked: dict[str, str]) -> None:
    told = explained()["receipt"]
    told["asked"] |= asked
    found = verified(told)
    assert not found.same
    assert {p.pointer for p in found.refused} <= {"/asked/conclusion", "/asked/outcome"}
    assert found.refused


# --- What cannot be checked


def test_without_the_second_engine_reasons_cannot_be_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing() -> None:
        raise ProverMissing

    monkeypatch.setattr("wenze.reasoner.proof.bridge._prolog", missing)
    monkeypatch.setattr("wenze.reasoner.proof.bridge._version", missing)
    monkeypatch.setattr(proofs, "_prover", proofs._prover.__wrapped__)
    with pytest.raises(ProverMissing):
        verified(explained(), Reasoner(LAW.pack))
    found = verified(answer(), Reasoner(LAW.pack))
    assert set(found.parts) == {"certified", "assumptions"}


def test_an_answer_that_is_not_confirmed_now_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object) -> None:
        raise CertificateFailed(("a",), ())

    monkeypatch.setattr("wenze.reasoner.answer.outcomes_answer.certificate", failing)
    with pytest.raises(CertificateFailed):
        verified(answer())


def test_a_limit_past_all_outcomes_holds_up_nothing() -> None:
    told = LAW.outcomes(Case.from_data(DOCUMENT), "zh", 10**30)
    assert verified(json.loads(json.dumps(told))).same


# --- Answers to other questions


ASKED = Case.from_data(sound(**COLLISION))
MADE: dict[str, Callable[[Outcomes], Any]] = {
    "contrast": lambda found: contrast(found, found.at(1).id, found.at(2).id),
    "decisions": decisions,
    "what-if": lambda found: what_if(found, persons=["王某"], pairs=False),
    "relevance": lambda found: relevance(found, limit=3),
    "review": lambda found: review(found, {"王某": "exempted"}),
    "schools": lambda _: LAW.schools(ASKED, ["text", "organ"]),
}


@cache
def _inquired(name: str) -> str:
    return json.dumps(MADE[name](LAW.solve(ASKED)).as_json("en"))


@pytest.mark.parametrize("name", few(MADE, every=2))
def test_every_answer_about_one_case_comes_out_the_same(name: str) -> None:
    told = json.loads(_inquired(name))
    assert verified(told).remarks == ()
    told["exhausted"] = "altered"
    found = verified(told["receipt"])
    assert (found.same, found.remarks, found.parts) == (True, (), ())
    changed = verified(told)
    assert (changed.same, remarks(changed)) == (False, ["altered"])
    assert changed.places.first == ["/exhausted"]
    assert changed.gained.count == changed.lost.count == 0


@pytest.mark.parametrize(
    ("name", "asked", "pointer"),
    [
        ("contrast", {"outcomes": ["1-0", "2-0"]}, "/asked/outcomes/0"),
        ("what-if", {"persons": ["王某", "李某"]}, "/asked/persons/1"),
        ("review", {"decision": {"李某": "exempted"}}, "/asked/decision/李某"),
        ("review", {"decision": {}}, "/asked/decision"),
        ("schools", {"schools": ["text", "none"]}, "/asked/schools/1"),
    ],
)
def test_what_can_no_longer_be_asked_is_refused_with_its_place(
    name: str, asked: dict[str, Any], pointer: str
) -> None:
    told = json.loads(_inquired(name))["receipt"]
    told["asked"] |= asked
    found = verified(told)
    assert not found.same
    assert [problem.pointer for problem in found.refused] == [pointer]


@pytest.mark.parametrize("name", ["contrast", "schools"])
def test_a_case_that_is_refused_now_is_refused_where_it_stands(name: str) -> None:
    told = json.loads(_inquired(name))["receipt"]
    told["case"]["facts"]["role"] = [["王某", "nobody"]]
    assert "/case/facts/role/0/1" in {p.pointer for p in verified(told).refused}


def test_an_answer_that_was_broken_off_is_told_from_one_that_was_altered() -> None:
    found = LAW.solve(ASKED)
    told = json.loads(json.dumps(what_if(found, 1e-6).as_json("en")))
    checked = verified(told)
    assert not checked.same  # now there is more of it
    assert [(r.code, r.fault) for r in checked.remarks] == [("broken_off", False), ("parts", True)]


def test_schools_that_were_not_all_reached_are_told_from_an_answer_that_was_altered(
    mini: Reasoner,
) -> None:
    lent = {"facts": {"loan": [["张三", "2023-05-01"]], "late": ["张三"]}}
    case = Case.from_data({"regulation": mini.pack.id, **lent})
    whole = mini.schools(case)
    part = replace(whole, under=(), unreached=mini.pack.schools, complete=False)
    checked = verified(part.as_json("en"), mini)
    assert [(r.code, r.fault) for r in checked.remarks] == [("broken_off", False), ("parts", True)]
