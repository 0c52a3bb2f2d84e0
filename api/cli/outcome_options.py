"""Which outcome a command speaks of: the one with an id, or the first that is as described."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, cast

import click

from ...reasoner.case.case import escape
from ...reasoner.case.outcome_selector import OutcomeSelector
from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.escaping import shown
from ...reasoner.i18n import message
from ...reasoner.pack.model import Pack
from .options import F

_READING, _FINDING, _DISPOSITION = "NAME=OPTION", "ATOM=true|false", "PERSON=WORD"


@dataclass(frozen=True, slots=True)
class Described:
    """An outcome described by what it has, as it was typed."""

    readings: tuple[str, ...]
    findings: tuple[str, ...]
    dispositions: tuple[str, ...]

    def wanted(self, pack: Pack) -> OutcomeSelector:
        """The same as every door asks it. Raises CaseRefused with what is wrong with it."""
        problems: list[Problem] = []
        data = {
            "readings": pairs(self.readings, "/outcome/readings", _READING, problems),
            "disputed": pairs(self.findings, "/outcome/disputed", _FINDING, problems),
            "dispositions": pairs(
                self.dispositions, "/outcome/dispositions", _DISPOSITION, problems
            ),
        }
        if problems:
            raise CaseRefused(problems)
        return OutcomeSelector.of(data, pack)


def pairs(texts: Sequence[str], place: str, form: str, problems: list[Problem]) -> dict[str, str]:
    """The pairs typed, with faults noted as of a place; names may hold the sign between the
    two, words do not.
    """
    found: dict[str, str] = {}
    for text in texts:
        name, sign, word = text.rpartition("=")
        if not sign:
            words = message("wanted_not_a_pair", found=shown(text), form=form)
            problems.append(Problem("malformed", words, place, found=shown(text)))
        elif name in found:
            words = message("duplicate_key", found=shown(name))
            problems.append(Problem("duplicate_key", words, f"{place}/{escape(name)}"))
        found[name] = word
    return found


def which_outcome(command: F) -> F:
    """Give a command the two ways to say which outcome it speaks of."""

    @click.option("--outcome", metavar="ID", help="An outcome's id; else the first that fits.")
    @click.option(
        "--reading",
        "readings",
        multiple=True,
        metavar=_READING,
        help="The first outcome with this option of a reading; may be repeated.",
    )
    @click.option(
        "--finding",
        "findings",
        multiple=True,
        metavar=_FINDING,
        help="The first outcome that finds so of a disputed fact; may be repeated.",
    )
    @click.option(
        "--disposition",
        "dispositions",
        multiple=True,
        metavar=_DISPOSITION,
        help="The first outcome in which this becomes of a person; may be repeated.",
    )
    @wraps(command)
    def naming(
        *,
        outcome: str | None,
        readings: tuple[str, ...],
        findings: tuple[str, ...],
        dispositions: tuple[str, ...],
        **asked: Any,
    ) -> None:
        described = None
        if readings or findings or dispositions:
            described = Described(readings, findings, dispositions)
        if outcome is not None and described is not None:
            raise click.UsageError("An outcome is named by its id or by what it has, not by both.")
        command(outcome=described if outcome is None else outcome, **asked)

    return cast("F", naming)
