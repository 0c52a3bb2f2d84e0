"""Deviations of the reasoner from a worked case: what is missing, and what is not expected."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

from clingo.symbol import Symbol

from ..atoms import plain, read_atom
from ..case.worked_cases import Expectation, ExpectedProblem, Joint, WorkedCase
from ..errors import CaseRefused, Problem
from ..reasoner import Reasoner
from ..solver.outcomes import Outcomes
from ..solver.results import Branch

Dispositions = frozenset[tuple[str, str]]


def deviations(reasoner: Reasoner, worked: WorkedCase) -> list[str]:
    """List the deviations of a case from its expectations."""
    try:
        found = reasoner.solve(worked.case)
    except CaseRefused as refusal:
        if not worked.refused:
            return [f"refused: {refusal}"]
        return list(_refusal(worked.refused, refusal.problems))
    if worked.refused:
        return ["not refused"]
    return [
        *_branches(worked.expect, found),
        *_same("idle", worked.idle, found.model.idle),
        *_conclusions(worked, found),
        *(
            _same("assumed", worked.assumed, map(str, found.summary.assumptions))
            if worked.assumed is not None
            else ()
        ),
        *_citations(worked.cites, found),
    ]


def _refusal(expected: Sequence[ExpectedProblem], found: Sequence[Problem]) -> Iterator[str]:
    yield from _same("problems", (p.code for p in expected), (p.code for p in found))
    places = {(p.code, p.pointer) for p in found}
    for problem in expected:
        if problem.pointer is not None and (problem.code, problem.pointer) not in places:
            yield f"no {problem.code} at {problem.pointer}, but {sorted(places)}"


def _same(what: str, expected: Iterable[str], found: Iterable[str]) -> Iterator[str]:
    wanted, got = Counter(expected), Counter(found)
    if missing := wanted - got:
        yield f"{what}: missing {sorted(missing.elements())}"
    if extra := got - wanted:
        yield f"{what}: not expected {sorted(extra.elements())}"


def _branches(expected: Sequence[Expectation], found: Outcomes) -> Iterator[str]:
    by_facts = {frozenset(e.disputed.items()): e for e in expected}
    met: set[frozenset[tuple[str, bool]]] = set()
    for branch in found.branches():
        facts = frozenset(branch.disputed.items())
        expectation = by_facts.get(facts)
        if expectation is None:
            yield f"disputed facts not expected: {dict(branch.disputed)}"
            return
        met.add(facts)
        if set(branch.readings) != set(expectation.live):
            yield f"{dict(branch.disputed)}: live are {list(branch.readings)}"
            return
        yield from _branch(branch, expectation.joint, found.pack.verdict)
    yield from (f"no outcome under {dict(facts)}" for facts in by_facts.keys() - met)


def _branch(branch: Branch, expected: Sequence[Joint], verdict: str) -> Iterator[str]:
    fitting = [j for j in expected if all(branch.readings[r] in o for r, o in j.when.items())]
    where = f"{dict(branch.disputed)} {dict(branch.readings)}"
    if len(fitting) != 1:
        yield f"{where}: {len(fitting)} entries of joint fit"
        return
    persons = fitting[0].persons
    wanted = {frozenset(zip(persons, joint, strict=True)) for joint in product(*persons.values())}
    got = set(_dispositions(branch, verdict))
    if missing := wanted - got:
        yield f"{where}: missing {_shown(missing)}"
    if extra := got - wanted:
        yield f"{where}: not expected {_shown(extra)}"


def _dispositions(branch: Branch, verdict: str) -> Iterator[Dispositions]:
    for joint in product(*branch.parts):
        symbols = frozenset[Symbol]().union(*(local.conclusions for local in joint))
        yield frozenset(
            (plain(s.arguments[0]), str(s.arguments[1])) for s in symbols if s.name == verdict
        )


def _shown(dispositions: Iterable[Dispositions]) -> list[dict[str, str]]:
    return [dict(sorted(d)) for d in sorted(dispositions, key=sorted)]


def _conclusions(worked: WorkedCase, found: Outcomes) -> Iterator[str]:
    always, brave = set(map(str, found.summary.always)), set(map(str, found.summary.sometimes))
    for atom in worked.always:
        if atom not in always:
            yield f"not always: {atom}"
    for atom in worked.sometimes:
        if atom not in brave - always:
            yield f"not sometimes: {atom}"
    for atom in worked.never:
        if atom in brave:
            yield f"not never: {atom}"


def _citations(cites: Mapping[str, Sequence[str]], found: Outcomes) -> Iterator[str]:
    wanted = {read_atom(text): provisions for text, provisions in cites.items()}
    seen: set[Symbol] = set()
    for conclusions, remarks in found.model.said_together():
        provisions = found.summary.provisions(remarks)
        for symbol in wanted.keys() & conclusions:
            seen.add(symbol)
            if missing := set(wanted[symbol]) - set(provisions.get(symbol, ())):
                yield f"{symbol} does not cite {sorted(missing)}"
    yield from (f"nowhere: {symbol}" for symbol in wanted.keys() - seen)
