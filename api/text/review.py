"""A review of a decision as text: the finding first, then the reasons for a file."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from ...reasoner.escaping import printable
from ...reasoner.explanation.reasons_outline import ReasonsOutline
from ...reasoner.inquiry.review.outline import CarriedOutline, FallenOutline, ReviewOutline
from .lines import Renderer, list_item, text_line
from .proof import reasons_text

# How many of each list but repairs are listed; JSON has them all.
MAX_LISTED = 10


class ReviewText(Renderer[ReviewOutline]):
    """Renders the outline of a review."""

    def render(self) -> Iterator[RenderableType]:
        """Render all but the proofs, section by section."""
        outline = self._outline
        yield Text(printable(outline.headline), style="bold")
        yield Text(outline.law)
        if outline.title:
            yield text_line(outline.title)
        yield self._heading("review_persons")
        yield self._persons()
        yield from map(text_line, outline.incompatible)
        decided_by = (
            f"{each.text}{self._say('review_cited', provisions=self._citations(each.citations))}"
            for each in outline.decided_by
        )
        yield from self._section("review_decided_by", decided_by)
        yield from self._section("review_decided_by_facts", outline.decided_by_facts)
        if outline.finding == "contested":
            conditions = (each.text for each in outline.stands_under)
            yield from self._section("review_stands_under", conditions, numbered=True)
            yield from self._falling()
        conflicts = ("\n".join(each.parts) for each in outline.conflicts)
        yield from self._section("review_conflicts", conflicts, numbered=True)
        if outline.finding == "falls":
            yield from self._repairs()
        if outline.unfinished:
            members = (self._say(f"review_member_{member}") for member in outline.unfinished)
            yield Text(f"\n{self._say('review_unfinished', members=self._join(members))}")

    def reasons(self) -> str:
        """The proofs for the decision and, where it stands under some conditions only, against it,
        in lines that are never wrapped; nothing where it falls.
        """
        carried = self._outline.carried
        if carried is None:
            return ""
        lines = [*self._carried(carried)]
        for fallen in self._outline.falls_under[:1]:
            if fallen.why_not:
                lines.append("\n" + self._say("review_because", number="1", id=fallen.outcome))
                lines += self._proofs(fallen.why_not)
        certified = "review_certified" if carried.proofs is not None else "not_certified"
        return "\n".join([*lines, "", self._say(certified), ""])

    def _section(
        self, key: str, lines: Iterable[str], *, numbered: bool = False
    ) -> Iterator[RenderableType]:
        """A heading and a list under it, or nothing."""
        listed = [*lines]
        if listed:
            yield self._heading(key)
        for number, line in enumerate(listed[:MAX_LISTED], start=1):
            yield list_item(line, f"{number}." if numbered else "·")
        yield from self._left(listed)

    def _left(self, listed: Sequence[object]) -> Iterator[RenderableType]:
        """A line that says how many are not told."""
        if len(listed) > MAX_LISTED:
            yield list_item(self._say("review_left", count=str(len(listed) - MAX_LISTED)), "…")

    # --- the finding

    def _persons(self) -> Table:
        columns = ("text_person", "review_decided", "review_finding", "review_admitted")
        table = self._table(*columns)
        for judged in self._outline.persons:
            table.add_row(
                text_line(judged.person),
                Text(judged.decided),
                Text(self._say(f"review_finding_{judged.finding}")),
                Text(self._join(judged.admitted) or self._say("review_nothing")),
            )
        return table

    def _falling(self) -> Iterator[RenderableType]:
        falls_under = self._outline.falls_under
        yield self._heading("review_falls_under")
        for number, fallen in enumerate(falls_under[:MAX_LISTED], start=1):
            yield list_item(fallen.condition.text, f"{number}.")
            instead = self._join(self._instead(fallen), "text_semicolon")
            yield list_item(self._say("review_instead", verdicts=instead), "", depth=3)
        yield from self._left(falls_under)

    def _instead(self, fallen: FallenOutline) -> Iterator[str]:
        """The dispositions possible instead, person by person."""
        for person, labels in fallen.instead:
            word = self._join(labels, "review_or") or self._say("review_no_role")
            yield self._say("review_verdict", person=person, word=word)

    def _repairs(self) -> Iterator[RenderableType]:
        repairs = self._outline.repairs
        if not repairs and "changes" not in self._outline.unfinished:
            yield Text(f"\n{self._say('review_no_change')}")
            return
        if repairs:
            yield self._heading("review_changes", count=str(len(repairs[0].parts)))
        for number, each in enumerate(repairs, start=1):
            yield list_item(each.text, f"{number}.")
        if left := self._outline.unlisted_repairs:
            yield list_item(self._say("review_changes_left", count=str(left)), "…")

    # --- reasons

    def _carried(self, carried: CarriedOutline) -> Iterator[str]:
        """The outcome that carries the decision, what it rests on, and the proofs."""
        yield self._say("review_carried", id=carried.outcome)
        if carried.compared > 1:
            yield self._say("review_compared", count=str(carried.compared))
        if carried.proofs is None:
            return
        yield self._say("review_rests_on" if carried.rests_on else "review_rests_on_nothing")
        yield from (f"  · {printable(each)}" for each in carried.rests_on)
        yield from self._proofs(carried.proofs)

    def _proofs(self, proofs: Sequence[tuple[str, ReasonsOutline]]) -> Iterator[str]:
        for _, proof in proofs:
            yield "\n" + reasons_text(proof, self._lang)
