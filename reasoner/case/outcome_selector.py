"""An outcome asked for by what it has, and how that is read from plain data."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..errors import CaseRefused, Problem
from ..escaping import shown
from ..i18n import Words, message
from ..pack.model import Pack
from .atom_selector import known_atom
from .case import Pin, escape, unknown
from .findings import name_problem, pin_problem, word_problem

_KEYS = ("readings", "disputed", "dispositions")
_FINDINGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class OutcomeSelector:
    """An outcome asked for by what it has: options, findings of disputed facts, verdicts."""

    readings: Mapping[str, str] = field(default_factory=dict)
    disputed: Mapping[str, bool] = field(default_factory=dict)
    dispositions: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, data: object, pack: Pack, place: str = "/outcome") -> "OutcomeSelector":
        """Selector read from plain data that stands at a place: an object with any of the three,
        in which atoms may be spaced as one likes, and findings are true or false, as such or as
        words.

        Raises CaseRefused with every problem found; whether an outcome is like that is not asked.
        """
        return _WantedReader(pack, place).wanted(data)


class _WantedReader:
    def __init__(self, pack: Pack, place: str) -> None:
        self._pack = pack
        self._place = place
        self._problems: list[Problem] = []

    def wanted(self, data: object) -> OutcomeSelector:
        parts: Mapping[object, object] = {}
        if isinstance(data, Mapping):
            parts = data
        else:
            self._refuse(message("wanted_form", keys=", ".join(_KEYS)), self._place)
        for key in parts:
            if key not in _KEYS:
                name = str(key)
                words = message("wanted_unknown_key", found=shown(name))
                pointer = f"{self._place}/{escape(name)}"
                self._problems.append(unknown("malformed", words, pointer, name, _KEYS))
        found = OutcomeSelector(
            dict(self._readings(parts.get("readings"))),
            dict(self._findings(parts.get("disputed"))),
            dict(self._dispositions(parts.get("dispositions"))),
        )
        if self._problems:
            raise CaseRefused(self._problems)
        return found

    def _readings(self, part: object) -> Iterator[tuple[str, str]]:
        for name, option, pointer in self._texts(part, "readings"):
            problem = pin_problem(Pin(name, option, pointer), self._pack)
            if problem is None:
                yield name, option
            else:
                self._problems.append(problem)

    def _findings(self, part: object) -> Iterator[tuple[str, bool]]:
        """Findings by atoms as they are printed; two spellings of one atom are one too many."""
        places: dict[str, str] = {}
        for text, value, pointer in self._entries(part, "disputed"):
            finding = _FINDINGS.get(value) if isinstance(value, str) else value
            if not isinstance(finding, bool):
                self._refuse(message("wanted_finding"), pointer)
            try:
                atom = str(known_atom(text, self._pack, pointer))
            except CaseRefused as refusal:
                self._problems += refusal.problems
                continue
            if atom in places:
                words = message("duplicate_key", found=shown(atom))
                also = (places[atom],)
                self._problems.append(Problem("duplicate_key", words, pointer, also))
            places.setdefault(atom, pointer)
            if isinstance(finding, bool):
                yield atom, finding

    def _dispositions(self, part: object) -> Iterator[tuple[str, str]]:
        _, kind = self._pack.verdict_types
        for person, word, pointer in self._texts(part, "dispositions"):
            named = name_problem(person, pointer)
            worded = word_problem(word, self._pack.types[kind], pointer)
            self._problems += filter(None, (named, worded))
            if not (named or worded):
                yield person, word

    def _texts(self, part: object, key: str) -> Iterator[tuple[str, str, str]]:
        """The entries of a part whose values are texts."""
        for name, value, pointer in self._entries(part, key):
            if isinstance(value, str):
                yield name, value, pointer
            else:
                self._refuse(message("not_text", name=shown(name)), pointer)

    def _entries(self, part: object, key: str) -> Iterator[tuple[str, object, str]]:
        """The entries of a part with their places; none, where it is left out."""
        place = f"{self._place}/{key}"
        if isinstance(part, Mapping):
            for name, value in part.items():
                yield str(name), value, f"{place}/{escape(str(name))}"
        elif part is not None:
            self._refuse(message("not_mapping"), place)

    def _refuse(self, words: Words, pointer: str) -> None:
        self._problems.append(Problem("malformed", words, pointer))
