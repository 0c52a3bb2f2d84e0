"""The parts of which proofs in text are made: lines set in, citations, marks of kind."""

from collections.abc import Sequence

from ...reasoner.escaping import printable
from ...reasoner.explanation.proof_graph import Node
from ...reasoner.i18n import Words, message
from ...reasoner.pack.provision import Provision


class Lines:
    """Lines of a text, each set in by a number of spaces; nothing is ever wrapped."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    def add(self, depth: int, text: str) -> None:
        """A line. Texts from outside are made printable, so that none breaks it."""
        self._lines.append(" " * depth + printable(text))

    def gap(self) -> None:
        """An empty line."""
        self._lines.append("")

    def text(self) -> str:
        """All lines."""
        return "\n".join(self._lines)


def cited(provisions: Sequence[Provision], lang: str) -> str:
    """The provisions in brackets after a step, or nothing."""
    if not provisions:
        return ""
    names = [provision.cite(lang) for provision in provisions]
    joined = message("text_cite_separator").say(lang).join(names)
    return message("proof_cited", provisions=joined).say(lang)


def tagged(node: Node, said: Words | str, lang: str) -> str:
    """What a node says, marked by its kind; what a rule of the law states is the law's."""
    kind = "law" if is_given_by_law(node) else node.kind
    return message(f"proof_kind_{kind}", text=said).say(lang)


def is_given_by_law(node: Node) -> bool:
    """Whether a node is something that the law itself states, whatever the case."""
    return node.kind in ("fact", "rule") and node.rule is not None and not node.children
