"""The law of a case as its pages quote it: labels, statements, official words, readings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from ....reasoner.explanation.outline import Citation, Citer
from ....reasoner.i18n import fill
from ....reasoner.pack import Pack, shelved_pack
from ... import law_data

Json = Mapping[str, Any]
_OURS = "x-wenze"
Cited = Citation
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True)
class LawBook:
    """A pack in one language. All of it is of one state of the law: that of the pack."""

    pack: Pack
    lang: str

    @classmethod
    def of(cls, answer: Json, lang: str) -> "LawBook":
        """The book of the regulation that an answer names."""
        pack = answer["regulation"] if "regulation" in answer else answer["receipt"]["pack"]
        return cls(shelved_pack(pack["id"]), lang)

    @property
    def regulation(self) -> str:
        """The id of the regulation."""
        return self.pack.id

    @cached_property
    def law(self) -> Json:
        """The regulation without its text."""
        return law_data.overview(self.pack, self.lang)

    @property
    def title(self) -> str:
        """The title of the regulation."""
        return self.pack.about.title.said.say(self.lang)

    @property
    def verdict(self) -> Json:
        """The predicate of the verdict, with its words and values."""
        found: Json = self.law["verdict"]
        return found

    @cached_property
    def readings(self) -> Mapping[str, Json]:
        """The contested readings by their ids."""
        return {str(each["id"]): each for each in law_data.readings(self.pack, self.lang)}

    @cached_property
    def facts(self) -> Mapping[str, Json]:
        """The facts that a case can state, by predicate, as the fact schema has them."""
        kinds = self._vocabulary["section"]["properties"]
        return {name: self._vocabulary[f"fact.{name}"] for name in kinds}

    @cached_property
    def _vocabulary(self) -> Json:
        return cast("Json", law_data.vocabulary(self.pack, self.lang)["$defs"])

    def school(self, name: str) -> str:
        """The label of a school of interpretation."""
        school = self.pack.school(name)
        return name if school is None else school.label.said.say(self.lang)

    def cite(self, numbers: Sequence[str]) -> tuple[Citation, ...]:
        """The provisions of these numbers with their official words."""
        return self._citer(numbers)

    @cached_property
    def _citer(self) -> Citer:
        return Citer(self.pack, self.lang)

    def label(self, value: str) -> str:
        """The label of a verdict, without its person."""
        return self._labels(self.verdict["values"])[value]

    def option(self, reading: str, option: str) -> str:
        """The label of an option of a reading."""
        return self._labels(self.readings[reading]["options"])[option]

    @staticmethod
    def _labels(named: Sequence[Json]) -> dict[str, str]:
        return {each["id"]: each["label"] for each in named}

    def statements(self, section: Mapping[str, Any] | None) -> dict[str, str]:
        """The statements of the rows of a section of a case, by their atoms."""
        return dict(self._stated(section or {}))

    def _stated(self, section: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name, rows in section.items():
            told = self.facts[name][_OURS]
            for row in [[]] if rows is True else rows:
                values = row if isinstance(row, list) else [row]
                arguments = list(zip(told["arguments"], map(str, values), strict=True))
                atoms = [self._atom(each["type"], value) for each, value in arguments]
                said = {each["name"]: self._said(each["type"], value) for each, value in arguments}
                atom = f"{name}({','.join(atoms)})" if atoms else name
                yield atom, fill(told["statement"], said)

    def _atom(self, kind: str, value: str) -> str:
        match self.pack.types[kind].kind:
            case "entity":
                return _quoted(value)
            case "date":
                return _DAY.sub(_day, value)
            case _:
                return value

    def _said(self, kind: str, value: str) -> str:
        label = self.pack.types[kind].labels.get(value)
        return value if label is None else label.said.say(self.lang)


def _quoted(name: str) -> str:
    """A name as a string of an atom."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _day(written: re.Match[str]) -> str:
    """A day as a term."""
    return f"date({','.join(str(int(part)) for part in written.groups())})"
