"""The outline of a proof: numbered steps, stage by stage, each with what it rests on below it."""

from dataclasses import dataclass

from ..i18n import Words
from ..pack.model import Pack
from .outline import Citation, Citer, Statement
from .proof_graph import Node, Proof
from .proof_view import ProofView, is_given_by_law


@dataclass(frozen=True, slots=True)
class ProofLine:
    """One node of a proof at a place of the text, with all that stands beneath it.

    ``kind`` is that of the node (``node`` is its id), or ``law`` for what the law itself states.
    ``by_rule`` is true for what a rule draws: citations of anything else belong to the case.
    ``steps`` are numbers of earlier steps on which it rests; ``see`` is the step beneath which it
    stands in full. A fact that the case does not have is ``unfound``: its ``details`` give the
    cause in a few words.
    """

    node: str
    kind: str
    text: str
    citations: tuple[Citation, ...]
    by_rule: bool
    contested: bool
    unfound: bool
    details: tuple[str, ...] = ()
    steps: tuple[int, ...] = ()
    premises: tuple["ProofLine", ...] = ()
    see: int | None = None


@dataclass(frozen=True, slots=True)
class OutlineStep:
    """A numbered step of a proof."""

    number: int
    line: ProofLine


@dataclass(frozen=True, slots=True)
class ProofStage:
    """The steps of one stage of the law's reasoning; ``label`` is None where a law has none."""

    label: str | None
    steps: tuple[OutlineStep, ...]


@dataclass(frozen=True, slots=True)
class ProofOutline:
    """The conclusion, in the words of its predicate, and the steps that lead to it."""

    conclusion: Statement
    stages: tuple[ProofStage, ...]


def proof_outline(proof: Proof, pack: Pack, lang: str, cite: Citer | None = None) -> ProofOutline:
    """Outline a proof; several outlines of one answer share a ``cite``."""
    return _Outliner(ProofView(proof, pack), pack, lang, cite or Citer(pack, lang)).outline()


class _Outliner:
    """The outline of one proof in the making; each node stands in full once."""

    def __init__(self, view: ProofView, pack: Pack, lang: str, cite: Citer) -> None:
        self._view = view
        self._pack = pack
        self._lang = lang
        self._cite = cite
        self._steps = view.steps()
        self._numbers = {node.id: number for number, node in enumerate(self._steps, start=1)}
        self._explained: dict[str, int] = {}

    def outline(self) -> ProofOutline:
        stages: dict[int, list[OutlineStep]] = {}
        for node in self._steps:
            number = self._numbers[node.id]
            step = OutlineStep(number, self._line(node, number, set()))
            stages.setdefault(self._view.stage(node), []).append(step)
        root = self._view.root
        conclusion = self._view.conclusion().say(self._lang)
        return ProofOutline(
            Statement(conclusion, self._cite(root.provisions)),
            tuple(ProofStage(self._label(at), tuple(steps)) for at, steps in stages.items()),
        )

    def _label(self, stage: int) -> str | None:
        if not self._pack.stages:
            return None
        return self._pack.word_list.stages[self._pack.stages[stage]].said.say(self._lang)

    def _line(self, node: Node, number: int, named: set[str]) -> ProofLine:
        """A node under a step, without premises that were ``named`` under that step before."""
        premises = [p for p in self._view.premises(node) if p.id not in named]
        named |= {premise.id for premise in premises}
        beneath = [
            premise
            for premise in premises
            if not self._view.is_step(premise)
            # an assumption says in its own words what is not stated
            and (node.kind, premise.kind) != ("assumed", "absent")
        ]
        return self._bare(
            node,
            node.detail,
            tuple(sorted({self._numbers[p.id] for p in premises if self._view.is_step(p)})),
            tuple(self._premise(premise, number, named) for premise in beneath),
        )

    def _premise(self, node: Node, number: int, named: set[str]) -> ProofLine:
        first = self._explained.setdefault(node.id, number)
        if first == number and not self._view.is_unfound(node):
            return self._line(node, number, named)
        if first != number and (node.detail or node.children):
            return self._bare(node, see=first)
        return self._bare(node, node.detail)

    def _bare(
        self,
        node: Node,
        details: tuple[Words, ...] = (),
        steps: tuple[int, ...] = (),
        premises: tuple[ProofLine, ...] = (),
        see: int | None = None,
    ) -> ProofLine:
        return ProofLine(
            node.id,
            "law" if is_given_by_law(node) else node.kind,
            (node.negated or node.text).say(self._lang),
            self._cite(node.provisions),
            node.rule is not None,
            node.id in self._view.contested,
            self._view.is_unfound(node),
            tuple(words.say(self._lang) for words in details),
            steps,
            premises,
            see,
        )
