"""Proofs made by hand, to be drawn: one of the demonstration case, and ones of any size."""

from __future__ import annotations

from collections.abc import Sequence

from wenze.reasoner.explanation.json import Kind
from wenze.reasoner.explanation.proof_graph import Node, Proof, RuleUse
from wenze.reasoner.i18n import LANGS, Words
from wenze.reasoner.pack.provision import Provision


def words(zh: str, en: str) -> Words:
    return Words({"zh": zh, "en": en})


def alike(text: str) -> Words:
    return Words(dict.fromkeys(LANGS, text))


def node(
    name: str,
    kind: Kind,
    text: Words | str,
    children: Sequence[str] = (),
    cited: str = "",
    *,
    detail: Sequence[Words] = (),
) -> Node:
    """A node; one of kind rule has a rule of its own."""
    rule = RuleUse("11.lp", 7, 1, f"{name} :- body.", {}) if kind == "rule" else None
    return Node(
        kind,
        alike(text) if isinstance(text, str) else text,
        tuple(Provision.parse(each) for each in cited.split()),
        tuple(detail),
        id=name,
        atom=name,
        rule=rule,
        children=tuple(children),
    )


def proof(*nodes: Node) -> Proof:
    """A proof of the first of the nodes."""
    return Proof(nodes[0].id, {each.id: each for each in nodes})


def deceived_and_exempted() -> Proof:
    """Why 王某 is exempted in the demonstration case, on the reading that exemption prevails."""
    return proof(
        node(
            "exempted",
            "rule",
            words(
                "王某具有第十一条所列情节，决定免予问责",
                "王某 has a circumstance of Art. 11; the consequence chosen is: exempted",
            ),
            ["governs", "form"],
            "11",
        ),
        node(
            "governs",
            "rule",
            words("对王某的处理以免责情节为准", "What governs for 王某 is: exemption"),
            ["stands"],
            "11",
        ),
        node(
            "stands",
            "rule",
            words("王某的免责情节成立", "The exemption of 王某 stands"),
            ["in_play", "undefeated"],
            "11",
        ),
        node(
            "undefeated",
            "absent",
            words("王某的免责情节未被排除", "Nothing defeats the exemption of 王某"),
            cited="11 13",
            detail=[
                words(
                    "从重情节（第十三条第（二）项）与之冲突，但按“免责情节优先”的解读，它不能排除免责",
                    "Aggravation (Art. 13(2)) meets it; where “the exemption prevails” it is void",
                ),
                words(
                    "如采“从重情节优先”，则免责被排除",
                    "On the reading “the aggravation prevails” the exemption would be defeated",
                ),
            ],
        ),
        node(
            "in_play",
            "rule",
            words("王某具有免责情节", "王某 has a circumstance with this effect: exemption"),
            ["exempt", "not_unused"],
            "11",
        ),
        node(
            "not_unused",
            "absent",
            words("未决定不适用免责", "The exemption was not left unused"),
            cited="11",
            detail=[
                words(
                    "按“必须适用”的解读，不得不用",
                    "On the reading “it must be applied” it may not be left unused",
                )
            ],
        ),
        node(
            "exempt",
            "rule",
            words("王某具有可免责的情节", "王某 has a circumstance of exemption"),
            ["exempting", "not_confined"],
            "11",
        ),
        node(
            "not_confined",
            "absent",
            words(
                "免责情节并非不及于王某的全部事由",
                "It is not so that the circumstances fail to reach all that 王某 answers for",
            ),
            cited="11",
            detail=[words("没有免责情节未及的事由", "No ground is left unreached")],
        ),
        node(
            "exempting",
            "rule",
            words(
                "王某的第十一条第（二）项情节可予考虑",
                "The circumstance of Art. 11(2) counts for 王某",
            ),
            ["circumstance", "ground", "reaches"],
            "11",
        ),
        node(
            "reaches",
            "fact",
            words(
                "第十一条第（二）项及于此项事由：行政行为不当",
                "Art. 11(2) reaches this ground: the improper act",
            ),
            cited="11",
        ),
        node(
            "circumstance",
            "rule",
            words(
                "因行政相对人弄虚作假、隐瞒事实等不当行为，王某难以作出正确判断",
                "Improper conduct of the counterparty kept 王某 from judging rightly",
            ),
            ["weighed", "deceived"],
            "11(2)",
        ),
        node(
            "deceived",
            "disputed",
            words(
                "行政相对人弄虚作假、隐瞒事实等不当行为使王某难以作出正确判断",
                "Improper conduct of the counterparty made it hard for 王某 to judge rightly",
            ),
            cited="11(2)",
        ),
        node(
            "weighed",
            "rule",
            words("衡量王某的情节", "The circumstances of 王某 are weighed"),
            ["grounded", "not_displaced"],
            "11 12 13",
        ),
        node(
            "not_displaced",
            "absent",
            words("王某不由其他规定处理", "王某 is not left to other rules"),
            cited="14.2.s2",
            detail=[
                words("未陈述王某为党政领导干部", "Nothing states that 王某 is a leading cadre")
            ],
        ),
        node(
            "grounded",
            "rule",
            words("王某具备问责事由", "There is a ground for holding 王某 to account"),
            ["ground"],
            "6",
        ),
        node(
            "ground",
            "rule",
            words(
                "王某具备问责事由：行政行为不当",
                "There is a ground for holding 王某 to account: the improper act",
            ),
            ["candidate", "not_below"],
            "6",
        ),
        node(
            "not_below",
            "absent",
            words(
                "王某的过错并非未达到问责所需程度",
                "It is not so that 王某 lacks the fault that accountability requires",
            ),
            ["assumed_level"],
            "2 9",
        ),
        node(
            "assumed_level",
            "assumed",
            words(
                "未陈述王某的过错程度；推定其并非一般过失",
                "The degree of fault of 王某 is not stated; it is taken not to be merely ordinary",
            ),
            cited="2",
        ),
        node(
            "candidate",
            "rule",
            words(
                "败诉由行政行为不当导致，王某作为承办人在应就该行为负责的县自然资源局工作",
                "The case was lost through an improper act, and 王某 works in 县自然资源局",
            ),
            ["loss", "in_force", "scope", "role", "acting", "serves", "answers"],
            "6.s1",
        ),
        node(
            "loss",
            "fact",
            words("败诉原因：行政行为不当", "The case was lost through: an improper act"),
            cited="6",
        ),
        node(
            "in_force",
            "rule",
            words("行为发生时本办法已施行", "The Measures were in force at the time of the act"),
            ["date", "after"],
            "19",
        ),
        node(
            "date",
            "fact",
            words("行政行为作出于2023-02-01", "The act was done on 2023-02-01"),
            cited="19",
        ),
        node("after", "computed", "2023-02-01 ≥ 2022-12-12"),
        node(
            "scope",
            "rule",
            words(
                "本案列入过错责任追究范围", "The case is one for which accountability is pursued"
            ),
            ["ruling", "listed"],
            "3(1)",
        ),
        node("ruling", "fact", words("裁判结果：撤销", "The ruling: revoked"), cited="3(1)"),
        node(
            "listed",
            "fact",
            words("撤销属第三条第（一）项所列结果", "Art. 3(1) lists this result: revoked"),
            cited="3(1)",
        ),
        node("role", "fact", words("王某是承办人", "王某 is the handler"), cited="9"),
        node(
            "acting",
            "fact",
            words("承办人是对行政行为负责的人员", "This role answers for the act: handler"),
            cited="9",
        ),
        node(
            "serves",
            "fact",
            words("王某在县自然资源局工作", "王某 works in 县自然资源局"),
            cited="6",
        ),
        node(
            "answers",
            "rule",
            words(
                "县自然资源局的责任人员应就该行为受问责",
                "The persons of 县自然资源局 answer for the act",
            ),
            ["organ", "nominal"],
            "7",
        ),
        node(
            "organ",
            "fact",
            words("县自然资源局是行政机关", "县自然资源局 is an administrative organ"),
            cited="2",
        ),
        node(
            "nominal",
            "fact",
            words("县自然资源局是名义主体", "县自然资源局 is the nominal organ"),
            cited="7",
        ),
        node(
            "form",
            "discretion",
            words(
                "对王某的裁量（免责的方式）：免予问责",
                "Discretion for 王某 (the form of the exemption): exempted from accountability",
            ),
            ["governs", "prevails"],
            "11",
        ),
        node(
            "prevails",
            "reading",
            words(
                "同一人既有第十一条的免责情节，又有第十三条的从重情节，如何处理？——免责情节优先",
                "What governs where exemption meets aggravation? The exemption prevails",
            ),
            cited="9 11 13",
            detail=[
                words(
                    "既不问责，从重便无所依附。",
                    "Without accountability there is nothing to aggravate.",
                )
            ],
        ),
    )


def not_aggravated() -> Proof:
    """Why 王某 is not held to account more severely, on the same reading."""
    attempt = RuleUse(
        "13.lp",
        90,
        1,
        "disposition(Person, aggravated) :- governs(Person, aggravation).",
        {"Person": '"王某"'},
    )
    said = words("王某：从重问责", "王某: held to account more severely")
    law = (Provision.parse("13"),)
    atom = 'disposition("王某",aggravated)'
    return proof(
        Node("absent", said, law, id="aggravated", atom=atom, children=("by13",)),
        Node(
            "absent",
            words(
                "具有第十三条所列情节的，应当从重问责",
                "Whoever has a circumstance of Art. 13 is to be held to account more severely",
            ),
            law,
            id="by13",
            atom=atom,
            rule=attempt,
            children=("in_play", "defeated", "officer", "later"),
            standing=("met", "blocking", "missing", "open"),
        ),
        node(
            "in_play",
            "rule",
            words("王某具有从重情节", "王某 has a circumstance with this effect: aggravation"),
            ["falsified"],
            "13(2)",
        ),
        node(
            "falsified",
            "fact",
            words("王某以弄虚作假阻碍调查", "王某 obstructed the inquiry by falsification"),
            cited="13(2)",
        ),
        node(
            "defeated",
            "rule",
            words("王某的从重情节被免责情节排除", "The exemption defeats the aggravation of 王某"),
            ["prevails"],
            "11 13",
        ),
        node(
            "prevails", "reading", words("免责情节优先", "The exemption prevails"), cited="9 11 13"
        ),
        node(
            "officer",
            "absent",
            words(
                "未陈述王某另有法定从重情节",
                "Nothing states another circumstance of severity for 王某",
            ),
            cited="13(5)",
            detail=[words("未陈述此项事实", "The fact is not stated")],
        ),
        node("later", "absent", words("另行追究", "Pursued separately"), cited="17.1"),
    )


def broad(size: int, contested: bool = False) -> Proof:
    """A proof of ``size`` nodes, each step with three reasons; with ``contested``, the last of the
    facts is disputed.
    """
    nodes = []
    for number in range(size):
        children = [str(c) for c in range(3 * number + 1, 3 * number + 4) if c < size]
        kind: Kind = "rule" if children else "fact"
        if contested and number == size - 1:
            kind = "disputed"
        text = words(
            f"第{number}步：王某在应就该行为负责的县自然资源局工作",
            f"Step {number}: 王某 works in the organ that answers for the act",
        )
        nodes.append(node(str(number), kind, text, children, "6.s1"))
    return proof(*nodes)
