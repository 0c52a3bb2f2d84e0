"""The drawing of a proof as it stands within a page, each node with the official words."""

import re
from html import escape
from urllib.parse import unquote

from markupsafe import Markup

from .case_state import Json
from .outcomes import drawing
from .proof_graph import ProofGraph
from .views.lawbook import LawBook

_NODE = re.compile(r'(<g id="node-([^"]+)" [^>]*>\s*<title>)[^<]*')


def proof_drawing(svg: str, proof: Json, book: LawBook) -> Markup:
    """The interface's drawing of a proof. Where a provision has no words of its own, the interface
    shows what the rule is for tools: people are shown those of its parts.
    """
    graph = ProofGraph(proof, book)

    def worded(found: re.Match[str]) -> str:
        name = unquote(found[2])
        if name not in proof["nodes"]:  # something folded
            return found[0]
        return found[1] + escape(_words(graph, name), quote=False)

    return drawing(_NODE.sub(worded, svg))


def _words(graph: ProofGraph, name: str) -> str:
    """What the provisions of a node say, and the argument of a reading; else its own words."""
    node, book = graph[name], graph.book
    told = [
        f"{each.label}\n{words}"
        for each in book.cite(node["provisions"])
        for passage in each.passages
        for words in (passage.text, passage.translation)
        if words is not None
    ]
    details = [] if node["kind"] == "absent" else node["detail"]
    own = "" if graph.has_no_words(name) else str(node["text"])
    return "\n".join([*told, *details]) or own
