"""Texts in Chinese and English, and templates filled with values."""

import re
from collections import ChainMap
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, cast

import yaml

from .escaping import printable

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = ("zh", "en")

_SLOT = re.compile(r"\{(\w+)\}")


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into the ``{Name}`` slots of a template; values are never read as templates."""
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), template)


def slots(template: str) -> frozenset[str]:
    """The names a template has slots for."""
    return frozenset(_SLOT.findall(template))


@dataclass(frozen=True, slots=True)
class Words:
    """One text in every language, ready to be said."""

    by_lang: Mapping[Lang, str] | Mapping[str, str]

    def say(self, lang: str) -> str:
        """The text in the language asked for."""
        return cast("Mapping[str, str]", self.by_lang)[lang]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The engine's own messages, by language and key."""

    messages: Mapping[str, Mapping[str, str]] = field(repr=False)

    def __call__(self, key: str, **values: "str | Words") -> Words:
        """The message ``key``, filled in for every language."""
        return Words(
            {
                lang: fill(texts[key], {name: _said(value, lang) for name, value in values.items()})
                for lang, texts in self.messages.items()
            }
        )


def _said(value: "str | Words", lang: str) -> str:
    return value.say(lang) if isinstance(value, Words) else printable(value)


@cache
def catalogue() -> Catalogue:
    """The messages shipped with the package."""
    folder = files("wenze.reasoner") / "messages"
    return Catalogue({lang: dict(ChainMap(*word_files(folder / lang))) for lang in LANGS})


def word_files(folder: Traversable) -> list[dict[str, Any]]:
    """What the YAML files of a folder hold, in the order of their names."""
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    texts = (path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".yaml"))
    return [read_yaml(text) for text in texts]


def read_yaml(text: str) -> Any:
    """Plain data of a YAML text. libyaml, if PyYAML has it, reads ten times as fast."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both safe


def message(key: str, **values: "str | Words") -> Words:
    """A message of the engine in every language."""
    return catalogue()(key, **values)
