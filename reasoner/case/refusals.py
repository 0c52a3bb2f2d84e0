"""Refusals of a case as problems with their places in the file."""

from collections.abc import Collection, Iterable

from clingo.symbol import Symbol

from ..errors import Problem
from ..pack.model import Pack
from ..pack.words import Speaker
from .findings import Findings


def problems(
    refusals: Iterable[Symbol],
    pack: Pack,
    findings: Findings,
    doubtful: Collection[str] = (),
) -> list[Problem]:
    """The atoms ``refused(Name, Things)`` as problems, in the order of the pack and the file.

    What a case seems to lack is not reported where a faulty row may have been meant to say it:
    ``doubtful`` are the predicates of such rows.
    """
    speaker = Speaker(pack)
    order = list(pack.word_list.refusals)
    found = []
    for symbol in sorted(refusals, key=lambda s: (order.index(s.arguments[0].name), s)):
        name, things = symbol.arguments
        refusal = pack.word_list.refusals[name.name]
        if not set(refusal.lacks).isdisjoint(doubtful):
            continue
        rows = [row for thing in things.arguments for row in findings.rows_about(thing)]
        pointers = list(dict.fromkeys(row.pointer for row in rows))
        found.append(
            Problem(
                refusal.code,
                speaker.refusal(symbol),
                pointers[0] if pointers else "/facts",
                also=tuple(pointers[1:]),
                line=rows[0].line if rows else None,
                found=", ".join(map(str, things.arguments)) or None,
                allowed=tuple(refusal.lacks),
            )
        )
    return found
