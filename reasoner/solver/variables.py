"""The open questions of a case: contested readings and disputed facts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .diagram import Diagrams, Node

Disputed = Mapping[str, bool]
Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ChoiceAtoms:
    """Numbers of the atoms that answer the open questions: options of readings, disputed facts."""

    readings: Mapping[str, Mapping[str, int]]
    disputed: Mapping[str, int]

    def atoms(self) -> Iterator[int]:
        """Every atom that answers a question, readings first."""
        for options in self.readings.values():
            yield from options.values()
        yield from self.disputed.values()


class Variables:
    """The open questions as variables of diagrams, in the order of outcomes: disputed facts, found
    before not found, and then readings, option by option.
    """

    def __init__(self, questions: ChoiceAtoms) -> None:
        self.questions = questions
        self.options = {name: tuple(options) for name, options in questions.readings.items()}
        self.names = (*questions.disputed, *questions.readings)
        self.first_reading = len(questions.disputed)
        self.facts = {name: number for number, name in enumerate(questions.disputed)}
        self.readings = {
            name: number for number, name in enumerate(questions.readings, self.first_reading)
        }
        self.diagrams = Diagrams([2] * len(self.facts) + [*map(len, self.options.values())])

    def truths(self) -> dict[int, Node]:
        """The truth of each atom that answers a question, by atom number."""
        answered = self.diagrams.answered
        truths = {atom: answered(self.facts[n], 0) for n, atom in self.questions.disputed.items()}
        for name, options in self.questions.readings.items():
            for answer, atom in enumerate(options.values()):
                truths[atom] = answered(self.readings[name], answer)
        return truths

    def answers(self, disputed: Disputed, options: Options | None = None) -> dict[int, int]:
        """Answers by variable; a reading that is not open is left out."""
        found = {self.facts[name]: 0 if value else 1 for name, value in disputed.items()}
        for reading, option in (options or {}).items():
            if reading in self.options:
                found[self.readings[reading]] = self.options[reading].index(option)
        return found

    def facts_among(self, variables: Iterable[int]) -> tuple[int, ...]:
        """The disputed facts among some variables."""
        return tuple(variable for variable in variables if variable < self.first_reading)

    def readings_among(self, variables: Iterable[int]) -> tuple[str, ...]:
        """The readings among some variables, by name."""
        return tuple(self.names[v] for v in variables if v >= self.first_reading)
