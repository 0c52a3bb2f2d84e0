"""What pages say of themselves, in both languages; what they say of a law comes from its pack."""

from collections import ChainMap
from functools import cache
from importlib.resources import files

from ...reasoner.i18n import fill, word_files


@cache
def page_words(lang: str) -> dict[str, str]:
    """The words of all pages in one language, by key."""
    return dict(ChainMap(*word_files(files("wenze.api.pages") / "words" / lang)))


def say(lang: str, key: str, **values: object) -> str:
    """Words of a page, with values in their slots. Raises KeyError where there are none."""
    return fill(page_words(lang)[key], {name: str(value) for name, value in values.items()})
