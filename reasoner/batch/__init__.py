"""Many cases: JSON lines out, in the order in which the cases came in, on any executor."""

from .answering import Asked
from .inputs import Entry, entries
from .records import Ending, Line
from .run import run

__all__ = ["Asked", "Ending", "Entry", "Line", "entries", "run"]
