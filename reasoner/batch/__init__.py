"""Many cases: JSON lines out, in the order in which the cases came in, on any executor."""

from .inputs import Entry, entries
from .records import Ending, Line
from .request import BatchRequest
from .run import run

__all__ = ["BatchRequest", "Ending", "Entry", "Line", "entries", "run"]
