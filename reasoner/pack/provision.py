"""Provisions: how the parts of a regulation are named, and cited in two languages."""

import re
from collections.abc import Callable, Iterable
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

    @property
    def _levels(self) -> tuple[int, ...]:
        return self.article, self.paragraph, self.item, self.sentence

    def __str__(self) -> str:
        return self._put(("{}", ".{}", "({})", ".s{}"), str)

    def _put(self, forms: Iterable[str], numeral: Callable[[int], str]) -> str:
        """The levels that are named, each in its form."""
        pairs = zip(forms, self._levels, strict=True)
        return "".join(form.format(numeral(number)) for form, number in pairs if number)

    def within(self, other: "Provision") -> bool:
        """True if this is ``other`` or a part of it."""
        pairs = zip(self._levels, other._levels, strict=True)
        return all(theirs in (0, ours) for ours, theirs in pairs)

    def cite(self, lang: str) -> str:
        """第十一条第（二）项, or Art. 11(2)."""
        if lang == "zh":
            return self._put(("第{}条", "第{}款", "第（{}）项", "第{}句"), chinese_numeral)
        item = ", item ({})" if self.paragraph else "({})"
        return self._put(("Art. {}", ", para. {}", item, ", sentence {}"), str)


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
