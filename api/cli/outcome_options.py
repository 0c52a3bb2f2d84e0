"""Options that name the outcome a command speaks of: by its id, or the first as described."""

from collections.abc import Mapping, Sequence

import click

from ...reasoner.case.case import escape
from ...reasoner.case.outcome_selector import OutcomeSelector
from ...reasoner.errors import CaseRefused, Problem
from ...reasoner.escaping import shown
from ...reasoner.i18n import message
from ...reasoner.pack.model import Pack
from .options import F

Typed = Sequence[str]
# The member of a selector that each option describes, the form of what is typed, and help.
_DESCRIBING = {
    "reading": (
        "readings",
        "NAME=OPTION",
        "The first outcome with this option of a reading; may be repeated.",
    ),
    "finding": (
        "disputed",
        "ATOM=true|false",
        "The first outcome that finds so of a disputed fact; may be repeated.",
    ),
    "disposition": (
        "dispositions",
        "PERSON=WORD",
        "The first outcome in which this becomes of a person; may be repeated.",
    ),
}


def which_outcome(command: F) -> F:
    """Give a command the two ways to say which outcome it speaks of."""
    for name, (_, form, text) in reversed(_DESCRIBING.items()):
        command = click.option(f"--{name}", multiple=True, metavar=form, help=text)(command)
    return click.option(
        "--outcome", metavar="ID", help="An outcome's id; else the first that fits."
    )(command)


def described(typed: Mapping[str, Typed], pack: Pack) -> OutcomeSelector:
    """The selector of what is typed by option, as every door has it. Raises CaseRefused."""
    members = {member: (typed[name], form) for name, (member, form, _) in _DESCRIBING.items()}
    return OutcomeSelector.of(read_pairs(members, "/outcome"), pack)


def read_pairs(typed: Mapping[str, tuple[Typed, str]], at: str = "") -> dict[str, dict[str, str]]:
    """Read pairs, typed in some form, of each member of what stands `at` a place. Names may hold
    the sign between the two, words do not. Raises CaseRefused with every fault.
    """
    found: dict[str, dict[str, str]] = {}
    problems: list[Problem] = []
    for member, (texts, form) in typed.items():
        place, pairs = f"{at}/{member}", found.setdefault(member, {})
        for text in texts:
            name, sign, word = text.rpartition("=")
            if not sign:
                words = message("wanted_not_a_pair", found=shown(text), form=form)
                problems.append(Problem("malformed", words, place, found=shown(text)))
            elif name in pairs:
                words = message("duplicate_key", found=shown(name))
                problems.append(Problem("duplicate_key", words, f"{place}/{escape(name)}"))
            pairs[name] = word
    if problems:
        raise CaseRefused(problems)
    return found
