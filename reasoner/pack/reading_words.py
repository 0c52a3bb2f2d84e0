"""Readings and their options in the words of their law."""

from collections.abc import Mapping

from ..i18n import message
from .model import Pack, Reading


class ReadingSpeaker:
    """Says the readings of one pack in one language."""

    def __init__(self, pack: Pack, lang: str) -> None:
        self._readings = {reading.id: reading for reading in pack.readings}
        self._lang = lang

    def question(self, name: str) -> str:
        """The contested question."""
        return self._reading(name).question.said.say(self._lang)

    def option(self, name: str, option: str | None) -> str:
        """The reading taken, or that it is left open."""
        if option is None:
            return message("schools_left_open").say(self._lang)
        options = self._reading(name).options
        return next(each.label.said.say(self._lang) for each in options if each.id == option)

    def taken(self, name: str, option: str) -> str:
        """A reading and the option that is taken."""
        return self.question(name) + message("schools_taken", option=self.option(name, option)).say(
            self._lang
        )

    def pins(self, pins: Mapping[str, str]) -> str:
        """Readings and the options that are taken together; none where it is all the same."""
        taken = (self.taken(name, option) for name, option in pins.items())
        joined = message("text_semicolon").say(self._lang).join(taken)
        return joined or message("consistency_whatever").say(self._lang)

    def _reading(self, name: str) -> Reading:
        return self._readings[name]
