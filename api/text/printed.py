"""Whole answers as plain text, the same at every door."""

from io import StringIO
from typing import TYPE_CHECKING

from ...reasoner.answer.why import Explanation
from ...reasoner.canonical import exact
from ...reasoner.i18n import message
from ...reasoner.pack.model import Pack
from ...reasoner.solver.outcomes import Outcomes
from .proof import proof_text

if TYPE_CHECKING:
    from rich.console import RenderableType

WIDTH = 80


def printed(content: "RenderableType") -> str:
    """What a terminal of WIDTH columns without colours shows: the same on any machine."""
    from rich.console import Console  # noqa: PLC0415 - proofs need no rich

    file = StringIO()
    console = Console(file=file, width=WIDTH, color_system=None, force_terminal=False, _environ={})
    console.print(content)
    return file.getvalue()


def outcomes_text(found: Outcomes, lang: str, title: str | None, limit: int) -> str:
    """All that is found of a case.

    Raises CertificateFailed where the second engine does not confirm one of the outcomes listed.
    """
    from .outcomes import OutcomesText  # noqa: PLC0415 - proofs need no rich

    return printed(OutcomesText(found, lang).render(title, limit))


def explanation_text(explanation: Explanation, pack: Pack, lang: str, quote: bool) -> str:
    """Why something holds in an outcome, or why not, with the further proofs that were asked for.

    With ``quote`` the official words of each provision stand under the first step that cites it.
    """
    paragraphs = [
        f"{message('text_in_outcome', id=explanation.outcome.id).say(lang)}\n"
        f"{proof_text(explanation.proof, pack, lang, quote)}\n"
    ]
    others = explanation.others
    if others is not None:
        key = "text_other_proofs" if others.exact else "text_other_proofs_at_least"
        number = exact(others.count)
        count = message("text_very_many") if number is None else str(number)
        paragraphs.append(f"{message(key, count=count).say(lang)}\n")
        paragraphs += [f"{proof_text(proof, pack, lang, quote)}\n" for proof in others.proofs]
    return "\n".join(paragraphs)
