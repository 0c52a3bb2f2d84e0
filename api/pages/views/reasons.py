"""The view of the reasons page: why a conclusion holds in an outcome, or why it does not."""

from dataclasses import dataclass

from clingo.symbol import Symbol

from ....reasoner.answer.why import explain
from ....reasoner.answer.why_outline import WhyOutline, basis, position, why_outline
from ....reasoner.atoms import plain
from ....reasoner.budget import limited
from ....reasoner.explanation.tooltips import passages_in_full
from ....reasoner.pack.words import Speaker
from ....reasoner.solver.outcomes import Outcomes
from ....viz.proof import proof_dot
from ...http.worker.tasks import Drawing
from .drawing import Figure, figure_of
from .task import PostedCase, case_task

OTHERS = 3
# Of so many outcomes one is chosen to hold another one against it.
LISTED = 100


@dataclass(frozen=True, slots=True)
class Rival:
    """Another outcome: what becomes of each person, and the options that it takes."""

    id: str
    number: str
    verdicts: tuple[tuple[str, str], ...]
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReasonsView:
    """The reasons page."""

    why: WhyOutline
    figure: Figure
    rivals: tuple[Rival, ...]


@case_task
def reasons_view(
    posted: PostedCase, conclusion: str, holds: bool, outcome: str | None, drawing: Drawing
) -> ReasonsView:
    """Explain `conclusion` in the outcome with this id, or in the first one to be had."""
    pack, lang = posted.pack, posted.lang
    with limited(posted.seconds):
        found = posted.reasoner.solve(posted.case)
        others = OTHERS if holds else 0
        explained = explain(found, conclusion, outcome, holds=holds, others=others)
        why = why_outline(explained, lang)
        rivals = _rivals(found, why.outcome, lang)
        graph = proof_dot(explained.proof, lang, passages_in_full(explained.proof, pack, lang))
    return ReasonsView(why, figure_of(graph, drawing, lang), rivals)


def _rivals(found: Outcomes, own: str, lang: str) -> tuple[Rival, ...]:
    pack = found.pack
    speaker = Speaker(pack)
    *_, kind = pack.word_list.predicates[pack.verdict].args.values()

    def verdict(symbol: Symbol) -> tuple[str, str]:
        person, value = symbol.arguments
        return plain(person), speaker.label(kind, value).say(lang)

    return tuple(
        Rival(
            outcome.id,
            position(outcome.id),
            tuple(verdict(each) for each in outcome.conclusions if each.name == pack.verdict),
            tuple(reading.option for reading in basis(outcome, pack, lang).readings),
        )
        for outcome in found.first(LISTED)
        if outcome.id != own
    )
