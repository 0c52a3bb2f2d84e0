"""Values of a pack as plain data: names with labels, arguments with types, both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...reasoner.errors import WenzeError
from ...reasoner.escaping import shown
from ...reasoner.i18n import Words, message
from ...reasoner.pack.model import Bilingual, Pack
from .json import ArgumentJson, BilingualJson, NamedJson


@dataclass
class NoSuchEntry(WenzeError):
    """A regulation has no such entry; ``found`` was requested, ``key`` is that of the message."""

    regulation: str
    found: str
    key: ClassVar[str]

    @property
    def words(self) -> Words:
        """The message for people."""
        return message(self.key, found=shown(self.found))

    def __str__(self) -> str:
        return self.words.say("en")


def both(words: Words) -> BilingualJson:
    """A text in every language."""
    return {"zh": words.say("zh"), "en": words.say("en")}


def labelled(names: Mapping[str, Bilingual], lang: str) -> list[NamedJson]:
    """Names with their labels, in the pack's order."""
    return [{"id": name, "label": label.say(lang)} for name, label in names.items()]


def arguments(pack: Pack, args: Mapping[str, str], lang: str) -> list[ArgumentJson]:
    """Arguments in order: the slot of the templates that each fills, its type, the type's label."""
    return [
        {"name": name, "type": kind, "label": pack.types[kind].say(lang)}
        for name, kind in args.items()
    ]
