"""Batches of cases: JSON lines out, in the order of the cases, on any executor."""

from .inputs import Entry, entries
from .records import BatchLine, Ending
from .request import BatchRequest
from .run import run

__all__ = ["BatchLine", "BatchRequest", "Ending", "Entry", "entries", "run"]
