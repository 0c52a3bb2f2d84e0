"""Wenze's reasoner: every defensible outcome of a case under a regulation."""

from reasoner.case import Case
from reasoner.outcomes import Outcomes
from reasoner.problems import CaseRefused, PackError, Problem, UnknownRegulation, WenzeError
from reasoner.reasoner import Reasoner

__all__ = [
    "Case",
    "CaseRefused",
    "Outcomes",
    "PackError",
    "Problem",
    "Reasoner",
    "UnknownRegulation",
    "WenzeError",
]
