"""Proofs as text, in the order in which a lawyer gives reasons."""

from collections.abc import Collection

from ...reasoner.escaping import within_quotes
from ...reasoner.explanation.absence_outline import AbsenceOutline
from ...reasoner.explanation.outline import Citation
from ...reasoner.explanation.proof_outline import OutlineStep, ProofLine, ProofOutline, ProofStage
from ...reasoner.explanation.reasons_outline import ReasonsOutline
from ...reasoner.i18n import Words
from ...reasoner.pack.provision import chinese_numeral
from .absence import AbsenceText
from .proof_lines import Lines


def reasons_text(outline: ReasonsOutline, lang: str, *, quote: bool = False) -> str:
    """Render why something holds, or why not.

    With ``quote`` the official words of each provision stand under the first step that cites it.
    """
    if isinstance(outline, AbsenceOutline):
        return AbsenceText(outline, lang).render()
    return _ProofText(outline, lang, quote).render()


class _ProofText:
    """The text of one proof in the making; each provision is quoted once."""

    def __init__(self, outline: ProofOutline, lang: str, quote: bool) -> None:
        self._outline = outline
        self._lang = lang
        self._quote = quote
        self._quoted: dict[str, int] = {}
        self._lines = Lines(lang)

    def render(self) -> str:
        conclusion = self._outline.conclusion
        text = conclusion.text + self._lines.cited(conclusion.citations)
        self._lines.message(0, "proof_conclusion", text=text)
        for number, stage in enumerate(self._outline.stages, start=1):
            self._heading(number, stage)
            for step in stage.steps:
                self._step(step)
        return self._lines.text()

    def _heading(self, number: int, stage: ProofStage) -> None:
        if stage.label is not None:
            marks = Words({"zh": chinese_numeral(number), "en": chr(ord("A") + number - 1)})
            self._lines.gap()
            self._lines.message(0, "proof_stage", number=marks, title=stage.label)

    def _step(self, step: OutlineStep) -> None:
        line = step.line
        text = self._lines.tagged(line.kind, line.text) + self._lines.cited(line.citations)
        self._lines.message(0, "proof_step", number=str(step.number), text=text)
        self._beneath(line, 4)
        if self._quote:
            self._quotes(step)

    def _beneath(self, line: ProofLine, depth: int) -> None:
        self._lines.details(depth, line.details)
        if line.steps:
            self._lines.message(depth, "proof_from", steps=self._references(line.steps))
        for premise in line.premises:
            self._premise(premise, depth)

    def _references(self, numbers: Collection[int]) -> str:
        numbered = [self._lines.say("proof_reference", number=str(number)) for number in numbers]
        return self._lines.say("text_separator").join(numbered)

    def _premise(self, line: ProofLine, depth: int) -> None:
        text = self._lines.tagged(line.kind, line.text)
        if line.by_rule or line.kind == "reading":  # facts belong to the case
            text += self._lines.cited(line.citations)
        if line.see is not None:
            text += self._lines.say("proof_see", place=self._references([line.see]))
        elif line.unfound:  # how it comes not to be found, in a few words
            text += "".join(self._lines.say("text_brackets", text=each) for each in line.details)
        self._lines.message(depth, "proof_premise", text=text)
        if not line.unfound:
            self._beneath(line, depth + 2)

    def _quotes(self, step: OutlineStep) -> None:
        """Quote the provisions of a step, and of what a rule draws beneath it, each once."""
        carried = [premise for premise in step.line.premises if premise.by_rule]
        for line in (step.line, *carried):
            for citation in line.citations:
                self._quotation(citation, step.number)

    def _quotation(self, citation: Citation, number: int) -> None:
        if len(citation.passages) != 1:  # it has no words of its own
            return
        [passage] = citation.passages
        first = self._quoted.setdefault(citation.number, number)
        if first == number:
            text = within_quotes(passage.translation or passage.text)
            self._lines.message(4, "proof_quote", provision=citation.label, text=text)
        else:
            place = self._references([first])
            self._lines.message(4, "proof_quoted", provision=citation.label, step=place)
