"""Batches of cases: JSON lines out, in the order of the cases, on any executor."""

from .inputs import Entry, entries
from .records import Ending, Line
from .request import BatchRequest
from .run import run

__all__ = ["BatchRequest", "Ending", "Entry", "Line", "entries", "run"]
