"""The open questions of a case: contested readings and disputed facts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Disputed = Mapping[str, bool]
Options = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Questions:
    """The open questions: atom numbers of each reading's options and of the disputed facts."""

    readings: Mapping[str, Mapping[str, int]]
    disputed: Mapping[str, int]

    def atoms(self) -> Iterator[int]:
        """Every atom that answers a question, readings first."""
        for options in self.readings.values():
            yield from options.values()
        yield from self.disputed.values()

    def among(self, numbers: set[int]) -> "Questions":
        """The questions with an atom among these."""
        return Questions(
            {
                name: options
                for name, options in self.readings.items()
                if not numbers.isdisjoint(options.values())
            },
            {name: number for name, number in self.disputed.items() if number in numbers},
        )
