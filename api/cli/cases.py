"""Cases on the command line: read, given to their regulation, refused with every reason."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from ...reasoner.answer.why import NoSuchOutcome
from ...reasoner.case.case import Case
from ...reasoner.case.regulation import unknown_regulation
from ...reasoner.case.text_tree import MAX_BYTES
from ...reasoner.errors import CaseRefused, PackError, Problem, UnknownRegulation
from ...reasoner.i18n import message
from ...reasoner.pack import find_pack, shelved_pack
from ...reasoner.proof.bridge import ProverMissing
from ...reasoner.proof.prover import CertificateFailed
from ...reasoner.reasoner import Reasoner
from ...reasoner.solver.outcomes import Outcomes
from .options import EXHAUSTED, UNREADABLE
from .terminal import fail, refuse


def read_case(path: str, lang: str, as_json: bool) -> Case:
    """Read a case file, - for standard input."""
    try:
        if path == "-":
            return Case.from_bytes(sys.stdin.buffer.read(MAX_BYTES + 1))
        return Case.load(path)
    except OSError as error:
        words = message("unreadable", path=path, reason=error.strerror or type(error).__name__)
        fail(words.say(lang), UNREADABLE)
    except CaseRefused as refusal:
        refuse(refusal.problems, lang, as_json)


def reasoner_for(case: Case, pack: str | None, lang: str, as_json: bool) -> Reasoner:
    """The reasoner under the pack that is named, or under that of a case's regulation."""
    try:
        return Reasoner(shelved_pack(case.regulation) if pack is None else find_pack(pack))
    except UnknownRegulation as unknown:
        if pack is not None:
            fail(unknown.words.say(lang), UNREADABLE)
        refuse([*case.problems, unknown_regulation(unknown)], lang, as_json)
    except PackError as error:
        fail(str(error), UNREADABLE)


def solved(case: Case, pack: str | None, lang: str, as_json: bool) -> Outcomes:
    """The outcomes of a case under the pack that is named, or under that of its regulation."""
    reasoner = reasoner_for(case, pack, lang, as_json)
    try:
        return reasoner.solve(case)
    except CaseRefused as refusal:
        refuse(refusal.problems, lang, as_json)
    except PackError as error:
        fail(str(error), UNREADABLE)


@contextmanager
def proving(lang: str, as_json: bool) -> Iterator[None]:
    """End as the command line does where proving goes wrong."""
    try:
        yield
    except CaseRefused as refusal:
        refuse(refusal.problems, lang, as_json)
    except NoSuchOutcome as unknown:
        refuse([Problem("value", unknown.words, "/outcome")], lang, as_json)
    except ProverMissing:
        fail(message("prover_missing").say(lang), UNREADABLE)
    except CertificateFailed as failed:
        fail(message("certificate_failed", reason=str(failed)).say(lang), EXHAUSTED)
    except PackError as error:
        fail(str(error), UNREADABLE)
