"""Finding packs: beside this package, in the folders of WENZE_PACKS, or by path."""

import os
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from reasoner.bilingual import message
from reasoner.display import shown
from reasoner.pack.load import load_pack
from reasoner.pack.model import Pack
from reasoner.problems import PackError, UnknownRegulation

VARIABLE = "WENZE_PACKS"


def pack_folders() -> list[Path]:
    """Every folder that holds a pack, in a fixed order."""
    shelves = [Path(str(files("kb")))]
    shelves += [Path(part) for part in os.environ.get(VARIABLE, "").split(os.pathsep) if part]
    return [
        folder
        for shelf in shelves
        for folder in ([shelf] if _is_pack(shelf) else sorted(shelf.glob("*/")))
        if _is_pack(folder)
    ]


def packs() -> Mapping[str, Pack]:
    """All packs on the shelf by the id of their regulation. Raises PackError for two of one id."""
    found: dict[str, Pack] = {}
    for folder in pack_folders():
        pack = load_pack(folder)
        if pack.id in found and found[pack.id].folder != pack.folder:
            raise PackError(str(folder), f"a second pack with the id {pack.id}")
        found[pack.id] = pack
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
    available = packs()
    if name is None and len(available) == 1:
        return next(iter(available.values()))
    if name is None or name not in available:
        key = "regulation_not_named" if name is None else "unknown_regulation"
        raise UnknownRegulation(message(key, found=shown(name or ""), allowed=", ".join(available)))
    return available[name]


def _is_pack(folder: Path) -> bool:
    try:
        return (folder / "pack.yaml").is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL: no folder
        return False
