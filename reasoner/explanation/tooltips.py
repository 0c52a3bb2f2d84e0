"""The words that a drawing of a proof shows beside each node: those of the law above all."""

from collections.abc import Mapping, Sequence

from ..i18n import message
from ..pack.model import Pack
from .outline import Citer
from .proof_graph import Node, Proof
from .proof_view import is_wordless

Tooltips = Mapping[str, Sequence[str]]


def official_words(proof: Proof, pack: Pack, lang: str) -> Tooltips:
    """Quote, for each node that cites words of the law, those words in ``lang``, line by line."""
    colon = message("text_colon").say(lang)
    found: dict[str, Sequence[str]] = {}
    for node in proof:
        quoted = [
            provision.cite(lang) + colon + words.say(lang)
            for provision in node.provisions
            if (words := pack.quoted(provision)) is not None
        ]
        if quoted:
            found[node.id] = [*quoted, *_details(node, lang)]
    return found


def passages_in_full(proof: Proof, pack: Pack, lang: str) -> Tooltips:
    """Quote, for each node, the official words of its provisions with their translation.

    Where a provision has no words of its own, its parts have. A node that cites nothing has its own
    words, never the text of its rule.
    """
    cite = Citer(pack, lang)
    found: dict[str, Sequence[str]] = {}
    for node in proof:
        quoted = [
            line
            for citation in cite(node.provisions)
            for passage in citation.passages
            for words in (passage.text, passage.translation)
            if words is not None
            for line in (citation.label, words)
        ]
        own = "" if is_wordless(node) else node.text.say(lang)
        found[node.id] = [*quoted, *_details(node, lang)] or [own]
    return found


def _details(node: Node, lang: str) -> list[str]:
    """The argument of a reading and its like; why something is absent stands in the node itself."""
    return [] if node.kind == "absent" else [words.say(lang) for words in node.detail]
