"""Values shared by all outlines: statements and citations, in one language.

An outline is all that an answer tells, in its order and with its words chosen. It is computed once,
where the law is at hand; texts, pages and drawings render it and look nothing up. It can be
pickled, so that a worker computes it and another process renders it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from ..i18n import Words
from ..pack.model import Pack
from ..pack.provision import Provision

OFFICIAL = "zh"


@dataclass(frozen=True, slots=True)
class Passage:
    """Official words, and their translation where the outline is not in Chinese."""

    text: str
    translation: str | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision by its ``number``, as lawyers cite it (``label``), with its official words.

    A provision without words of its own has those of its parts, a passage for each.
    """

    number: str
    label: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence with the provisions that carry it."""

    text: str
    citations: tuple[Citation, ...] = ()


class Citer:
    """Cites provisions of one pack in one language; each citation is one object, however often."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._pack = pack
        self.lang = lang
        self._known: dict[str, Citation] = {}

    def __call__(self, provisions: Iterable[Provision | str]) -> tuple[Citation, ...]:
        """Cite provisions in the order given."""
        return tuple(map(self.cite, provisions))

    def cite(self, provision: Provision | str) -> Citation:
        """Cite one provision."""
        number = str(provision)
        if number not in self._known:
            parsed = Provision.parse(number)
            passages = tuple(map(self._passage, passages_of(self._pack, parsed)))
            self._known[number] = Citation(number, parsed.cite(self.lang), passages)
        return self._known[number]

    def _passage(self, words: Words) -> Passage:
        translation = None if self.lang == OFFICIAL else words.say(self.lang)
        return Passage(words.say(OFFICIAL), translation)


def passages_of(pack: Pack, provision: Provision) -> list[Words]:
    """List the official words of a provision; those of its parts, where it has none of its own."""
    whole = pack.quoted(provision)
    if whole is not None:
        return [whole]
    return [
        pack.quoted(line.provision) or line.text
        for article in pack.articles
        for line in article.lines
        if line.provision is not None and line.provision.within(provision)
    ]
