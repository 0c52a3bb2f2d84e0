"""Wenze: every defensible outcome of a case under a regulation, with its proof."""

from importlib import import_module
from typing import TYPE_CHECKING

from .reasoner.version import __version__

if TYPE_CHECKING:
    from .reasoner.budget import TimeUp
    from .reasoner.case.case import Case
    from .reasoner.errors import CaseRefused, PackError, Problem, UnknownRegulation, WenzeError
    from .reasoner.reasoner import Reasoner
    from .reasoner.solver.outcomes import Outcomes

__all__ = [
    "Case",
    "CaseRefused",
    "Outcomes",
    "PackError",
    "Problem",
    "Reasoner",
    "TimeUp",
    "UnknownRegulation",
    "WenzeError",
    "__version__",
]

_ROOMS = {
    "Case": "case.case",
    "Outcomes": "solver.outcomes",
    "Reasoner": "reasoner",
    "TimeUp": "budget",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first used: ``wenze --help`` needs no engine (PEP 562)."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    room = import_module(f".reasoner.{_ROOMS.get(name, 'errors')}", __name__)
    globals()[name] = found = getattr(room, name)
    return found
