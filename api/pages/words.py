"""The words of pages in both languages; all that pages say of a law comes from its pack."""

from collections.abc import Mapping

from ...reasoner.i18n import catalogue, fill


def page_words(lang: str) -> Mapping[str, str]:
    """The words of all pages in one language, by key."""
    return catalogue("wenze.api", "words")[lang]


def say(lang: str, key: str, **values: object) -> str:
    """Words of a page, with values in their slots. Raises KeyError where there are none."""
    return fill(page_words(lang)[key], {name: str(value) for name, value in values.items()})
