"""Fonts of this machine, by fontconfig, and the characters that they lack."""

import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass

FALLBACK = "sans-serif"
_SECONDS = 20
_RANGE = re.compile(r"([0-9a-f]+)(?:-([0-9a-f]+))?")


@dataclass(frozen=True, slots=True)
class Font:
    """The family that PNG and PDF are set in, and whether it is known to have Chinese."""

    family: str
    chinese: bool


def font() -> Font:
    """The best family for Chinese that fontconfig finds; any, where it finds none or is missing."""
    families = sorted(
        {line.split(",")[0].strip() for line in _lines("fc-list", ":lang=zh", "family")} - {""}
    )
    if not families:
        return Font(FALLBACK, False)
    best = _lines("fc-match", "-f", "%{family[0]}", f"{FALLBACK}:lang=zh")
    if best and best[0] in families:
        return Font(best[0], True)
    return Font(min(families, key=lambda family: ("Mono" in family, family)), True)


def lacking(text: str) -> list[str]:
    """The characters of a text that no font here is known to have, in order of their codes."""
    wanted = {character for character in text if ord(character) > 0x7E and character.isprintable()}
    if wanted:
        wanted -= _drawable(wanted, _lines("fc-list", "-f", r"%{charset}\n"))
    return sorted(wanted)


def _drawable(wanted: Iterable[str], charsets: Iterable[str]) -> set[str]:
    """The wanted characters that one of the fonts' character sets, ranges of codes, holds."""
    spans = {
        (int(low, 16), int(high or low, 16))
        for charset in charsets
        for low, high in _RANGE.findall(charset)
    }
    return {c for c in wanted if any(low <= ord(c) <= high for low, high in spans)}


def _lines(command: str, *arguments: str) -> list[str]:
    """The output of a program of fontconfig; nothing when it is missing or fails."""
    path = shutil.which(command)
    if path is None:
        return []
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program with fixed arguments
            [path, *arguments], capture_output=True, timeout=_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return done.stdout.decode("utf-8", "replace").splitlines()
