"""What pages on a case say of its law: labels, statements, official words, readings."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ...reasoner.explanation.outline import OFFICIAL, Citation, Passage
from ...reasoner.i18n import fill
from .asking import ask
from .site import answered

Json = dict[str, Any]
_REFERENCE = "#/$defs/"
_OURS = "x-wenze"
Cited = Citation
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True)
class LawBook:
    """One state of a regulation in one language; each part of it is asked for once."""

    regulation: str
    digest: str
    lang: str

    @classmethod
    def of(cls, answer: Json, lang: str) -> "LawBook":
        """That under which a case was answered."""
        pack = answer["regulation"] if "regulation" in answer else answer["receipt"]["pack"]
        return cls(pack["id"], pack["digest"], lang)

    @property
    def law(self) -> Json:
        """The regulation at a glance."""
        return self._told("")

    @property
    def title(self) -> str:
        """What the regulation is called."""
        named: str = self.law["title"][self.lang]
        return named

    @property
    def verdict(self) -> Json:
        """What becomes of whom."""
        found: Json = self.law["verdict"]
        return found

    @property
    def readings(self) -> Mapping[str, Json]:
        """The contested readings by their names."""
        return {each["id"]: each for each in self._told("/readings")["readings"]}

    @property
    def facts(self) -> Mapping[str, Json]:
        """What can be stated, by predicate, as the fact schema has it."""
        kinds = self._vocabulary["section"]["properties"]
        return {name: self._vocabulary[f"fact.{name}"] for name in kinds}

    @property
    def _vocabulary(self) -> Json:
        found: Json = self._told("/vocabulary")["$defs"]
        return found

    def _told(self, part: str) -> Json:
        return _told(f"/v1/regulations/{self.regulation}{part}", self.lang, self.digest)

    def school(self, name: str) -> str:
        """A school of interpretation, in words."""
        schools = self._told("/vocabulary")["properties"]["school"]["oneOf"]
        return str(next(each["title"] for each in schools if each["const"] == name))

    def cite(self, numbers: Sequence[str]) -> list[Cited]:
        """Provisions with their words."""
        return [self._cited(number) for number in numbers]

    def _cited(self, number: str) -> Cited:
        told = self._told(f"/provisions/{number}")
        passages = [told["text"]] if told["text"] else [part["text"] for part in told["parts"]]
        return Cited(number, told["citation"], tuple(map(self._passage, passages)))

    def _passage(self, words: Mapping[str, str]) -> Passage:
        return Passage(words[OFFICIAL], None if self.lang == OFFICIAL else words[self.lang])

    def rules(self, number: str) -> Sequence[Json]:
        """The rules that cite a provision."""
        found: Sequence[Json] = self._told(f"/provisions/{number}")["rules"]
        return found

    def label(self, value: str) -> str:
        """A verdict in words, without its person."""
        return self._labels(self.verdict["values"])[value]

    def option(self, reading: str, option: str) -> str:
        """One option of a reading, in words."""
        return self._labels(self.readings[reading]["options"])[option]

    @staticmethod
    def _labels(named: Sequence[Json]) -> dict[str, str]:
        return {each["id"]: each["label"] for each in named}

    def verdict_atom(self, person: str, value: str) -> str:
        """The atom that says so."""
        return f"{self.verdict['predicate']}({_quoted(person)},{value})"

    def verdict_text(self, person: str, value: str) -> str:
        """The same in words."""
        judged, word = (argument["name"] for argument in self.verdict["arguments"])
        return fill(self.verdict["words"], {judged: person, word: self.label(value)})

    def statements(self, section: Mapping[str, Any] | None) -> dict[str, str]:
        """What the rows of a section of a case state, by the atoms that stand for them."""
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
        match self._vocabulary[f"type.{kind}"][_OURS]["kind"]:
            case "entity":
                return _quoted(value)
            case "date":
                return _DAY.sub(_day, value)
            case _:
                return value

    def _said(self, kind: str, value: str) -> str:
        labels = self._vocabulary[f"type.{kind}"].get("oneOf", ())
        return next((each["title"] for each in labels if each["const"] == value), value)


def _quoted(name: str) -> str:
    """A name as a string of an atom."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _day(written: re.Match[str]) -> str:
    """A day as a term."""
    return f"date({','.join(str(int(part)) for part in written.groups())})"


@lru_cache(maxsize=4096)
def _told(path: str, lang: str, digest: str) -> Json:
    """What a law call answers. The digest is of the law: with another, it is asked anew."""
    del digest
    found: Json = answered(ask(path, lang))
    return found
