"""What a proof says of what is absent: short, near to the facts, and with the reading that could
have made a difference.
"""

from __future__ import annotations

from typing import Any

import pytest

from support.cases.sound import COLLISION, solve, sound
from support.packs import LAW_FOLDER, MINI_FOLDER
from wenze import Case, Reasoner
from wenze.reasoner.atoms import read_atom
from wenze.reasoner.case.outcome_selector import OutcomeSelector
from wenze.reasoner.explanation.proof_graph import Node, Proof
from wenze.reasoner.explanation.proofs import Proofs

LAW = Reasoner(LAW_FOLDER)


def proof_of(conclusion: str, case: dict[str, Any]) -> Proof:
    """Why a conclusion holds in the first outcome that has it."""
    symbol = read_atom(conclusion)
    with Proofs(solve(LAW, case)) as proofs:
        outcome = proofs.first_where(symbol, holds=True)
        assert outcome is not None
        proof = proofs.why(symbol, outcome)
    assert proof is not None
    return proof


def absence(proof: Proof, atom: str) -> Node:
    """What a proof says of an atom that is absent."""
    [node] = [node for node in proof if node.kind == "absent" and node.atom == atom]
    return node


def reasons(node: Node, lang: str = "zh") -> list[str]:
    return [words.say(lang) for words in node.detail]


EXEMPTED = 'disposition("王某",exempted)'
NO_GROUND = 'disposition("王某",no_ground)'
FALLEN = 'defeated("王某",exemption)'


@pytest.fixture(scope="module")
def plain() -> Proof:
    """An exemption that nothing opposes."""
    return proof_of(EXEMPTED, sound(deceived_by_party=["王某"]))


@pytest.fixture(scope="module")
def collision() -> Proof:
    """An exemption that prevails over an aggravation."""
    return proof_of(EXEMPTED, sound(**COLLISION))


def test_what_no_fact_supports_is_told_by_its_facts_in_one_line_under_all_its_provisions(
    plain: Proof,
) -> None:
    assert reasons(absence(plain, 'below_threshold("王某")')) == [
        "案件没有陈述：“败诉并非王某的主观原因所致”、"
        "“王某在造成败诉的行为中的过错程度为一般过失”〔第二条、第三条第（二）项、第九条〕"
    ]


def test_no_reading_is_told_of_where_a_fact_is_missing_as_well(plain: Proof) -> None:
    [reason] = reasons(absence(plain, 'displaced("王某")'))
    assert reason == "案件没有陈述：“王某是党政领导干部”〔第十四条第二款第二句〕"


def test_a_clash_that_does_not_arise_is_told_by_the_circumstance_that_is_missing(
    plain: Proof,
) -> None:
    [reason] = reasons(absence(plain, FALLEN))
    assert reason == "不能认定“王某具有第十三条第（某）项所列情节”〔第十一条、第十三条〕"


def test_what_a_reading_alone_kept_from_holding_shows_the_circumstance_and_the_reading(
    collision: Proof,
) -> None:
    [reason] = reasons(absence(collision, FALLEN))
    assert "王某阻碍、干扰责任调查、追究（弄虚作假），属从重情节" in reason
    assert (
        "如何处理？须采“从重情节优先”、“相互抵销”或者“逐人综合判断”，而本结果采“免责情节优先”"
        in reason
    )


def test_the_same_is_told_in_english(collision: Proof) -> None:
    [reason] = reasons(absence(collision, FALLEN), "en")
    assert "王某 obstructed the accountability inquiry by falsification" in reason
    assert (
        "It would have to be “The aggravation prevails”, “The two cancel each other” or "
        "“Assessed person by person”; the option taken here is “The exemption prevails”" in reason
    )


def test_want_of_a_ground_is_told_sentence_by_sentence_of_the_article() -> None:
    late = [["act", "2024-12-16"], ["judgment", "2025-02-01"], ["decision", "2025-03-01"]]
    proof = proof_of(NO_GROUND, sound(date=late))
    first, second = reasons(absence(proof, 'grounded("王某")'))
    assert "不符合：2024-12-16 ≤ 2024-12-15" in first
    assert first.endswith("〔第六条第一句、第十九条〕")
    assert "“败诉的原因包括应诉不力”" in second
    assert second.endswith("〔第六条第二句〕")


def test_what_keeps_a_ground_away_is_told_with_its_reading_and_its_provision() -> None:
    proof = proof_of(NO_GROUND, sound(fault=[["王某", "ordinary"]]))
    [reason] = reasons(absence(proof, 'grounded("王某")'))
    assert reason.startswith("已认定：王某仅有一般过失")
    assert "采“须有故意或者重大过失”" in reason
    assert reason.endswith("〔第三条第（二）项、第六条〕")


def test_a_disputed_fact_and_a_denied_one_are_not_called_unstated() -> None:
    case = sound(disputed={"leading_cadre": ["王某"]}, denied={"no_subjective_cause": ["王某"]})
    unfound = OutcomeSelector(disputed={'leading_cadre("王某")': False})
    proof = LAW.why(Case.from_data(case), 'disposition("王某",ordinary)', unfound).proof
    [displaced] = reasons(absence(proof, 'displaced("王某")'))
    assert displaced.startswith("有争议，本结果未予认定：“王某是党政领导干部”")
    [below] = reasons(absence(proof, 'below_threshold("王某")'))
    assert "案件已作否定认定：“败诉并非王某的主观原因所致”" in below


@pytest.mark.parametrize(
    ("case", "articles"),
    [
        (sound(no_subjective_cause=["王某"]), {2, 6, 9}),
        (
            sound(
                implementing_organ=["公司"],
                organ=[["局", "administrative_organ"], ["公司", "other_body"]],
            ),
            {6, 7},
        ),
    ],
    ids=["no subjective cause", "another body answers"],
)
def test_want_of_a_ground_cites_what_its_absence_comes_to_and_names_no_other_basis(
    case: dict[str, Any], articles: set[int]
) -> None:
    proof = proof_of(NO_GROUND, case)
    root = proof.nodes[proof.root]
    assert {provision.article for provision in root.provisions} == articles
    assert root.detail == ()


def test_a_reading_gives_its_argument_and_what_it_rests_on(plain: Proof) -> None:
    [reading] = [node for node in plain if node.kind == "reading"]
    argument, rests_on = reading.detail
    assert argument.say("zh").startswith("理由：")
    assert rests_on.say("en").startswith("Resting on: ")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_facts_of_which_a_step_is_made_are_told_in_their_own_words(lang: str) -> None:
    """The engine's own predicates, by which facts are stated, are nobody's words."""
    lending = Reasoner(MINI_FOLDER)
    facts = {"loan": [["张三", "2030-03-01"]], "late": ["张三"], "household_ill": ["张三"]}
    explanation = lending.why(Case.from_data({"facts": facts}), 'fee("张三",charged)')
    said = [words.say(lang) for node in explanation.proof for words in (node.text, *node.detail)]
    assert any({"zh": "张三逾期归还", "en": "late"}[lang] in text for text in said)
    assert not any("stated(" in text for text in said)


def test_that_something_is_not_denied_is_told_in_words() -> None:
    case = sound()
    del case["facts"]["proceeding"]
    proof = proof_of("assumed_litigation", case)
    said = [node.text.say("zh") for node in proof if node.atom.startswith("denied(")]
    assert said
    assert not any("denied" in text for text in said)
