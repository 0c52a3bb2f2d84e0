"""Proofs of a law made by hand, node by node, with the law's own rules and words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from wenze.reasoner.atoms import read_atom
from wenze.reasoner.explanation.json import Kind, Standing
from wenze.reasoner.explanation.proof_graph import Node, Proof, RuleUse
from wenze.reasoner.i18n import LANGS, Words, fill
from wenze.reasoner.pack import Pack
from wenze.reasoner.pack.provision import Provision
from wenze.reasoner.pack.words import Speaker


def both(zh: str, en: str) -> Words:
    return Words({"zh": zh, "en": en})


@dataclass
class ByHand:
    """Makes nodes; each way of making one gives its id, so that proofs are written inside out."""

    pack: Pack
    nodes: dict[str, Node] = field(default_factory=dict)

    def fact(self, atom: str, kind: Kind = "fact") -> str:
        return self._add(Node(kind, self._said(atom), id=atom, atom=atom))

    def reading(self, name: str, option: str) -> str:
        reading = self.pack.reading(name)
        assert reading is not None
        taken = next(each for each in reading.options if each.id == option)
        return self._add(
            Node(
                "reading",
                both(
                    f"{reading.question.zh}采：{taken.label.zh}",
                    f"{reading.question.en} Taken here: {taken.label.en}",
                ),
                tuple(map(Provision.parse, reading.provisions)),
                (taken.argument.said, taken.rests_on.said),
                id=f"reading({name},{option})",
                atom=f"reading({name},{option})",
            )
        )

    def computed(self, text: str) -> str:
        return self._add(Node("computed", both(text, text), id=text, atom=text))

    def rule(self, atom: str, start: str, *children: str, **values: str) -> str:
        """A step by the rule of the pack that starts so; values fill the rule's words."""
        use, text, provisions = self._rule(atom, start, values)
        node = Node("rule", text, provisions, id=atom, atom=atom, rule=use, children=children)
        return self._add(node)

    def choice(self, atom: str, start: str, *children: str) -> str:
        """An exercise of discretion under the choice that starts so."""
        use, text, provisions = self._rule(atom, start, {})
        node = Node("discretion", text, provisions, id=atom, atom=atom, rule=use)
        return self._add(replace(node, children=children))

    def absent(self, atom: str, *children: str, why: Words | None = None) -> str:
        """What does not hold; in an answer to "why not", over the ways to it."""
        said = self._said(atom)
        text = both(f"不成立：{said.say('zh')}", f"not so: {said.say('en')}")
        detail = () if why is None else (why,)
        name = f"not {atom}"
        return self._add(
            Node("absent", text, (), detail, said, id=name, atom=atom, children=children)
        )

    def way(self, atom: str, start: str, *conditions: tuple[str, Standing], **values: str) -> str:
        """A failed attempt, with what each condition is to it."""
        use, text, provisions = self._rule(atom, start, values)
        children = tuple(child for child, _ in conditions)
        standing = tuple(each for _, each in conditions)
        name = f"way {len(self.nodes)}"
        node = Node("absent", text, provisions, id=name, atom=atom, rule=use)
        return self._add(replace(node, children=children, standing=standing))

    def proof(self, root: str) -> Proof:
        return Proof(root, {root: self.nodes[root]} | self.nodes)

    def _rule(
        self, atom: str, start: str, values: dict[str, str]
    ) -> tuple[RuleUse, Words, tuple[Provision, ...]]:
        rules = (rule for rule in self.pack.rules if " ".join(rule.text.split()).startswith(start))
        rule = next(rules)
        text = self._said(atom)
        if rule.words is not None:
            text = Words({lang: fill(rule.words.say(lang), values) for lang in LANGS})
        use = RuleUse(rule.file, rule.line, rule.column, rule.text, {})
        return use, text, rule.provisions

    def _said(self, atom: str) -> Words:
        return Speaker(self.pack).say(read_atom(atom))

    def _add(self, node: Node) -> str:
        self.nodes[node.id] = node
        return node.id


ORGAN = "县自然资源局"


def in_force(hand: ByHand) -> str:
    """The Measures are in force on the day of the act."""
    counts = hand.rule(
        "counts(improper_act,act)",
        "counts(improper_act, act) :-",
        hand.fact("loss_cause(improper_act)"),
        hand.reading("temporal_anchor", "conduct"),
    )
    return hand.rule(
        "in_force(improper_act)",
        "in_force(Cause) :- counts(Cause, Event), date",
        counts,
        hand.fact("date(act,date(2023,2,1))"),
        hand.rule("first_day(date(2022,12,16))", "first_day"),
        hand.rule("last_day(date(2024,12,15))", "last_day"),
        hand.computed("2022-12-16 ≤ 2023-02-01"),
        hand.computed("2023-02-01 ≤ 2024-12-15"),
        Event="行政行为",
        Day="2023-02-01",
        Cause="行政行为不当",
    )


def ground(hand: ByHand) -> str:
    """王某 has the ground of the act."""
    scope = hand.rule(
        "case_in_scope",
        "case_in_scope :- litigation, ruling(Ruling)",
        hand.rule("litigation", "litigation :- proceeding", hand.fact("proceeding(litigation)")),
        hand.fact("ruling(revoked)"),
        hand.rule("listed_ruling(revoked)", "listed_ruling"),
        Ruling="撤销",
    )
    answers = hand.rule(
        f'answers_for_act("{ORGAN}")',
        "answers_for_act(Organ) :- answers",
        hand.rule(
            f'answers("{ORGAN}")',
            "answers(Organ) :- nominal_organ(Organ), not implemented",
            hand.fact(f'nominal_organ("{ORGAN}")'),
            hand.absent("implemented_by_another", why=both("没有陈述", "nothing says so")),
            Organ=ORGAN,
        ),
        hand.rule(
            f'in_scope("{ORGAN}")',
            "in_scope(Organ) :- organ(Organ, administrative_organ)",
            hand.fact(f'organ("{ORGAN}",administrative_organ)'),
            Organ=ORGAN,
        ),
    )
    candidate = hand.rule(
        'candidate("王某",act)',
        "candidate(Person, act) :-",
        hand.fact("loss_cause(improper_act)"),
        in_force(hand),
        scope,
        hand.fact('role("王某",handler)'),
        hand.rule("acting_role(handler)", "acting_role"),
        hand.fact(f'serves("王某","{ORGAN}")'),
        answers,
        Person="王某",
        Role="承办人",
        Organ=ORGAN,
    )
    return hand.rule(
        'ground("王某",act)',
        "ground(Person, Ground)",
        candidate,
        hand.absent('below_threshold("王某")'),
    )


def circumstance(
    hand: ByHand, fact: str, article: int, item: int, start: str, **values: str
) -> str:
    """A circumstance of 王某 by a fact, on the ground of the act."""
    grounded = hand.rule('grounded("王某")', "grounded(Person)", ground(hand))
    weighed = hand.rule(
        'weighed("王某")',
        "weighed(Person)",
        grounded,
        hand.absent('displaced("王某")'),
        Person="王某",
    )
    return hand.rule(
        f'circumstance("王某",{article},{item})',
        start,
        weighed,
        hand.fact(fact),
        Person="王某",
        **values,
    )


def exemption_in_play(hand: ByHand) -> str:
    """The exemption of 王某, who was deceived, enters the weighing."""
    exempting = hand.rule(
        'exempting("王某",2)',
        "exempting(Person, Item) :- circumstance(Person, 11, Item), ground",
        circumstance(hand, 'deceived_by_party("王某")', 11, 2, "circumstance(Person, 11, 2) :-"),
        'ground("王某",act)',
        hand.rule("reaches(2,act)", "reaches(1..6, act)"),
    )
    exempt = hand.rule(
        'exempt("王某")', "exempt(Person)", exempting, hand.absent('confined("王某")')
    )
    return hand.rule(
        'in_play("王某",exemption)',
        "in_play(Person, exemption)",
        exempt,
        hand.absent('discretion("王某",exemption,unused)'),
        Person="王某",
    )


def demonstration(hand: ByHand) -> Proof:
    """Why 王某 is exempted in the demonstration case where the exemption prevails."""
    stands = hand.rule(
        'exemption_stands("王某")',
        "exemption_stands(Person)",
        exemption_in_play(hand),
        hand.absent(
            'defeated("王某",exemption)',
            why=both("本结果采：免责情节优先", "taken here: the exemption prevails"),
        ),
    )
    governs = hand.rule('governs("王某",exemption)', "governs(Person, exemption)", stands)
    form = hand.choice(
        'discretion("王某",exempted_form,exempted)',
        "1 { discretion(Person, exempted_form",
        governs,
    )
    root = hand.rule(
        'disposition("王某",exempted)',
        "disposition(Person, Disposition) :- governs(Person, exemption)",
        governs,
        form,
        Person="王某",
        Disposition="免予问责",
    )
    return hand.proof(root)


def exemption_falls(hand: ByHand) -> Proof:
    """Why 王某 is not exempted in the demonstration case where the aggravation prevails."""
    obstructed = circumstance(
        hand,
        'obstructed_inquiry("王某",falsification)',
        13,
        2,
        "circumstance(Person, 13, 2) :-",
        How="弄虚作假",
    )
    aggravating = hand.rule(
        'aggravating("王某",2)',
        "aggravating(Person, Item)",
        obstructed,
        hand.absent('set_aside("王某",2)'),
    )
    meets = hand.rule(
        'exemption_meets_aggravation("王某")',
        "exemption_meets_aggravation(Person)",
        exemption_in_play(hand),
        hand.rule('in_play("王某",aggravation)', "in_play(Person, aggravation)", aggravating),
    )
    defeated = hand.rule(
        'defeated("王某",exemption)',
        "defeated(Person, exemption) :- exemption_meets_aggravation(Person), "
        "reading(exemption_vs_aggravation, aggravation_prevails)",
        meets,
        hand.reading("exemption_vs_aggravation", "aggravation_prevails"),
        Person="王某",
    )
    stands = hand.absent(
        'exemption_stands("王某")',
        hand.way(
            'exemption_stands("王某")',
            "exemption_stands(Person)",
            ('in_play("王某",exemption)', "met"),
            (defeated, "blocking"),
        ),
    )
    governs = hand.absent(
        'governs("王某",exemption)',
        hand.way('governs("王某",exemption)', "governs(Person, exemption)", (stands, "missing")),
    )
    chosen = 'discretion("王某",exempted_form,exempted)'
    form = hand.absent(
        chosen, hand.way(chosen, "1 { discretion(Person, exempted_form", (governs, "missing"))
    )
    root = hand.absent(
        'disposition("王某",exempted)',
        hand.way(
            'disposition("王某",exempted)',
            "disposition(Person, Disposition) :- governs(Person, exemption)",
            (governs, "missing"),
            (form, "missing"),
            Person="王某",
            Disposition="免予问责",
        ),
    )
    return hand.proof(root)
