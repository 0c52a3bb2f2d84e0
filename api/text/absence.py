"""Answers to why not as text: what holds, what is missing, what stands in the way."""

from collections.abc import Iterable

from ...reasoner.escaping import within_quotes
from ...reasoner.explanation.absence_outline import (
    AbsenceOutline,
    Lack,
    Obstacle,
    Way,
    WayCondition,
    Ways,
)
from .proof_lines import Lines


class AbsenceText:
    """The text of one answer to why not in the making."""

    def __init__(self, outline: AbsenceOutline, lang: str) -> None:
        self._outline = outline
        self._lines = Lines(lang)

    def render(self) -> str:
        """Render the ways in which the law could have given it, one after another."""
        outline = self._outline
        self._lines.message(0, "proof_not_so", text=outline.conclusion)
        self._lines.details(0, outline.details)
        count = len(outline.ways.each)
        if count:
            key = "proof_ways" if count > 1 else "proof_one_way"
            self._lines.message(0, key, count=str(count))
            self._ways(outline.ways, 0)
        return self._lines.text()

    def _ways(self, ways: Ways, depth: int) -> None:
        self._met(ways.met, depth, "proof_all_met")
        for way in ways.each:
            text = way.condition.text + self._lines.cited(way.condition.citations)
            self._lines.message(depth, "proof_way", place=way.number, text=text)
            if way.brief:
                lacking = self._joined(lack.condition.text for lack in way.lacks)
                self._lines.message(depth + 4, "proof_missing", text=lacking)
            else:
                self._way(way, depth + 4)

    def _way(self, way: Way, depth: int) -> None:
        self._met(way.met, depth, "proof_met")
        for lack in way.lacks:
            self._lack(lack, depth)
        for obstacle in way.obstacles:
            self._obstacle(obstacle, depth)
        if way.open:
            self._lines.message(depth, "proof_open", count=str(way.open))
        if way.chosen_otherwise:
            self._lines.message(depth, "proof_chosen_otherwise")
        self._lines.details(depth, way.details)

    def _met(self, conditions: Iterable[WayCondition], depth: int, key: str) -> None:
        texts = [
            self._text(each)
            if each.holds
            else self._lines.say("proof_not", text=within_quotes(each.text))
            for each in conditions
        ]
        if texts:
            self._lines.message(depth, key, text=self._joined(texts))

    def _lack(self, lack: Lack, depth: int) -> None:
        condition = lack.condition
        text = condition.text
        if condition.kind == "reading":
            text = self._lines.tagged("reading", text)
        if condition.by_rule:
            text += self._lines.cited(condition.citations)
        if lack.see is not None:
            text += self._lines.say("proof_see", place=lack.see)
        elif lack.likewise:
            text += self._lines.say("proof_likewise")
        elif lack.details:
            text += self._lines.say("text_brackets", text=self._joined(lack.details))
        self._lines.message(depth, "proof_missing", text=text)
        if lack.ways is None:
            return
        if len(lack.ways.each) == 1:
            self._way(lack.ways.each[0], depth + 2)
        else:
            self._lines.message(depth + 2, "proof_none_of")
            self._ways(lack.ways, depth + 2)

    def _obstacle(self, obstacle: Obstacle, depth: int) -> None:
        text = self._cited(obstacle.condition)
        if obstacle.see is not None:
            text += self._lines.say("proof_see", place=obstacle.see)
        self._lines.message(depth, "proof_blocking", text=text)
        if obstacle.grounds:
            self._lines.message(depth + 2, "proof_rests")
            for ground in obstacle.grounds:
                self._lines.message(depth + 4, "proof_premise", text=self._cited(ground))

    # --- conditions

    def _cited(self, condition: WayCondition) -> str:
        """A condition with its provisions, unless it belongs to the case."""
        of_law = condition.by_rule or (condition.kind == "reading" and condition.holds)
        return self._text(condition) + (self._lines.cited(condition.citations) if of_law else "")

    def _text(self, condition: WayCondition) -> str:
        kind = condition.kind if condition.holds else "absent"
        return condition.text if kind == "fact" else self._lines.tagged(kind, condition.text)

    def _joined(self, texts: Iterable[str]) -> str:
        return self._lines.say("text_semicolon").join(texts)
