"""The contested readings of a regulation, with the arguments for each option."""

from ...reasoner.pack.model import Pack, Reading
from .json import ReadingJson


def readings(pack: Pack, lang: str) -> list[ReadingJson]:
    """Every contested reading, in the pack's order."""
    return [told_reading(reading, lang) for reading in pack.readings]


def told_reading(reading: Reading, lang: str) -> ReadingJson:
    """One reading: where the text leaves it open, the question, and what speaks for each answer."""
    return {
        "id": reading.id,
        "provisions": list(reading.provisions),
        "question": reading.question.say(lang),
        "options": [
            {
                "id": option.id,
                "label": option.label.say(lang),
                "argument": option.argument.say(lang),
                "rests_on": option.rests_on.say(lang),
            }
            for option in reading.options
        ],
    }
