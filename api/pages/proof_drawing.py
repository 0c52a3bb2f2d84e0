"""The drawing of a proof as it stands within a page, each node with the official words."""

import re
from html import escape
from urllib.parse import unquote

from markupsafe import Markup

from api.pages.carried import Json
from api.pages.lawbook import LawBook
from api.pages.outcomes import drawing

_NODE = re.compile(r'(<g id="node-([^"]+)" [^>]*>\s*<title>)[^<]*')


def proof_drawing(svg: str, proof: Json, book: LawBook) -> Markup:
    """The interface's drawing of a proof. Where a provision has no words of its own, the interface
    shows what the rule is for tools: people are shown those of its parts.
    """
    nodes = proof["nodes"]

    def worded(found: re.Match[str]) -> str:
        node = nodes.get(unquote(found[2]))
        return found[0] if node is None else found[1] + escape(_words(node, book), quote=False)

    return drawing(_NODE.sub(worded, svg))


def _words(node: Json, book: LawBook) -> str:
    """What the provisions of a node say, and the argument of a reading; else its own words."""
    langs = dict.fromkeys(("zh", book.lang))
    told = [
        f"{each.citation}\n{passage[lang]}"
        for each in book.cite(node["provisions"])
        for passage in each.passages
        for lang in langs
    ]
    details = [] if node["kind"] == "absent" else node["detail"]
    return "\n".join([*told, *details]) or str(node["text"])
