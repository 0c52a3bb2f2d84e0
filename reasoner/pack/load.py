"""Loading a pack from its folder, once for each state of its files."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from ..errors import PackError
from ..i18n import read_yaml
from .literate import Article, read_article
from .model import About, Pack, Reading, School, Vocabulary, WordList

T = TypeVar("T")
_READINGS = TypeAdapter(tuple[Reading, ...])
_SCHOOLS = TypeAdapter(tuple[School, ...])


def load_pack(folder: Path) -> Pack:
    """Read a pack's folder; equal contents are read once.

    Raises PackError with file and line for the first fault that keeps it from being read.
    """
    folder = folder.resolve()
    return _load(folder, _digest(folder), _text_digest(folder))


def read_about(folder: Path) -> About:
    """Read which regulation a pack's folder holds. Raises PackError."""
    return _read(folder / "pack.yaml", TypeAdapter(About))


@lru_cache(maxsize=16)
def _load(folder: Path, digest: str, text_digest: str) -> Pack:
    about = read_about(folder)
    readings = _read(folder / "readings.yaml", _READINGS)
    return Pack(
        folder=folder,
        digest=digest,
        text_digest=text_digest,
        about=about,
        vocabulary=_read(folder / "vocabulary.yaml", TypeAdapter(Vocabulary)),
        readings=readings,
        word_list=_read(folder / "words.yaml", TypeAdapter(WordList)),
        articles=tuple(_articles(folder)),
        schools=_schools(folder / "schools.yaml", readings),
    )


def _schools(path: Path, readings: tuple[Reading, ...]) -> tuple[School, ...]:
    """The schools of interpretation; none may pin what there is not."""
    schools = _read(path, _SCHOOLS) if path.exists() else ()
    options = {(reading.id, option) for reading in readings for option in reading.option_ids}
    for school in schools:
        for name, option in school.pins.items():
            if (name, option) not in options:
                reason = f"there is no such reading or option to pin: {name}: {option}"
                raise PackError(f"{path}: {school.id}", reason)
    return schools


def _articles(folder: Path) -> list[Article]:
    paths = sorted((folder / "articles").glob("*.lp"))
    if not paths:
        raise PackError(str(folder), "no articles")
    findings = folder / "findings.lp"
    return [read_article(path) for path in (*paths, *([findings] if findings.exists() else []))]


def _read(path: Path, adapter: "TypeAdapter[T]") -> T:
    try:
        data: Any = read_yaml(path.read_text(encoding="utf-8"))
        return adapter.validate_python(data, strict=False)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise PackError(str(path), f"cannot be read: {error}") from None
    except ValidationError as error:
        raise invalid(path, error) from None


def invalid(path: Path, error: ValidationError) -> PackError:
    """The first fault of a file's contents."""
    first = error.errors()[0]
    place = "/".join(str(part) for part in first["loc"])
    return PackError(f"{path}: {place}", first["msg"])


def _digest(folder: Path) -> str:
    """SHA-256 over all files that say what the law is; worked cases do not."""
    digest = hashlib.sha256()
    for path in sorted(
        [*folder.glob("*.yaml"), *folder.glob("*.lp"), *folder.glob("articles/*.lp")]
    ):
        name = path.relative_to(folder).as_posix().encode()
        content = path.read_bytes()
        for part in (name, content):
            digest.update(len(part).to_bytes(8))
            digest.update(part)
    return f"sha256:{digest.hexdigest()}"


def _text_digest(folder: Path) -> str:
    """SHA-256 of the official text as published; of nothing where it is missing, which
    ``wenze check`` reports.
    """
    source = folder / "source.txt"
    try:
        content = source.read_bytes() if source.exists() else b""
    except OSError as error:
        raise PackError(str(source), f"cannot be read: {error}") from None
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
