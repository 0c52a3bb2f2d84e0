"""Looks of each kind of thing: shape and border say what colour says, for print in grey."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The look of one kind of node. ``room`` is how many times the text's width and height the
    shape needs; ``shape`` gives what DOT wants beyond style and colours.
    """

    shape: tuple[tuple[str, str], ...]
    style: str
    fill: str
    border: str
    pen: float = 1.0
    room: tuple[float, float] = (1.0, 1.0)

    def attributes(self) -> dict[str, str]:
        """The look as DOT attributes."""
        return {
            **dict(self.shape),
            "style": f"filled,{self.style}",
            "fillcolor": self.fill,
            "color": self.border,
            "penwidth": str(self.pen),
        }


def _shape(name: str, **more: str) -> tuple[tuple[str, str], ...]:
    return (("shape", name), *more.items())


# Pale fills of different lightness under nearly black text; borders dark enough to be told apart.
LOOKS = {
    "fact": Look(_shape("box"), "solid", "#dceaf8", "#174a7c", 1.4),
    "disputed": Look(_shape("box", peripheries="2"), "solid", "#ffe3c2", "#8f4700"),
    "assumed": Look(_shape("note"), "dotted", "#efe9f7", "#4e3d7d", 1.8, (1.05, 1.05)),
    "rule": Look(_shape("box"), "rounded", "#ffffff", "#333333"),
    "reading": Look(_shape("hexagon"), "solid", "#fff0a8", "#6e5600", 1.8, (1.5, 1.3)),
    "discretion": Look(
        _shape("polygon", sides="4", skew="0.25"), "solid", "#d6efd3", "#22592a", 1.8, (1.3, 1.1)
    ),
    "absent": Look(_shape("box"), "dashed", "#f6f6f6", "#444444", 1.2),
    "attempt": Look(_shape("box"), "rounded,dashed", "#ffffff", "#444444", 1.2),
    "computed": Look(_shape("ellipse"), "solid", "#ffffff", "#555555", 0.8, (1.3, 1.35)),
    "folded": Look(_shape("folder"), "solid", "#dedede", "#222222", 1.2, (1.0, 1.15)),
    "provision": Look(_shape("box"), "rounded", "#ffffff", "#333333", 1.2),
    "silent": Look(_shape("box"), "rounded,dashed", "#f2f2f2", "#666666"),
    "circumstance": Look(_shape("box"), "solid", "#dceaf8", "#174a7c", 1.4),
    "option": Look(_shape("box"), "rounded", "#fff9dc", "#6e5600", 1.2),
    "answer": Look(_shape("box"), "rounded", "#f7f7f2", "#444444", 1.2),
    "verdict": Look(_shape("box", peripheries="2"), "rounded", "#ffffff", "#222222"),
    "conflict": Look(_shape("octagon"), "solid", "#f9dada", "#9c1c1c", 1.8, (1.3, 1.3)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """The look of one kind of edge."""

    style: str
    color: str
    arrow: str
    pen: float = 1.0


# An edge is told apart by its stroke and its end, and bears its word.
LINES = {
    "plain": Line("solid", "#444444", "normal"),
    "met": Line("solid", "#22592a", "normal", 1.2),
    "missing": Line("dashed", "#8f4700", "odot", 1.4),
    "blocking": Line("bold", "#9c1c1c", "tee", 2.4),
    "open": Line("dotted", "#666666", "empty", 1.2),
}
