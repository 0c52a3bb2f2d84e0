"""The picture of a review: proofs that share what they have in common, or what stands against."""

from __future__ import annotations

from support.cases.law_cases import LAW
from support.cases.sound import COLLISION, solve, sound
from wenze.reasoner.explanation.tooltips import official_words
from wenze.reasoner.inquiry.review.review import review
from wenze.viz.proof import proof_dot
from wenze.viz.review import MAX_DRAWN, review_dot

TWO = {
    "serves": [["王某", "局"], ["李某", "局"]],
    "role": [["王某", "handler"], ["李某", "approver"]],
}


def test_one_person_is_drawn_as_the_proof_of_the_verdict() -> None:
    found = review(solve(LAW, sound()), {"王某": "ordinary"})
    source = review_dot(found, "zh").source
    assert "kind-rule" in source
    assert "kind-conflict" not in source
    assert found.carried is not None
    assert found.carried.proofs is not None
    proof = found.carried.proofs["王某"]
    assert source == proof_dot(proof, "zh", official_words(proof, LAW.pack, "zh")).source


def test_two_proofs_are_joined_and_share_what_is_the_same() -> None:
    case = solve(LAW, sound(**TWO))
    one, both = (
        review_dot(review(case, decision), "zh").source
        for decision in ({"王某": "ordinary"}, {"王某": "ordinary", "李某": "ordinary"})
    )
    organ = "局是行政机关"
    labels = [line for line in both.splitlines() if "label=<" in line and organ in line]
    assert len(labels) == 1
    assert "王某：问责；李某：问责" in both
    assert one.count("label=<") < both.count("label=<") < 2 * one.count("label=<")


def test_a_decision_that_falls_is_drawn_with_facts_and_provisions_against_it() -> None:
    found = review(solve(LAW, sound(**COLLISION)), {"王某": "no_ground"})
    for lang, cited in (("zh", "第六条"), ("en", "Art.\u00a06")):
        source = review_dot(found, lang).source
        assert cited in source
        assert "kind-fact" in source
        assert source.count("edge-blocking") == min(len(found.conflicts), MAX_DRAWN)
        edges = sum(len(c.facts) + len(c.cited) for c in found.conflicts[:MAX_DRAWN])
        assert source.count("edge-plain") == edges


def test_the_same_review_gives_the_same_picture() -> None:
    case = solve(LAW, sound(**COLLISION))
    for word in ("exempted", "lenient"):
        first, second = (review_dot(review(case, {"王某": word}), "en").source for _ in range(2))
        assert first == second
