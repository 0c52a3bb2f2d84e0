"""Summary of all outcomes of a case: persons, cautious and brave consequences, collisions."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from clingo.symbol import Symbol

from .brave_consequences import brave
from .case_model import CaseModel
from .components import CasePart
from .results import Collision, Person
from .variables import Options


class Summary:
    """Statements on all outcomes of a case, made without listing them."""

    def __init__(self, model: CaseModel) -> None:
        self._model = model

    @cached_property
    def always(self) -> tuple[Symbol, ...]:
        """The conclusions of every outcome: cautious consequences."""
        found = frozenset[Symbol]().union(*(part.always() for part in self._model.parts))
        return tuple(self._model.in_order(self._model.certain.conclusions | found))

    @cached_property
    def sometimes(self) -> tuple[Symbol, ...]:
        """The conclusions of at least one outcome: brave consequences."""
        found = {s for s in self._brave if self._model.kind(s) == "conclusion"}
        return tuple(self._model.in_order(self._model.certain.conclusions | found))

    @cached_property
    def remarks(self) -> frozenset[Symbol]:
        """Everything remarked on in at least one outcome: bases, collisions, assumptions."""
        return self._model.certain.remarks | {
            s for s in self._brave if self._model.kind(s) == "remark"
        }

    @cached_property
    def _brave(self) -> frozenset[Symbol]:
        reported = {
            self._model.ground.atoms[symbol]: symbol
            for symbol in self._model.reported
            if self._model.kind(symbol) != "discretion"
        }
        # Where some combinations are refused, others may need an idle fact to be found.
        unneeded = () if self._model.refusals else self._model.idle
        idle = [self._model.questions.disputed[name] for name in unneeded]
        return brave(self._model.ground, reported, self._model.refusals, idle)

    @cached_property
    def assumptions(self) -> tuple[Symbol, ...]:
        """Assumptions made on some reading."""
        names = self._model.pack.predicates_of("assumption")
        found = (symbol for symbol in self.remarks if symbol.name in names)
        return tuple(sorted(found, key=self._model.order.conclusion))

    @property
    def independent(self) -> bool:
        """True if several persons are judged, each of them apart from the others."""
        return len(self.persons) > 1 and all(len(part.verdicts) <= 1 for part in self._model.parts)

    def provisions(self, remarks: Iterable[Symbol]) -> Mapping[Symbol, tuple[str, ...]]:
        """The provisions that carry each conclusion, in the order of the text."""
        found: dict[Symbol, list[str]] = {}
        for symbol in remarks:
            if symbol.name == "basis":
                conclusion, provision = symbol.arguments
                found.setdefault(conclusion, []).append(provision.string)
        return {c: tuple(sorted(p, key=self._model.order.provision)) for c, p in found.items()}

    @cached_property
    def _judging(self) -> Mapping[Symbol, CasePart]:
        """The part in which each person is judged."""
        return {person: part for part in self._model.parts for person in part.verdicts}

    @cached_property
    def persons(self) -> Mapping[Symbol, Person]:
        """Possible verdicts on each person, in the case's order."""
        found = {}
        for person, verdicts in self._model.verdicts(self.sometimes).items():
            part = self._judging.get(person)
            contested = part is not None and part.contested(person)
            readings = part.readings_of(person) if part is not None and contested else ()
            found[person] = Person(self._model.order.verdicts(verdicts), contested, readings)
        return {person: found[person] for person in sorted(found, key=self._model.order.entity)}

    @cached_property
    def collisions(self) -> tuple[Collision, ...]:
        """The clashes that some outcome shows, in the order of the readings."""
        entries: dict[str, set[tuple[Symbol, str]]] = {}
        for symbol in self.remarks:
            if symbol.name == "collides":
                reading, person, provision = symbol.arguments
                entries.setdefault(reading.name, set()).add((person, provision.string))
        return tuple(
            self._collision(name, entries[name])
            for name in self._model.option_ids
            if name in entries
        )

    def _collision(self, reading: str, entries: Collection[tuple[Symbol, str]]) -> Collision:
        persons = sorted({person for person, _ in entries}, key=self._model.order.entity)
        provisions = sorted(
            {provision for _, provision in entries}, key=self._model.order.provision
        )
        return Collision(
            reading, tuple(persons), tuple(provisions), self._by_option(reading, persons)
        )

    def _by_option(
        self, reading: str, persons: Sequence[Symbol]
    ) -> dict[str, dict[Symbol, tuple[Symbol, ...]]]:
        """Each person's possible verdicts in the outcomes that take an option."""
        model = self._model
        certain = model.verdicts(model.certain.conclusions)

        def verdicts(person: Symbol, options: Options) -> tuple[Symbol, ...]:
            part = self._judging.get(person)
            judged = frozenset() if part is None else part.verdicts_under(person, options)
            return model.order.verdicts(certain.get(person, frozenset()) | judged)

        return {
            option: {person: verdicts(person, {reading: option}) for person in persons}
            for option in model.option_ids[reading]
            if model.findings.pins.get(reading, option) == option
        }
