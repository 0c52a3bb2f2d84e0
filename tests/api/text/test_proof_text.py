"""Proofs and answers to "why not" as text: the law's order, each thing once, readable by anyone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from support.cases.law_proofs import ORGAN, ByHand, both, demonstration, exemption_falls
from support.cases.sound import AWKWARD_NAMES
from support.sampling import foremost
from wenze import Reasoner
from wenze.api.text.proof import reasons_text
from wenze.api.text.proof_tree import proof_tree
from wenze.reasoner.case.worked_cases import worked_cases
from wenze.reasoner.escaping import printable
from wenze.reasoner.explanation.proof_graph import Node, Proof
from wenze.reasoner.explanation.proofs import Proofs
from wenze.reasoner.explanation.reasons_outline import reasons_outline
from wenze.reasoner.i18n import Words
from wenze.reasoner.pack import Pack


@pytest.fixture
def hand(law_pack: Pack) -> ByHand:
    return ByHand(law_pack)


def proof_text(proof: Proof, pack: Pack, lang: str, quote: bool) -> str:
    return reasons_text(reasons_outline(proof, pack, lang), lang, quote=quote)


def told(hand: ByHand, proof: Proof, lang: str = "zh", *, quote: bool = False) -> list[str]:
    return proof_text(proof, hand.pack, lang, quote).split("\n")


def plain(node_id: str, kind: str = "fact", text: str = "x", **more: object) -> Node:
    node = Node("fact", both(text, text), id=node_id, atom=node_id)
    return replace(node, kind=kind, **more)  # type: ignore[arg-type]


def of(*nodes: Node) -> Proof:
    return Proof(nodes[0].id, {node.id: node for node in nodes})


# --- Why


def test_the_conclusion_comes_first_with_its_provision(hand: ByHand) -> None:
    proof = demonstration(hand)
    assert told(hand, proof)[0] == "结论：王某：免予问责〔第十一条〕"
    assert told(hand, proof, "en")[0] == "Conclusion: 王某: exempted from accountability [Art. 11]"


def test_stages_stand_in_the_order_of_the_pack_under_their_titles(hand: ByHand) -> None:
    lines = told(hand, demonstration(hand))
    assert [line for line in lines if re.match("[一二三四五六七]、", line)] == [
        "一、适用的规范与时间",
        "二、适用范围",
        "三、问责事由",
        "四、情节",
        "五、情节的权衡与冲突的处理",
        "六、处理",
    ]


def test_a_stage_without_steps_has_no_title(hand: ByHand) -> None:
    fact = hand.fact('discipline_warranted("王某")')
    proof = hand.proof(hand.rule('refer("王某",discipline)', "refer(Person, discipline)", fact))
    assert told(hand, proof, "en") == [
        "Conclusion: 王某 is to be referred for Party or government discipline [Art. 17, para. 1]",
        "",
        "A. Consequences",
        "(1) 王某 is to be referred for Party or government discipline [Art. 17, para. 1]",
        "    · Fact: Party or government discipline is called for in respect of 王某",
    ]


def test_a_pack_without_stages_has_its_steps_in_one_list(hand: ByHand) -> None:
    words = hand.pack.word_list.model_copy(update={"stages": {}})
    lines = proof_text(demonstration(hand), replace(hand.pack, word_list=words), "zh", False)
    steps = re.findall(r"(?m)^\((\d+)\)", lines)
    assert "一、" not in lines
    assert steps == [str(number) for number in range(1, 16)]


def test_each_step_is_told_once_and_referred_to_by_its_number(hand: ByHand) -> None:
    lines = told(hand, demonstration(hand))
    [number] = [i for i, line in enumerate(lines) if line.startswith("(11)")]
    assert lines[number : number + 3] == [
        "(11) 第十一条第（二）项情节及于王某的问责事由〔第十一条〕",
        "    据 (8)、(10)",
        "    · 规定：第十一条第（二）项及于此项事由：行政行为不当〔第十一条〕",
    ]


def test_a_rule_that_only_passes_on_is_not_told(hand: ByHand) -> None:
    proof = demonstration(hand)
    lines = "\n".join(told(hand, proof))
    for relay in ('grounded("王某")', 'governs("王某",exemption)', "litigation"):
        said = proof.nodes[relay].text.say("zh")
        assert f") {said}" not in lines
    assert "    · 事实：本案为行政诉讼案件" in lines.split("\n")


def test_a_conclusion_is_told_even_if_it_only_passes_on(hand: ByHand) -> None:
    held = hand.rule(
        'held_accountable("王某")',
        "held_accountable(Person)",
        hand.fact('role("王某",handler)'),
        hand.rule("accountable_disposition(ordinary)", "accountable_disposition"),
    )
    proof = hand.proof(hand.rule('loses_annual_honours("王某")', "loses_annual_honours", held))
    assert told(hand, proof)[-2:] == [
        "(2) 王某取消当年度考核评先、评优资格〔第十四条第二款第一句〕",
        "    据 (1)",
    ]


def test_what_a_step_rests_on_is_marked_by_its_kind(hand: ByHand) -> None:
    for kind in ("disputed", "assumed"):
        name = f"{kind} thing"
        hand.nodes[name] = plain(name, kind, "某事")
    root = hand.rule(
        "litigation",
        "litigation :- denied",
        hand.fact("loss_cause(improper_act)"),
        hand.reading("corrector", "organ"),
        hand.computed("1 < 2"),
        hand.absent("case_in_scope"),
        hand.rule("listed_ruling(revoked)", "listed_ruling"),
        "disputed thing",
        "assumed thing",
    )
    lines = told(hand, hand.proof(root))
    marks = ["事实", "理解", "比较", "不成立", "规定", "争议事实，此处认定", "推定"]
    assert [line[6:].partition("：")[0] for line in lines if line.startswith("    · ")] == marks


def test_the_argument_for_a_reading_is_given_once(hand: ByHand) -> None:
    reading = hand.reading("temporal_anchor", "conduct")
    argument = hand.nodes[reading].detail[0].say("zh")
    anchor = hand.rule("counts(improper_act,act)", "counts(improper_act, act) :-", reading, "f")
    hand.nodes["f"] = plain("f")
    root = hand.rule("in_force(improper_act)", "in_force(Cause) :- counts", anchor, reading)
    lines = told(hand, hand.proof(root))
    assert [argument in line for line in lines].count(True) == 1
    assert lines[-1].endswith("（见 (1)）")


def test_the_words_of_a_provision_stand_under_the_first_step_that_cites_it(hand: ByHand) -> None:
    lines = told(hand, demonstration(hand), quote=True)
    wanted = "    原文（第七条）："
    assert [line for line in lines if line.startswith(wanted)] == [
        f"{wanted}“行政行为实施主体与名义主体不一致的，对实施主体的责任人员进行问责；"
        "名义主体也有过错的，相应问责。”",
        f"{wanted}见 (5)",
    ]
    assert not any("原文" in line for line in told(hand, demonstration(hand)))


def test_a_translation_is_said_to_be_unofficial(hand: ByHand) -> None:
    lines = told(hand, demonstration(hand), "en", quote=True)
    quotes = [line for line in lines if "“These Measures take effect" in line]
    assert quotes == [
        "    Art. 19, unofficial translation: “These Measures take effect on 16 December 2022 "
        "and remain valid until 15 December 2024.”"
    ]


def test_a_fact_is_its_own_proof(hand: ByHand) -> None:
    proof = hand.proof(hand.fact('leading_cadre("王某")'))
    assert told(hand, proof, "en")[-1] == (
        "(1) Fact: 王某 is a leading cadre of Party or government"
    )


@pytest.mark.parametrize("name", foremost([*AWKWARD_NAMES, "a\x1b[31mb", "{text}", "一\n二"]))
def test_a_name_is_said_as_it_is_and_breaks_no_line(hand: ByHand, name: str) -> None:
    said = Words({"zh": f"{name}在此", "en": f"{name} is here"})
    proof = of(plain("root", "rule", children=("f",)), plain("f"))
    proof.nodes["f"].text.by_lang.update(said.by_lang)  # type: ignore[union-attr]
    assert told(hand, proof)[-1] == f"    · 事实：{printable(name)}在此"


# --- Why not


def test_why_not_says_what_is_there_and_what_stands_in_the_way(hand: ByHand) -> None:
    assert told(hand, exemption_falls(hand)) == [
        "王某：免予问责 —— 不成立。",
        "能够得出这一结论的途径只有一种，未能成就：",
        "1 须能认定：王某具有第十一条所列情节，决定免予问责〔第十一条〕",
        "    欠缺：王某的免责情节成立〔第十一条〕",
        "      已具备：王某具有可免责的情节，且未被弃用，计入权衡",
        "      妨碍：免责与从重相冲突，按此理解从重情节优先，王某的免责情节落空"
        "〔第十一条、第十三条〕",
        "        其依据：",
        "          · 理解：同一人既有第十一条的免责情节，又有第十三条的从重情节，如何处理？"
        "采：从重情节优先〔第九条、第十一条、第十三条〕",
        "          · 王某具有足以免责的情节〔第十一条〕",
        "          · 王某阻碍、干扰责任调查、追究（弄虚作假），属从重情节〔第十三条第（二）项〕",
        "          · 不成立：对王某，就是否适用免责，选择不适用免责",
        "          · 不成立：王某的第十三条第（二）项情节退出权衡，另行追究",
    ]


def test_a_missing_fact_is_named_with_the_reason(hand: ByHand) -> None:
    missing = hand.absent('deceived_by_party("王某")', why=both("没有陈述", "not stated"))
    root = hand.absent(
        'circumstance("王某",11,2)',
        hand.way(
            'circumstance("王某",11,2)',
            "circumstance(Person, 11, 2) :-",
            ('weighed("王某")', "met"),
            (missing, "missing"),
            Person="王某",
        ),
    )
    hand.nodes['weighed("王某")'] = plain('weighed("王某")', "rule", "情节应予权衡")
    assert told(hand, hand.proof(root))[2:] == [
        "1 须能认定：因行政相对人弄虚作假、隐瞒事实等不当行为，王某难以作出正确判断，属免责情节"
        "〔第十一条第（二）项〕",
        "    已具备：情节应予权衡",
        "    欠缺：行政相对人弄虚作假、隐瞒事实等不当行为致使王某难以作出正确判断（没有陈述）",
    ]


def two_ways(hand: ByHand, *conditions: tuple[str, str]) -> Proof:
    """An answer in which two rules of Art. 11(1) lack the same."""
    starts = (
        "circumstance(Person, 11, 1) :- weighed(Person), minor",
        "circumstance(Person, 11, 2)",
    )
    atom = 'circumstance("王某",11,1)'
    ways = [hand.way(atom, s, *conditions, Person="王某") for s in starts]  # type: ignore[arg-type]
    return hand.proof(hand.absent(atom, *ways))


def test_what_all_ways_have_is_said_once_before_them(hand: ByHand) -> None:
    hand.nodes["there"] = plain("there", text="共同具备")
    missing = hand.absent('deceived_by_party("王某")')
    lines = told(hand, two_ways(hand, ("there", "met"), (missing, "missing")))
    assert lines[1:3] == [
        "能够得出这一结论的途径有2种，均未成就：",
        "各途径均已具备：共同具备",
    ]
    assert [line[:2] for line in lines if "须能认定" in line] == ["1 ", "2 "]
    assert not any("已具备：共同具备" in line for line in lines[3:])


def test_what_depends_on_something_missing_is_counted_and_not_guessed(hand: ByHand) -> None:
    missing = hand.absent('deceived_by_party("王某")')
    hand.nodes["open"] = plain("open", "computed", "1 < X")
    lines = told(hand, two_ways(hand, (missing, "missing"), ("open", "open")))
    assert lines[4] == "    另有1项条件取决于所欠缺的条件，无从判断。"
    assert not any("1 < X" in line for line in lines)


def test_what_fails_for_want_of_the_same_is_not_explained_again(hand: ByHand) -> None:
    cause = hand.absent("loss_cause(poor_response)", why=both("没有陈述", "not stated"))
    reading = hand.reading("temporal_anchor", "conduct")
    counts = hand.absent(
        "counts(poor_response,response)",
        hand.way(
            "counts(poor_response,response)",
            "counts(poor_response, response)",
            (cause, "missing"),
            (reading, "met"),
        ),
    )
    root = hand.absent(
        'candidate("王某",response)',
        hand.way(
            'candidate("王某",response)',
            "candidate(Person, response)",
            (counts, "missing"),
            (cause, "missing"),
        ),
    )
    lines = told(hand, hand.proof(root), "en")
    assert lines[3:] == [
        "    Missing: The case was lost because of a poor response to the case (not stated)",
        "    Missing: For a poor response to the case, what counts is the day of the conduct in "
        "court that is answered for [Art. 19] (for want of the same)",
    ]


def test_another_use_of_the_same_rule_is_told_in_short(hand: ByHand) -> None:
    start, atom = "circumstance(Person, 11, 3)", 'circumstance("王某",11,3)'
    facts = [f'misled_by_legal_basis("王某",{basis})' for basis in ("amended", "unclear")]
    reasons = both("没有陈述", "not stated")
    ways = [hand.way(atom, start, (hand.absent(f, why=reasons), "missing")) for f in facts]
    lines = told(hand, hand.proof(hand.absent(atom, *ways)))
    assert lines[3].endswith("（没有陈述）")
    assert lines[5].startswith("    欠缺：因执法依据不明确")
    assert "没有陈述" not in lines[5]


def test_a_choice_made_otherwise_is_said_to_be_one(hand: ByHand) -> None:
    hand.nodes["there"] = plain("there", text="从宽")
    atom = 'discretion("王某",leniency_form,lenient)'
    start = "1 { discretion(Person, leniency_form"
    way = hand.way(atom, start, ("there", "met"))
    lines = told(hand, hand.proof(hand.absent(atom, way)))
    assert lines[3:] == ["    已具备：从宽", "    条件均已具备，但裁量作了其他选择。"]


def test_nobody_is_asked_to_choose_before_the_rest_is_there(hand: ByHand) -> None:
    text = "\n".join(told(hand, exemption_falls(hand)))
    assert "免责的方式" not in text


def test_a_quotation_within_a_quotation_has_single_marks(hand: ByHand) -> None:
    missing = hand.absent('deceived_by_party("王某")')
    away = hand.absent("poor_response(evidence_late)")
    lines = told(hand, two_ways(hand, (away, "met"), (missing, "missing")))
    assert lines[2] == "各途径均已具备：并非“应诉中存在‘逾期提供证据’的情形”"


# --- Trees


def test_a_tree_numbers_what_stands_below_what() -> None:
    proof = of(
        plain("root", "rule", "goal", children=("a", "b", "c")),
        plain("a", "rule", "left", children=("f", "n")),
        plain("b", "discretion", "right", children=("f", "a")),
        plain("c", "computed", "1 < 2"),
        plain("f", "fact", "given"),
        plain("n", "absent", "not x", detail=(both("因为", "because"),)),
    )
    assert proof_tree(proof, "en").split("\n") == [
        "1 goal",
        "  1.1 left",
        "    1.1.1 given [fact]",
        "    1.1.2 not x [absent]",
        "      because",
        "  1.2 right [chosen]",
        "    1.2.1 given [fact] (see 1.1.1)",
        "    1.2.2 left (see 1.1)",
        "  1.3 1 < 2 [computed]",
    ]


def test_a_tree_names_the_place_of_each_rule(hand: ByHand) -> None:
    lines = proof_tree(demonstration(hand), "zh").split("\n")
    assert re.fullmatch(r"1 王某具有第十一条所列情节，决定免予问责 \[11\.lp:\d+\]", lines[0])


def test_a_tree_of_why_not_says_what_each_condition_is(hand: ByHand) -> None:
    text = proof_tree(exemption_falls(hand), "en")
    assert "[absent, missing]" in text
    assert re.search(r"\[stands in the way, 13\.lp:\d+\]", text)


def test_a_long_chain_is_written_out() -> None:
    chain = [plain(f"n{i}", "rule", children=(f"n{i + 1}",)) for i in range(800)]
    assert proof_tree(of(*chain, plain("n800")), "en").count("\n") == 800


# --- Proofs as they are found


def test_every_disposition_of_worked_cases_is_told_in_words_only(law: Reasoner) -> None:
    chosen = [w for w in worked_cases(law.pack) if not w.refused][::9]
    atom = re.compile(r"[a-z_]+\(|\{[A-Z]")
    for worked in chosen:
        found = law.solve(worked.case)
        outcome = next(iter(found))
        with Proofs(found) as proofs:
            for symbol in sorted(outcome.conclusions):
                proof = proofs.why(symbol, outcome)
                assert proof is not None
                for lang in ("zh", "en"):
                    text = proof_text(proof, law.pack, lang, True)
                    assert not atom.search(text), text
                    assert_refers_back(text)


def assert_refers_back(text: str) -> None:
    """Steps are numbered in order, and none rests on one that comes later."""
    current = 0
    for line in text.split("\n"):
        if step := re.match(r"\((\d+)\) ", line):
            assert int(step[1]) == current + 1
            current += 1
        elif re.match(r" +(据|From) \(", line):
            assert all(int(number) < current for number in re.findall(r"\((\d+)\)", line)), text


def test_every_absence_in_worked_cases_is_told_in_words_only(law: Reasoner) -> None:
    chosen = [w for w in worked_cases(law.pack) if not w.refused][4::9]
    atom = re.compile(r"[a-z_]+\(|\{[A-Z]")
    for worked in chosen:
        found = law.solve(worked.case)
        outcome = next(iter(found))
        with Proofs(found) as proofs:
            for symbol in sorted({*found.summary.sometimes} - {*outcome.conclusions}):
                proof = proofs.why_not(symbol, outcome)
                assert proof is not None
                for lang in ("zh", "en"):
                    assert not atom.search(proof_text(proof, law.pack, lang, False))


def test_the_text_of_a_proof_is_the_same_each_time(law_pack: Pack) -> None:
    first, second = (demonstration(ByHand(law_pack)) for _ in range(2))
    assert ORGAN in proof_text(first, law_pack, "zh", True)
    assert proof_text(first, law_pack, "zh", True) == proof_text(second, law_pack, "zh", True)
