"""Finding packs: beside this package, in the folders of WENZE_PACKS, or by path."""

import os
from collections.abc import Mapping
from contextlib import suppress
from importlib.resources import files
from pathlib import Path

from ..errors import PackError, UnknownRegulation
from ..escaping import shown
from ..i18n import message
from .load import load_pack, read_about
from .model import Pack

VARIABLE = "WENZE_PACKS"


def pack_folders() -> list[Path]:
    """Every folder that holds a pack, in a fixed order."""
    shelves = [Path(str(files("wenze.kb"))).resolve()]
    shelves += [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return [
        folder
        for shelf in shelves
        for folder in ([shelf] if _is_pack(shelf) else sorted(shelf.glob("*/")))
        if _is_pack(folder)
    ]


def regulations() -> Mapping[str, list[Path]]:
    """The folders of the packs on the shelf by the id of their regulation; a folder whose
    ``pack.yaml`` cannot be read has no id and is left out.
    """
    found: dict[str, list[Path]] = {}
    for folder in pack_folders():
        with suppress(PackError):
            found.setdefault(read_about(folder).id, []).append(folder)
    return found


def find_pack(name: str | None = None) -> Pack:
    """The pack with this id, at this path, or the only one there is.

    Raises UnknownRegulation when there is none such, or several and no name; PackError.
    """
    if name is not None and _is_pack(Path(name)):
        return load_pack(Path(name))
    return shelved_pack(name)


def shelved_pack(name: str | None = None) -> Pack:
    """The pack on the shelf with this id, or the only one there is. A case may name its regulation
    only so: a path from outside is never opened.

    Raises UnknownRegulation when there is none such, or several and no name; PackError.
    """
    available = regulations()
    if name is None and len(available) == 1:
        name = next(iter(available))
    if name is None or name not in available:
        key = "regulation_not_named" if name is None else "unknown_regulation"
        found, allowed = shown(name or ""), tuple(available)
        words = message(key, found=found, allowed=", ".join(allowed))
        raise UnknownRegulation(words, found, allowed)
    first, *others = {folder.resolve(): None for folder in available[name]}
    if others:
        raise PackError(str(others[0]), f"a second pack with the id {name}")
    return load_pack(first)


def shelf() -> str:
    """Folders of packs beside this package, as WENZE_PACKS has them."""
    parts = os.environ.get(VARIABLE, "").split(os.pathsep)
    return os.pathsep.join(str(Path(part).absolute()) for part in parts if part)


def use_shelf(folders: str) -> None:
    """Look for packs in these folders, as whoever asks this process does."""
    os.environ[VARIABLE] = folders


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / "pack.yaml").is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL: no folder
        return False
