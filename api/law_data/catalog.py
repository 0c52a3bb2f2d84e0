"""Catalog of the regulations on the shelf, as data."""

from ...reasoner.errors import PackError
from ...reasoner.i18n import message
from ...reasoner.pack.catalog import pack_folders, shelved_pack
from ...reasoner.pack.catalog import regulations as shelved
from ...reasoner.pack.model import Pack
from .json import RegulationEntryJson, RegulationsJson, UnusablePackJson
from .plain import both


def regulations(lang: str) -> RegulationsJson:
    """The regulations on the shelf, and apart from them the folders that cannot be used.

    An unusable one has its ``id`` as far as it can be read, and the name of its folder: the reason
    is for those who keep the packs, whom ``wenze check`` tells.
    """
    usable: list[RegulationEntryJson] = []
    unusable: list[UnusablePackJson] = []
    listed = shelved()
    for name, folders in listed.items():
        try:
            usable.append(_entry(shelved_pack(name)))
        except PackError:
            unusable += [_unusable(name, folder.name, lang) for folder in folders]
    named = {folder for folders in listed.values() for folder in folders}
    nameless = [folder for folder in pack_folders() if folder not in named]
    unusable += [_unusable(None, folder.name, lang) for folder in nameless]
    return {"regulations": usable, "unusable": unusable}


def _entry(pack: Pack) -> RegulationEntryJson:
    about = pack.about
    return {
        "id": about.id,
        "version": about.version,
        "digest": pack.digest,
        "title": both(about.title.said),
        "number": both(about.number.said),
        "issuer": both(about.issuer.said),
        "provisions": len(pack.provisions()),
        "readings": len(pack.readings),
    }


def _unusable(name: str | None, folder: str, lang: str) -> UnusablePackJson:
    return {
        "id": name,
        "folder": folder,
        "message": message("law_data_unusable", folder=folder).say(lang),
    }
