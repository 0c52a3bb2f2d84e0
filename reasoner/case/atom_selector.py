"""Atoms that are asked about: written by people, known to the regulation."""

from collections.abc import Iterable

from clingo.symbol import Symbol

from ..atoms import AtomSyntaxError, functor, read_atom
from ..errors import CaseRefused, Problem
from ..escaping import shown
from ..i18n import message
from ..pack.model import Pack
from ..pack.predicates import PROVIDED
from .case import nearest
from .findings import word_problem


def known_atom(text: str, pack: Pack, pointer: str) -> Symbol:
    """An atom of the regulation, read from a text that stands at a place in the question.

    Raises CaseRefused for any other.
    """
    try:
        symbol = read_atom(text)
    except AtomSyntaxError:
        words = message("explain_not_an_atom")
        raise CaseRefused([Problem("malformed", words, pointer, found=shown(text))]) from None
    known = {name: len(types) for name, types in pack.argument_types.items()} | PROVIDED
    name, arity = functor(symbol), len(symbol.arguments)
    if name not in known:
        words, near = message("explain_unknown", found=shown(name)), nearest(name, known)
        raise CaseRefused(
            [Problem("unknown_predicate", words, pointer, found=shown(name), nearest=near)]
        )
    if known[name] != arity:
        words = message("explain_arity", found=name, wanted=str(known[name]), given=str(arity))
        raise CaseRefused([Problem("arity", words, pointer, found=str(symbol))])
    faults = [
        problem
        for kind, argument in zip(_kinds(name, pack), symbol.arguments, strict=False)
        if (labelled := pack.types[kind]).labels
        and (problem := word_problem(str(argument), labelled, pointer)) is not None
    ]
    if faults:
        raise CaseRefused(faults)
    return symbol


def _kinds(name: str, pack: Pack) -> Iterable[str]:
    """The types of an atom's arguments, of one that a reader of the law may write."""
    said = name in pack.vocabulary.facts or name in pack.conclusions
    return pack.argument_types[name] if said else ()
