"""The review of a decision as text: what is found first, then the reasons for a file."""

from collections.abc import Iterable, Iterator, Mapping

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ...reasoner.atoms import read_atom
from ...reasoner.escaping import printable
from ...reasoner.explanation.proof_graph import Proof
from ...reasoner.i18n import message
from ...reasoner.inquiry.review.review_words import ReviewSpeaker
from ...reasoner.inquiry.review.reviewed import Carried, Fallen, Review
from .lines import list_item, text_line
from .proof import proof_text

# How many of each list but changes are told; JSON has them all.
MAX_TOLD = 10


class ReviewText:
    """Says what is found of a decision."""

    def __init__(self, found: Review, lang: str) -> None:
        self._found = found
        self._lang = lang
        self._words = ReviewSpeaker(found.pack, lang)

    def render(self) -> Iterator[RenderableType]:
        """All but the proofs, section by section."""
        found, words = self._found, self._words
        verdicts = [judged.verdict for judged in found.persons.values()]
        yield Text(printable(words.headline(found.finding, verdicts)), style="bold")
        about = found.pack.about
        yield Text(f"{about.title.said.say(self._lang)} {about.number.said.say(self._lang)}")
        if found.case.title:
            yield text_line(found.case.title)
        yield self._heading("review_persons")
        yield self._persons()
        yield from map(text_line, map(words.apart, found.apart))
        yield from self._section("review_decided_by", map(words.question, found.decided_by))
        facts = (words.fact(read_atom(name)) for name in found.decided_by_facts)
        yield from self._section("review_decided_by_facts", facts)
        if found.finding == "contested":
            yield from self._section(
                "review_stands_under", map(words.condition, found.stands_under), numbered=True
            )
            yield from self._falling()
        conflicts = ("\n".join(words.conflict_parts(each)) for each in found.conflicts)
        yield from self._section("review_conflicts", conflicts, numbered=True)
        if found.finding == "falls":
            yield from self._changes()
        yield from self._unfinished()

    def reasons(self) -> str:
        """The proofs for the decision and, where it stands under some conditions only, against it,
        in lines that are never wrapped; nothing where it falls.
        """
        carried = self._found.carried
        if carried is None:
            return ""
        lines = [*self._carried(carried)]
        for number, fallen in enumerate(self._found.falls_under[:1], start=1):
            lines += self._against(number, fallen)
        certified = "review_certified" if carried.proofs is not None else "not_certified"
        return "\n".join([*lines, "", self._say(certified), ""])

    def _say(self, key: str, **values: str) -> str:
        return message(key, **values).say(self._lang)

    def _heading(self, key: str, **values: str) -> Text:
        return Text(f"\n{self._say(key, **values)}", style="bold underline")

    def _section(
        self, key: str, lines: Iterable[str], *, numbered: bool = False, **values: str
    ) -> Iterator[RenderableType]:
        """A heading and a list under it, or nothing."""
        told = [*lines]
        if told:
            yield self._heading(key, **values)
        for number, line in enumerate(told[:MAX_TOLD], start=1):
            yield list_item(line, f"{number}." if numbered else "·")
        yield from self._left(len(told))

    def _left(self, count: int) -> Iterator[RenderableType]:
        """That a list goes on."""
        if count > MAX_TOLD:
            yield list_item(self._say("review_left", count=str(count - MAX_TOLD)), "…")

    # --- what is found

    def _persons(self) -> Table:
        table = Table()
        for key in ("text_person", "review_decided", "review_finding", "review_admitted"):
            table.add_column(self._say(key), overflow="fold")
        for person, judged in self._found.persons.items():
            admitted = self._words.join(map(self._words.label, judged.admitted))
            table.add_row(
                text_line(person),
                Text(self._words.label(judged.verdict)),
                Text(self._say(f"review_finding_{judged.finding}")),
                Text(admitted or self._say("review_nothing")),
            )
        return table

    def _falling(self) -> Iterator[RenderableType]:
        yield self._heading("review_falls_under")
        falls_under = self._found.falls_under
        for number, fallen in enumerate(falls_under[:MAX_TOLD], start=1):
            yield list_item(self._words.condition(fallen.condition), f"{number}.")
            said = self._say("review_instead", verdicts=self._instead(fallen))
            yield Padding(text_line(said), (0, 0, 0, 4))
        yield from self._left(len(falls_under))

    def _instead(self, fallen: Fallen) -> str:
        """What may become of each person instead."""
        return self._words.join(
            (
                self._say(
                    "review_verdict",
                    person=person,
                    word=self._words.join(map(self._words.label, verdicts), "review_or")
                    or self._say("review_no_role"),
                )
                for person, verdicts in fallen.instead.items()
            ),
            "text_semicolon",
        )

    def _changes(self) -> Iterator[RenderableType]:
        changes = self._found.changes
        if not changes and "changes" not in self._found.unfinished:
            yield Text(f"\n{self._say('review_no_change')}")
            return
        if changes:
            yield self._heading("review_changes", count=str(len(changes[0].changes)))
        for number, each in enumerate(changes, start=1):
            yield list_item(self._words.carried_change(each), f"{number}.")
        left = (self._found.change_count or 0) - len(changes)
        if left > 0:
            yield list_item(self._say("review_changes_left", count=str(left)), "…")

    def _unfinished(self) -> Iterator[RenderableType]:
        members = [self._say(f"review_member_{member}") for member in self._found.unfinished]
        if members:
            said = self._say("review_unfinished", members=self._words.join(members))
            yield Text(f"\n{said}")

    # --- reasons

    def _carried(self, carried: Carried) -> Iterator[str]:
        """What carries the decision, what it rests on, and the proofs."""
        yield self._say("review_carried", id=carried.outcome.id)
        if carried.compared > 1:
            yield self._say("review_compared", count=str(carried.compared))
        resting = [
            *self._words.condition_parts(carried.condition),
            *(node.text.say(self._lang) for node in carried.rests_on),
        ]
        if carried.proofs is None:
            return
        yield self._say("review_rests_on" if resting else "review_rests_on_nothing")
        yield from (f"  · {printable(each)}" for each in resting)
        yield from self._proofs(carried.proofs)

    def _against(self, number: int, fallen: Fallen) -> Iterator[str]:
        """Why the decision does not hold under a condition."""
        if fallen.why_not:
            yield "\n" + self._say("review_because", number=str(number), id=fallen.outcome.id)
            yield from self._proofs(fallen.why_not)

    def _proofs(self, proofs: Mapping[str, Proof]) -> Iterator[str]:
        for proof in proofs.values():
            yield "\n" + proof_text(proof, self._found.pack, self._lang, quote=False)
