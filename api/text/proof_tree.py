"""Proofs of any program as a tree of numbered lines."""

from ...reasoner.explanation.json import Standing
from ...reasoner.explanation.proof_graph import Node, Proof
from ...reasoner.i18n import message
from .proof_lines import Lines

_STEP = 2


def proof_tree(proof: Proof, lang: str) -> str:
    """Render a proof from the conclusion down: each node's premises are indented below it, once; a
    further use names the place.
    """
    lines = Lines(lang)
    places: dict[str, str] = {}
    waiting: list[tuple[str, str, Standing | None]] = [(proof.root, "1", None)]
    while waiting:
        name, place, standing = waiting.pop()
        node = proof.nodes[name]
        depth = _STEP * place.count(".")
        text = f"{place} {_said(node, standing, lang)}"
        if name in places:
            lines.add(depth, text + lines.say("proof_see", place=places[name]))
            continue
        places[name] = place
        lines.add(depth, text)
        lines.details(depth + _STEP, [words.say(lang) for words in node.detail])
        standings: tuple[Standing | None, ...] = node.standing or (None,) * len(node.children)
        below = zip(node.children, standings, strict=True)
        waiting += [(c, f"{place}.{n}", s) for n, (c, s) in enumerate(below, start=1)][::-1]
    return lines.text()


def _said(node: Node, standing: Standing | None, lang: str) -> str:
    """A node's text, what it is, and the place of its rule."""
    marks = [message(f"proof_mark_{node.kind}").say(lang)] if node.kind != "rule" else []
    if standing is not None:
        marks.append(message(f"proof_standing_{standing}").say(lang))
    if node.rule is not None:
        marks.append(f"{node.rule.file}:{node.rule.line}")
    text = node.text.say(lang)
    return f"{text} [{', '.join(marks)}]" if marks else text
