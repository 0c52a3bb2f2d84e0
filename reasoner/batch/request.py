"""The question that a batch asks of each of its cases."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from ..answer.outcomes_answer import DEFAULT_LIMIT
from ..answer.receipt import engines
from ..errors import PackError
from ..i18n import Lang
from ..pack import find_pack
from ..pack.catalog import regulations, shelf
from ..pack.load import load_pack


@dataclass(frozen=True, slots=True)
class BatchRequest:
    """The question asked of every case of a batch.

    ``law`` holds the digests of all packs that may be used and ``engines`` the versions of the
    engines: all cases are answered under the same law, however long the batch takes.
    """

    pack: str | None = None
    shelf: str = ""
    lang: Lang = "zh"
    limit: int = DEFAULT_LIMIT
    law: tuple[str, ...] = ()
    engines: tuple[tuple[str, str | None], ...] = ()

    @classmethod
    def of(
        cls, pack: str | None = None, lang: Lang = "zh", limit: int = DEFAULT_LIMIT
    ) -> "BatchRequest":
        """The question under the packs on the shelf as they are now, or under the one named.

        Raises UnknownRegulation, PackError.
        """
        versions = tuple(cast("Mapping[str, str | None]", engines()).items())
        if pack is None:
            return cls(None, shelf(), lang, limit, tuple(sorted(_shelved())), versions)
        chosen = find_pack(pack)
        return cls(str(chosen.folder), shelf(), lang, limit, (chosen.digest,), versions)


def _shelved() -> set[str]:
    """The digests of the packs on the shelf; one that cannot be used answers no case."""
    found = set()
    for folders in regulations().values():
        for folder in folders:
            try:
                found.add(load_pack(folder).digest)
            except PackError as error:
                found.add(str(error))
    return found
