"""Texts in Chinese and English, and templates filled with values."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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


def as_it_is(text: str) -> Words:
    """A text that is the same in every language."""
    return Words(dict.fromkeys(LANGS, text))


def filled(template: Words, values: Mapping[str, Words]) -> Words:
    """A template with values in its slots, in every language."""
    return Words(
        {
            lang: fill(template.say(lang), {name: each.say(lang) for name, each in values.items()})
            for lang in LANGS
        }
    )


def joined(separator: Words, parts: Iterable[Words]) -> Words:
    """Join texts by a separator, in every language."""
    texts = list(parts)
    return Words({lang: separator.say(lang).join(t.say(lang) for t in texts) for lang in LANGS})


@dataclass(frozen=True, slots=True)
class Message(Mapping[Lang, str]):
    """A message of the engine by its key, filled with its arguments when it is said."""

    key: str
    arguments: Mapping[str, "str | Words"]

    def __getitem__(self, lang: Lang) -> str:
        values = {name: _said(value, lang) for name, value in self.arguments.items()}
        return fill(messages()[lang][self.key], values)

    def __iter__(self) -> Iterator[Lang]:
        return iter(LANGS)

    def __len__(self) -> int:
        return len(LANGS)


def _said(value: "str | Words", lang: str) -> str:
    return value.say(lang) if isinstance(value, Words) else printable(value)


def message(key: str, **arguments: "str | Words") -> Words:
    """A message of the engine. Raises KeyError where there is none with this key."""
    if key not in messages()[LANGS[0]]:
        raise KeyError(key)
    return Words(Message(key, arguments))


def messages() -> Mapping[str, Mapping[str, str]]:
    """The engine's own messages, by language and key."""
    return catalogue("wenze.reasoner", "messages")


@cache
def catalogue(package: str, folder: str) -> Mapping[str, Mapping[str, str]]:
    """The words of a layer by language and key, from the YAML files in a folder of its package.

    Raises ValueError for a key that stands twice.
    """
    found: dict[str, dict[str, str]] = {lang: {} for lang in LANGS}
    for lang, words in found.items():
        for part in word_files(files(package) / folder / lang):
            if twice := words.keys() & part.keys():
                raise ValueError(f"{package}/{folder}/{lang}: {sorted(twice)} stand twice")
            words.update(part)
    return found


def word_files(folder: Traversable) -> list[dict[str, Any]]:
    """The contents of the YAML files in a folder, in the order of their names."""
    paths = sorted(folder.iterdir(), key=lambda path: path.name)
    texts = (path.read_text(encoding="utf-8") for path in paths if path.name.endswith(".yaml"))
    return [read_yaml(text) for text in texts]


def read_yaml(text: str) -> Any:
    """Plain data of a YAML text. libyaml, if PyYAML has it, reads ten times as fast."""
    return yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both safe
