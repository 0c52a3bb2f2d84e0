"""Disk cache of surveys: JSON files in the user's cache folder, safe to delete at any time.

A survey depends on the pack, its plan and the engine alone; its file is named by a digest of these.
A file that is damaged, or is no survey, is ignored and written anew. Where the folder cannot be
written, nothing is kept.
"""

import hashlib
import os
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

import clingo
from pydantic import TypeAdapter, ValidationError

from ...canonical import fingerprint
from ...pack.model import Pack
from ...version import __version__
from .plan import AtlasPlan, Base
from .situation import Situation
from .survey import Survey, survey

FORMAT = 1
MAX_BYTES = 2**26
# Surveys kept; those read or written longest ago are deleted.
MAX_KEPT = 64


class SurveyCache:
    """Surveys of one plan, read from disk or made and written there."""

    def __init__(self, pack: Pack, plan: AtlasPlan) -> None:
        self._pack = pack
        self._plan = plan
        folder = cache_folder()
        self._folder = folder and folder / "atlas"
        plain = plan.model_dump(mode="json")
        self._key = [FORMAT, _engine(), pack.digest, plain] if self._folder else []

    def survey(self, base: Base) -> Survey:
        """Read the survey of a base, or make it. Raises PackError."""
        if self._folder is None:
            return survey(Situation(self._pack, self._plan, base))
        name = fingerprint([*self._key, base.id]).removeprefix("sha256:")
        path = self._folder / f"{name}.json"
        found = _read(path)
        if found is None or found.base != base.id:
            found = survey(Situation(self._pack, self._plan, base))
            _write(path, found)
        return found


def cache_folder() -> Path | None:
    """Folder of the cache: `WENZE_CACHE`, or the user's own; None where that is set to nothing
    or there is none.
    """
    named = os.environ.get("WENZE_CACHE")
    if named is not None:
        return Path(named) if named else None
    shared = Path(os.environ.get("XDG_CACHE_HOME", ""))
    try:
        return (shared if shared.is_absolute() else Path.home() / ".cache") / "wenze"
    except RuntimeError:  # no home
        return None


@cache
def _engine() -> str:
    """Digest of the program that makes surveys: an edited checkout has the same version."""
    digest = hashlib.sha256(f"{__version__} {clingo.__version__}".encode())
    for path in sorted(Path(__file__).parents[2].rglob("*.py")):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _adapter() -> TypeAdapter[Survey]:
    return TypeAdapter(Survey)


def _read(path: Path) -> Survey | None:
    """Read a survey whose digest, in the first line, is that of the rest."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return None
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        digest, _, survey_json = content.partition(b"\n")
        if digest.decode("ascii") != hashlib.sha256(survey_json).hexdigest():
            return None
        found = _adapter().validate_json(survey_json, strict=True)
        os.utime(path)
    except (OSError, UnicodeDecodeError, ValidationError):
        return None
    return found


def _write(path: Path, found: Survey) -> None:
    """Write a survey; another process sees the whole file or none."""
    content = _adapter().dump_json(found)
    digest = hashlib.sha256(content).hexdigest().encode()
    with suppress(OSError):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
            try:
                file.write(digest + b"\n" + content)
                file.flush()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink()
                raise
        surveys = path.parent.glob(f"{'[0-9a-f]' * 64}.json")
        kept = sorted(surveys, key=lambda each: each.stat().st_mtime)
        for old in kept[:-MAX_KEPT]:
            old.unlink()
