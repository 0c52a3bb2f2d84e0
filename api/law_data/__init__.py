"""The law as plain data: what interfaces and pages show of a pack, whatever its regulation is.

Official words stand beside their translation, as ``{"zh": …, "en": …}``; all else is said in the
language asked for. Templates keep their slots: ``{Person}``. The same pack gives the same data.
"""

from .cases import NoSuchCase, case, cases
from .catalog import regulations
from .provisions import NoSuchProvision, provision
from .readings import readings
from .regulation import overview, regulation
from .vocabulary import vocabulary

__all__ = [
    "NoSuchCase",
    "NoSuchProvision",
    "case",
    "cases",
    "overview",
    "provision",
    "readings",
    "regulation",
    "regulations",
    "vocabulary",
]
