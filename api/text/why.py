"""Explanations as text: the outcome, the reasons, and the further proofs."""

from ...reasoner.answer.why_outline import WhyOutline
from ...reasoner.i18n import message
from .proof import reasons_text


def why_text(outline: WhyOutline, lang: str, *, quote: bool = False) -> str:
    """Render why something holds in an outcome, or why not.

    With ``quote`` the official words of each provision stand under the first step that cites it.
    """
    paragraphs = [
        f"{message('text_in_outcome', id=outline.outcome).say(lang)}\n"
        f"{reasons_text(outline.reasons, lang, quote=quote)}\n"
    ]
    others = outline.others
    if others is not None:
        key = "text_other_proofs" if others.exact else "text_other_proofs_at_least"
        count = message("text_very_many") if others.count is None else str(others.count)
        paragraphs.append(f"{message(key, count=count).say(lang)}\n")
        paragraphs += [f"{reasons_text(each, lang, quote=quote)}\n" for each in others.proofs]
    return "\n".join(paragraphs)
