"""Whole answers as plain text, the same at every door."""

from io import StringIO
from typing import TYPE_CHECKING, Any

from ...reasoner.answer.outline import OutcomesOutliner
from ...reasoner.solver.outcomes import Outcomes

if TYPE_CHECKING:
    from rich.console import RenderableType

    from .lines import Renderer

WIDTH = 80


def printed(content: "RenderableType") -> str:
    """Print as on a terminal of WIDTH columns without colours: the same on any machine."""
    from rich.console import Console  # noqa: PLC0415 - proofs need no rich

    file = StringIO()
    console = Console(file=file, width=WIDTH, color_system=None, force_terminal=False, _environ={})
    console.print(content)
    return file.getvalue()


def outcomes_text(found: Outcomes, lang: str, limit: int) -> str:
    """The outcomes of a case, branches listed until `limit` outcomes are covered.

    Raises CertificateFailed where the second engine does not confirm one of these.
    """
    from .outcomes import OutcomesText  # noqa: PLC0415 - proofs need no rich

    return printed(OutcomesText(OutcomesOutliner(found, lang).write(cover=limit), lang))


def whole_text(answer: "Renderer[Any]") -> str:
    """Print all of a text; reasons stand at its end."""
    reasons = answer.reasons()
    return printed(answer) + (f"\n{reasons}" if reasons else "")
