"""Lines of proofs in text: indented, with citations in brackets and marks of kind."""

from collections.abc import Sequence

from ...reasoner.escaping import printable
from ...reasoner.explanation.outline import Citation
from ...reasoner.i18n import Words, message


class Lines:
    """Lines of a text, each indented by a number of spaces; nothing is ever wrapped."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._lines: list[str] = []

    def add(self, depth: int, text: str) -> None:
        """Add a line. Texts from outside are made printable, so that none breaks it."""
        self._lines.append(" " * depth + printable(text))

    def message(self, depth: int, key: str, /, **values: str | Words) -> None:
        """Add a message as a line."""
        self.add(depth, self.say(key, **values))

    def details(self, depth: int, details: Sequence[str]) -> None:
        """Add a line for each detail."""
        for detail in details:
            self.add(depth, detail)

    def gap(self) -> None:
        """Add an empty line."""
        self._lines.append("")

    def text(self) -> str:
        """The lines as one text."""
        return "\n".join(self._lines)

    # --- parts of lines

    def say(self, key: str, /, **values: str | Words) -> str:
        """A message in the language of the text."""
        return message(key, **values).say(self._lang)

    def cited(self, citations: Sequence[Citation]) -> str:
        """Citations in brackets; nothing where there are none."""
        if not citations:
            return ""
        names = self.say("text_cite_separator").join(each.label for each in citations)
        return self.say("proof_cited", provisions=names)

    def tagged(self, kind: str, text: str) -> str:
        """A text with the mark of its kind."""
        return self.say(f"proof_kind_{kind}", text=text)
