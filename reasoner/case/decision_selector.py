"""A decision taken on one or more persons of a case, and how it is read from plain data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clingo.symbol import Function, String, Symbol

from ..errors import CaseRefused, Problem
from ..escaping import shown
from ..i18n import message
from ..pack.model import Pack, TypeOfValue
from .case import escape, unknown
from .findings import Findings, name_problem, word_problem

_PLACE = "/decision"


@dataclass(frozen=True, slots=True)
class Decision:
    """Verdicts decided on some persons, by name."""

    dispositions: Mapping[str, str]

    @classmethod
    def of(cls, data: object, pack: Pack, findings: Findings) -> "Decision":
        """A decision in plain data: persons of the case, each with a word or its label.

        Raises CaseRefused with every problem found.
        """
        return _DecisionReader(pack, findings).decision(data)

    def verdicts(self, pack: Pack) -> Mapping[str, Symbol]:
        """The verdict on each person."""
        return {
            person: Function(pack.verdict, [String(person), Function(word)])
            for person, word in self.dispositions.items()
        }


class _DecisionReader:
    def __init__(self, pack: Pack, findings: Findings) -> None:
        self._persons = persons(pack, findings)
        self._words = pack.types[pack.verdict_types[1]]
        self._problems: list[Problem] = []

    def decision(self, data: object) -> Decision:
        found = dict(self._dispositions(data))
        if self._problems:
            raise CaseRefused(self._problems)
        return Decision({name: found[name] for name in self._persons if name in found})

    def _dispositions(self, data: object) -> Iterator[tuple[str, str]]:
        if not isinstance(data, Mapping) or not data:
            self._problems.append(Problem("malformed", message("review_form"), _PLACE))
            return
        for name, value in data.items():
            person, pointer = str(name), f"{_PLACE}/{escape(str(name))}"
            if not isinstance(value, str):
                words = message("not_text", name=shown(person))
                self._problems.append(Problem("malformed", words, pointer))
                continue
            word = _word(value, self._words)
            faults = (self._unknown(person, pointer), word_problem(word, self._words, pointer))
            self._problems += [fault for fault in faults if fault is not None]
            yield person, word

    def _unknown(self, person: str, pointer: str) -> Problem | None:
        if person in self._persons:
            return None
        words = message("review_no_such_person", found=shown(person))
        return name_problem(person, pointer) or unknown(
            "value", words, pointer, person, self._persons
        )


def persons(pack: Pack, findings: Findings) -> tuple[str, ...]:
    """Persons on whom a case may be decided, in its order."""
    kind, _ = pack.verdict_types
    named = (each for fact in findings.places for each in findings.entities(fact))
    return tuple(dict.fromkeys(entity.string for each, entity in named if each == kind))


def _word(text: str, kind: TypeOfValue) -> str:
    """The fixed word that is written, or that is meant by its label."""
    return text if text in kind.labels else kind.word_for(text) or text
