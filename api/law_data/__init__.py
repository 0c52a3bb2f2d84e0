"""The law as plain data: what interfaces and pages show of a pack, whatever its regulation is.

Official words stand beside their translation, as ``{"zh": …, "en": …}``; all else is said in the
language asked for. Templates keep their slots: ``{Person}``. The same pack gives the same data.
"""

from reasoner.published.cases import NoSuchCase, case, cases
from reasoner.published.provisions import NoSuchProvision, provision
from reasoner.published.readings import readings
from reasoner.published.regulation import regulation
from reasoner.published.shelf import regulations
from reasoner.published.vocabulary import vocabulary

__all__ = [
    "NoSuchCase",
    "NoSuchProvision",
    "case",
    "cases",
    "provision",
    "readings",
    "regulation",
    "regulations",
    "vocabulary",
]
