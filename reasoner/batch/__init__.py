"""Many cases: JSON lines out, in the order in which the cases came in, on any executor."""

from reasoner.batch.answering import Asked
from reasoner.batch.entries import Entry, entries
from reasoner.batch.lines import Ending, Line
from reasoner.batch.run import run

__all__ = ["Asked", "Ending", "Entry", "Line", "entries", "run"]
