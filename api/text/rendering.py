"""Renderings of answers: each kind as text and, if it can be drawn, as a drawing.

What renders a kind is imported when it is needed: none pays for what another needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import graphviz

    from ...reasoner.answer.why import Explanation
    from ...reasoner.pack import Pack
    from ...reasoner.solver.outcomes import Outcomes
    from .lines import Renderer


class Answer(Protocol):
    """An answer; not `complete` if time was up before all was found."""

    @property
    def complete(self) -> bool:
        """True if all was found."""

    def as_json(self, lang: str) -> Mapping[str, object]:
        """All of it, its words in one language."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The outline of a kind of answer, the class of its text, and the function that draws it: from
    the outline or, if `of_answer`, from the answer.
    """

    outline: str
    text: str = "document:DocumentText"
    drawing: str = ""
    of_answer: bool = False

    def outlined(self, answer: Answer, lang: str) -> Any:
        return _named("reasoner.inquiry", self.outline)(answer, lang)


# By the name of an answer's class.
_KINDS: Mapping[str, _Kind] = {
    "Atlas": _Kind("atlas.outline:outline", "atlas:AtlasText", "heat_map:heat_map_dot"),
    "Comparison": _Kind("compare.outline:outline"),
    "Consistency": _Kind("consistency.outline:outline"),
    "Contrast": _Kind(
        "contrast.outline:contrast_outline", "contrast:ContrastText", "contrast:contrast_dot"
    ),
    "Decisions": _Kind(
        "contrast.outline:decisions_outline",
        "decision_tree:DecisionsText",
        "decision_tree:decision_tree_dot",
    ),
    "Relevance": _Kind("relevance.outline:outline", "relevance:RelevanceText"),
    "Review": _Kind(
        "review.outline:outline", "review:ReviewText", "review:review_dot", of_answer=True
    ),
    "Schools": _Kind("schools.outline:outline"),
    "WhatIf": _Kind("what_if.outline:outline", "what_if:WhatIfText"),
}


def renderer(answer: Answer, lang: str) -> "Renderer[Any]":
    """The text of the answer to an inquiry, to be printed."""
    kind = _KINDS[type(answer).__name__]
    made: Renderer[Any] = _named("api.text", kind.text)(kind.outlined(answer, lang), lang)
    return made


def drawing(answer: Answer, lang: str) -> "graphviz.Digraph":
    """The drawing of the answer to an inquiry of a kind that can be drawn."""
    kind = _KINDS[type(answer).__name__]
    subject = answer if kind.of_answer else kind.outlined(answer, lang)
    return _named("viz", kind.drawing)(subject, lang)


def explanation_text(found: "Explanation", lang: str, *, quote: bool = False) -> str:
    """The reasons for a conclusion, with the official words of each provision if `quote`."""
    from ...reasoner.answer.why_outline import why_outline  # noqa: PLC0415
    from .why import why_text  # noqa: PLC0415

    return why_text(why_outline(found, lang), lang, quote=quote)


def explanation_drawing(found: "Explanation", lang: str) -> "graphviz.Digraph":
    """The proof of a conclusion; the official words are its tooltips."""
    from ...reasoner.explanation.tooltips import official_words  # noqa: PLC0415
    from ...viz.proof import proof_dot  # noqa: PLC0415

    return proof_dot(found.proof, lang, official_words(found.proof, found.pack, lang))


def collision_drawing(
    found: "Outcomes", reading: str | None, lang: str
) -> "graphviz.Digraph | None":
    """The map of the collision that a reading settles or else of the first, if there is one."""
    from ...reasoner.answer.outline import OutcomesOutliner  # noqa: PLC0415
    from ...viz.collision import collision_dot  # noqa: PLC0415

    for each in found.summary.collisions:
        if reading in {None, each.reading}:
            return collision_dot(OutcomesOutliner(found, lang).collision(each), lang)
    return None


def articles_drawing(pack: "Pack", lang: str, *, provisions: bool) -> "graphviz.Digraph":
    """The graph of a regulation's articles or, if wanted, of its `provisions`."""
    from ...reasoner.explanation.articles_outline import articles_outline  # noqa: PLC0415
    from ...viz.articles import articles_dot  # noqa: PLC0415

    return articles_dot(articles_outline(pack, lang, by_article=not provisions), lang)


def _named(room: str, name: str) -> Any:
    package = __name__.partition(".")[0]
    return resolve_name(f"{package}.{room}.{name}")
