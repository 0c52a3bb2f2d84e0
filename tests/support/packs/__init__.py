"""The packs under test: the law, an invented regulation beside it, and broken copies of both."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
LAW_FOLDER = REPOSITORY / "kb" / "yiyuan_2022_59"
MINI_FOLDER = Path(__file__).resolve().parent / "library_lending"
LAW_ID, MINI_ID = "yiyuan-2022-59", "library-lending"


def broken(
    source: Path, target: Path, *edits: tuple[str, str, str], without: Sequence[str] = ()
) -> Path:
    """A copy of a pack with some texts replaced (file, old, new) and some files left out.

    An empty ``old`` adds ``new`` at the end of the file.
    """
    folder = target / source.name
    shutil.copytree(source, folder)
    for file, old, new in edits:
        path = folder / file
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1) if old else text + new, encoding="utf-8")
    for file in without:
        (folder / file).unlink()
    return folder
