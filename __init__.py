"""Wenze: every defensible outcome of a case under a regulation, with its proof."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .reasoner.case.case import Case
    from .reasoner.errors import CaseRefused, PackError, Problem, UnknownRegulation, WenzeError
    from .reasoner.reasoner import Reasoner
    from .reasoner.solver.outcomes import Outcomes

    __version__: str

__all__ = [
    "Case",
    "CaseRefused",
    "Outcomes",
    "PackError",
    "Problem",
    "Reasoner",
    "UnknownRegulation",
    "WenzeError",
    "__version__",
]

_ROOMS = {
    "Case": "case.case",
    "Outcomes": "solver.outcomes",
    "Reasoner": "reasoner",
}


def __getattr__(name: str) -> object:
    """A public name, imported when it is first used: ``wenze --help`` needs no engine (PEP 562)."""
    if name == "__version__":
        from importlib.metadata import version  # noqa: PLC0415

        found: object = version(__name__)
    elif name in __all__:
        room = import_module(f".reasoner.{_ROOMS.get(name, 'errors')}", __name__)
        found = getattr(room, name)
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    globals()[name] = found
    return found
