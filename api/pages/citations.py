"""Citations of provisions on pages, with the number that leads to the page of each."""

from collections.abc import Iterable, Mapping

from ...reasoner.pack.provision import Provision


def cited(numbers: Iterable[str], lang: str) -> list[Mapping[str, str]]:
    """Provisions as a page links to them: the number in the address, and the citation to read."""
    return [{"number": number, "citation": cite(number, lang)} for number in numbers]


def cite(number: str, lang: str) -> str:
    """A provision as lawyers cite it. The interface tells provisions by their numbers alone where
    it names many.
    """
    return Provision.parse(number).cite(lang)
