"""The form of a case as it is laid out: groups in the order of the law, things one by one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from ....reasoner.escaping import printable
from ....reasoner.explanation.outline import Citation
from ....reasoner.i18n import fill
from .draft import OPEN, Cells, Draft, choice_field, name_field, row_field
from .vocabulary import Choice, Fact, Kind, Slot

_BLANK = "＿＿"
# A form with more is too much for a reader and for a browser.
MOST_CONTROLS = 4_000


@dataclass(frozen=True, slots=True)
class Control:
    """One field: its name, its label and what it says; ``options`` are those to choose among."""

    field: str
    label: str
    value: str
    kind: str = "standing"
    options: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the form: its cells, how it stands, and what it is removed by."""

    label: str
    cells: tuple[Control, ...]
    standing: Control
    removed_by: str | None = None


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """A question under the words of its provision, with a line for each of its answers.

    ``added`` are what ask for one more row, by the label of what it is about.
    """

    id: str
    text: str
    citations: tuple[Citation, ...]
    lines: tuple[Line, ...]
    added: Mapping[str, str] = field(default_factory=dict)

    @property
    def control(self) -> Control | None:
        """The one field of a question that is answered by yes or no."""
        plain = len(self.lines) == 1 and not self.lines[0].label and not self.lines[0].cells
        return self.lines[0].standing if plain else None

    @property
    def is_open(self) -> bool:
        """True if it has no answer."""
        return all(
            any(not cell.value for cell in line.cells) if line.cells else not line.standing.value
            for line in self.lines
        )


@dataclass(frozen=True, slots=True)
class Names:
    """The things of one type that the case names."""

    kind: Kind
    entries: tuple[Control, ...]

    @property
    def new(self) -> str:
        """The field for one more."""
        return f"n.{self.kind.id}"


@dataclass(frozen=True, slots=True)
class Block:
    """The questions about one thing, or about the case."""

    about: str
    kind: Kind | None
    questions: tuple[FormQuestion, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Questions about things of one type, or about the case, after the names they need. There are
    none yet where things of the type that is ``wanting`` are to be named.
    """

    names: tuple[Names, ...]
    wanting: Kind | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the form."""

    id: str
    label: str
    parts: tuple[Part, ...]


def laid_out(draft: Draft, more: str = "") -> tuple[Group, ...] | None:
    """The form with what the draft says; None where it would have too many fields.

    ``more`` asks for one more row, as the ``added`` of a question has it.
    """
    if _size(draft) > MOST_CONTROLS:
        return None
    return _Layout(draft, more).groups()


def _size(draft: Draft) -> int:
    """The number of fields to fill in, rows counted once."""
    count = sum(map(len, draft.rows.values()))
    for fact in draft.vocabulary.facts.values():
        slots = fact.slots[:1] if fact.in_rows else fact.slots
        size = 1
        for slot in slots:
            size *= len(_values(draft, slot.kind))
        count += size
    return count


def _values(draft: Draft, kind: Kind) -> tuple[Choice, ...]:
    """The values to choose among: things by their places, or words."""
    if kind.is_named:
        return tuple(Choice(str(n), printable(name)) for n, name in enumerate(draft.names[kind.id]))
    return kind.words


class _Layout:
    """Lays one draft out."""

    def __init__(self, draft: Draft, more: str) -> None:
        self._draft = draft
        self._more = more
        self._fields = draft.fields()
        self._named: set[str] = set()

    def groups(self) -> tuple[Group, ...]:
        vocabulary = self._draft.vocabulary
        return tuple(
            Group(group.id, group.label, tuple(self._parts(facts)))
            for group in vocabulary.groups
            if (facts := [fact for fact in vocabulary.facts.values() if fact.group == group.id])
        )

    def _parts(self, facts: list[Fact]) -> Iterator[Part]:
        """Questions about the case where the first of them stands, those about things together."""
        by_subject: dict[str, list[Fact]] = {}
        for fact in facts:
            about = fact.kinds[0].id if fact.kinds and fact.kinds[0].is_named else ""
            by_subject.setdefault(about, []).append(fact)
        for about, of_them in by_subject.items():
            names = tuple(self._names(of_them))
            if not about:
                questions = tuple(self._question(fact, None) for fact in of_them)
                yield Part(names, None, (Block("", None, questions),))
                continue
            kind = self._draft.vocabulary.names[about]
            blocks = [
                Block(each.label, kind, tuple(self._question(fact, each) for fact in of_them))
                for each in _values(self._draft, kind)
            ]
            yield Part(names, None if blocks else kind, tuple(blocks))

    def _names(self, facts: list[Fact]) -> Iterator[Names]:
        """The names of the types of things that none of the facts laid out before has named."""
        for kind in (kind for fact in facts for kind in fact.kinds):
            if kind.is_named and kind.id not in self._named:
                self._named.add(kind.id)
                entries = (
                    Control(name_field(kind.id, place), kind.label, name, kind="name")
                    for place, name in enumerate(self._draft.names[kind.id])
                )
                yield Names(kind, tuple(entries))

    def _question(self, fact: Fact, subject: Choice | None) -> FormQuestion:
        """A question about a thing, or about the case."""
        known = {} if subject is None else {fact.slots[0].name: subject.label}
        slots = {slot.name: known.get(slot.name, _BLANK) for slot in fact.slots}
        at = ".".join(("q", fact.name, *([subject.id] if subject else [])))
        lines = self._rows if fact.in_rows else self._choices
        found, added = lines(fact, subject)
        return FormQuestion(at, fill(fact.question, slots), fact.citations, tuple(found), added)

    def _choices(self, fact: Fact, subject: Choice | None) -> tuple[list[Line], Mapping[str, str]]:
        """A line for each way in which the question may be answered."""
        values = [_values(self._draft, slot.kind) for slot in fact.slots]
        if subject is not None:
            values[0] = (subject,)
        hidden = int(subject is not None)
        return [
            self._choice(fact, answer, " · ".join(each.label for each in answer[hidden:]))
            for answer in product(*values)
        ], {}

    def _choice(self, fact: Fact, answer: tuple[Choice, ...], label: str) -> Line:
        at = choice_field(fact.name, tuple(each.id for each in answer))
        return Line(label, (), Control(at, label, self._fields.get(at, OPEN)))

    def _rows(self, fact: Fact, subject: Choice | None) -> tuple[list[Line], Mapping[str, str]]:
        """The rows by what they are about; an empty one where there is none or one is wanted."""
        first = fact.slots[0].kind
        if subject is not None:
            about: tuple[Choice, ...] = (subject,)
        else:
            about = (Choice("", ""),) if first.kind == "date" else _values(self._draft, first)
        rows = list(enumerate(self._draft.rows.get(fact.name, ())))
        lines, added = [], {}
        free = len(rows)
        for each in about:
            label = "" if subject is not None else each.label
            mine = [(at, row.cells, row.standing) for at, row in rows
                    if first.kind == "date" or row.cells[0] == each.id]  # fmt: skip
            more = f"{fact.name}.{each.id}"
            if not mine or self._more == more:
                mine.append((free, (each.id, *[""] * (len(fact.slots) - 1)), "facts"))
                free += 1
            added[label] = f"more.{more}"
            lines += [self._row(fact, label, *row, given=row[0] < len(rows)) for row in mine]
        return lines, added

    def _row(
        self, fact: Fact, label: str, place: int, cells: Cells, standing: str, *, given: bool
    ) -> Line:
        at = row_field(fact.name, place)
        controls = (
            self._cell(slot, f"{at}.{number}", cell, fixed=not number)
            for number, (slot, cell) in enumerate(zip(fact.slots, cells, strict=True))
        )
        gone = f"cut.{fact.name}.{place}" if given else None
        return Line(label, tuple(controls), Control(f"{at}.s", label, standing), gone)

    def _cell(self, slot: Slot, at: str, value: str, *, fixed: bool) -> Control:
        if slot.kind.kind == "date":
            return Control(at, slot.label, value, "date")
        if fixed:
            return Control(at, slot.label, value, "fixed")
        return Control(at, slot.label, value, "choice", _values(self._draft, slot.kind))


def place_of(draft: Draft, name: str, things: Sequence[str | None]) -> str | None:
    """The id of the part of the form about a fact and some things: a question, one of its lines,
    or the names where a thing is yet to be named.
    """
    fact = draft.vocabulary.facts.get(name)
    if fact is None:
        return None
    kinds = [kind for kind in fact.kinds if kind.is_named]
    places = []
    for kind, thing in zip(kinds, things, strict=False):
        if thing not in draft.names[kind.id]:
            return f"n.{kind.id}"
        places.append(str(draft.names[kind.id].index(thing)))
    if len(places) == len(fact.slots) > 1 and not fact.in_rows:
        return choice_field(name, tuple(places))
    about = places[:1] if fact.slots and fact.slots[0].kind.is_named else []
    return ".".join(("q", name, *about))


def whole_place_of(draft: Draft, name: str, things: Sequence[str | None]) -> str | None:
    """The same, where it asks about nothing else besides."""
    fact = draft.vocabulary.facts.get(name)
    if fact is None or (len(things) > 1 and fact.in_rows):
        return None
    return place_of(draft, name, things)
