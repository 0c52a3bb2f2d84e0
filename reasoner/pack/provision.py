"""Provisions: how the parts of a regulation are named, and cited in two languages."""

import re
from dataclasses import dataclass

_PROVISION = re.compile(
    r"(?P<article>[1-9]\d*)(?:\.(?P<paragraph>[1-9]\d*))?(?:\((?P<item>[1-9]\d*)\))?"
    r"(?:\.s(?P<sentence>[1-9]\d*))?",
    re.ASCII,
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True, order=True)
class Provision:
    """An article, or a paragraph, item or sentence of one; 0 where a level is not named."""

    article: int
    paragraph: int = 0
    item: int = 0
    sentence: int = 0

    @classmethod
    def parse(cls, text: str) -> "Provision":
        """Read ``14.2.s1`` and its like; ValueError for anything else."""
        match = _PROVISION.fullmatch(text)
        if match is None:
            raise ValueError(f"not a provision: {text!r}")
        return cls(*(int(number or 0) for number in match.groups()))

    def __str__(self) -> str:
        text = str(self.article)
        if self.paragraph:
            text += f".{self.paragraph}"
        if self.item:
            text += f"({self.item})"
        if self.sentence:
            text += f".s{self.sentence}"
        return text

    def within(self, other: "Provision") -> bool:
        """True if this is ``other`` or a part of it."""
        if self.article != other.article:
            return False
        pairs = (
            (self.paragraph, other.paragraph),
            (self.item, other.item),
            (self.sentence, other.sentence),
        )
        return all(theirs in (0, ours) for ours, theirs in pairs)

    def cite(self, lang: str) -> str:
        """第十一条第（二）项, or Art. 11(2)."""
        if lang == "zh":
            text = f"第{chinese_numeral(self.article)}条"
            if self.paragraph:
                text += f"第{chinese_numeral(self.paragraph)}款"
            if self.item:
                text += f"第（{chinese_numeral(self.item)}）项"
            if self.sentence:
                text += f"第{chinese_numeral(self.sentence)}句"
            return text
        text = f"Art. {self.article}"
        if self.paragraph:
            text += f", para. {self.paragraph}" + (", item " if self.item else "")
        if self.item:
            text += f"({self.item})"
        if self.sentence:
            text += f", sentence {self.sentence}"
        return text


def chinese_numeral(number: int) -> str:
    """A number from 1 to 999 as Chinese law writes it."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")
