"""The independent oracle: the law model once more, in plain Python, shared with nothing."""

from .facts import READINGS, VOCABULARY, Case, atom_text, read_case
from .law import conclusions
from .oracle import Answer, PersonSummary, outcomes
from .random_cases import random_case
from .refusals import Problem, refusals

__all__ = [
    "READINGS",
    "VOCABULARY",
    "Answer",
    "Case",
    "PersonSummary",
    "Problem",
    "atom_text",
    "conclusions",
    "outcomes",
    "random_case",
    "read_case",
    "refusals",
]
