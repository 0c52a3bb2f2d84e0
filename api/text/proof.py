"""Proofs as text, in the order in which a lawyer gives reasons."""

from collections.abc import Collection

from ...reasoner.escaping import within_quotes
from ...reasoner.explanation.proof_graph import Node, Proof
from ...reasoner.i18n import Words, message
from ...reasoner.pack.model import Pack
from ...reasoner.pack.provision import Provision, chinese_numeral
from .absence import AbsenceText
from .proof_lines import Lines, cited, tagged
from .proof_tree import proof_tree
from .proof_view import ProofView

__all__ = ["proof_text", "proof_tree"]

_SILENT = ("assumed", "absent")


def proof_text(proof: Proof, pack: Pack, lang: str, quote: bool) -> str:
    """Why something holds, or why not, in the law's own order.

    With ``quote`` the official words of each provision stand under the first step that cites it.
    """
    view = ProofView(proof, pack)
    if view.root.kind == "absent":
        return AbsenceText(view, lang).render()
    return _ProofText(view, pack, lang, quote).render()


class _ProofText:
    """Tells one proof; remembers what has been told already."""

    def __init__(self, view: ProofView, pack: Pack, lang: str, quote: bool) -> None:
        self._view = view
        self._pack = pack
        self._lang = lang
        self._quote = quote
        self._steps = view.steps()
        self._numbers = {node.id: number for number, node in enumerate(self._steps, start=1)}
        self._explained: dict[str, int] = {}
        self._quoted: dict[Provision, int] = {}
        self._lines = Lines()

    def render(self) -> str:
        root = self._view.root
        said = self._view.conclusion().say(self._lang) + cited(root.provisions, self._lang)
        self._add(0, "proof_conclusion", text=said)
        stage = None
        for step in self._steps:
            if self._pack.stages and self._view.stage(step) != stage:
                stage = self._view.stage(step)
                self._title(stage)
            self._step(step)
        return self._lines.text()

    def _say(self, key: str, **values: str | Words) -> str:
        return message(key, **values).say(self._lang)

    def _add(self, depth: int, key: str, **values: str | Words) -> None:
        self._lines.add(depth, self._say(key, **values))

    def _title(self, stage: int) -> None:
        """The heading of a stage, numbered by the stages that this proof has."""
        stages = sorted({self._view.stage(step) for step in self._steps})
        number = stages.index(stage) + 1
        title = self._pack.word_list.stages[self._pack.stages[stage]].said
        marks = Words({"zh": chinese_numeral(number), "en": chr(ord("A") + number - 1)})
        self._lines.gap()
        self._add(0, "proof_stage", number=marks, title=title)

    def _step(self, step: Node) -> None:
        text = step.text.say(self._lang) if step.kind == "rule" else self._tagged(step)
        number = self._numbers[step.id]
        said = text + cited(step.provisions, self._lang)
        self._add(0, "proof_step", number=str(number), text=said)
        self._details(step, 4)
        self._premises(step, number, 4, set())
        if self._quote:
            self._quotes(step, number)

    def _premises(self, node: Node, number: int, depth: int, named: set[str]) -> None:
        """What a node rests on, unless it was ``named`` under this step before: a reference to
        earlier steps, then whatever stands beneath this step itself.
        """
        premises = [p for p in self._view.premises(node) if p.id not in named]
        named |= {premise.id for premise in premises}
        earlier = {self._numbers[p.id] for p in premises if self._view.is_step(p)}
        if earlier:
            self._add(depth, "proof_from", steps=self._references(earlier))
        for premise in premises:
            # an assumption says in its own words what is not stated
            if not self._view.is_step(premise) and (node.kind, premise.kind) != _SILENT:
                self._premise(premise, number, depth, named)

    def _references(self, numbers: Collection[int]) -> str:
        said = [self._say("proof_reference", number=str(number)) for number in sorted(numbers)]
        return self._say("text_separator").join(said)

    def _premise(self, premise: Node, number: int, depth: int, named: set[str]) -> None:
        text = self._tagged(premise)
        if premise.rule is not None or premise.kind == "reading":  # facts belong to the case
            text += cited(premise.provisions, self._lang)
        told = self._explained.setdefault(premise.id, number)
        if (premise.detail or premise.children) and told != number:
            text += self._say("proof_see", place=self._references([told]))
        elif self._view.is_unfound(premise):  # how it comes not to be found, in a few words
            text += "".join(self._say("text_brackets", text=words) for words in premise.detail)
        self._add(depth, "proof_premise", text=text)
        if told == number and not self._view.is_unfound(premise):
            self._details(premise, depth + 2)
            self._premises(premise, number, depth + 2, named)

    def _tagged(self, node: Node) -> str:
        return tagged(node, self._view.statement(node), self._lang)

    def _details(self, node: Node, depth: int) -> None:
        for words in node.detail:
            self._lines.add(depth, words.say(self._lang))

    def _quotes(self, step: Node, number: int) -> None:
        """What the provisions of a step say, and of what stands beneath it, each once."""
        premises = self._view.premises(step)
        carried = [p for p in premises if p.rule is not None and not self._view.is_step(p)]
        for provision in dict.fromkeys(p for node in (step, *carried) for p in node.provisions):
            words = self._pack.quoted(provision)
            if words is None:
                continue
            first = self._quoted.setdefault(provision, number)
            cite = provision.cite(self._lang)
            if first == number:
                text = within_quotes(words.say(self._lang))
                self._add(4, "proof_quote", provision=cite, text=text)
            else:
                self._add(4, "proof_quoted", provision=cite, step=self._references([first]))
