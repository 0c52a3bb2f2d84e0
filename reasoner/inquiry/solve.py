"""The function by which an inquiry solves further cases; the face of the reasoner hands it in."""

from collections.abc import Callable

from ..case.case import Case
from ..solver.outcomes import Outcomes

# Raises CaseRefused with every problem of the case.
Solve = Callable[[Case], Outcomes]
