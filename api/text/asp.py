"""Answers about a clingo program as text, JSON or drawings, one piece at a time.

This is what runs in the worker; the command prints what it sends.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from ...reasoner.asp.conflict import ProgramConflict
from ...reasoner.asp.session import ProvedAnswerSet, UnknownAtom, answer
from ...reasoner.asp.source import ProgramRefused
from ...reasoner.atoms import read_atom
from ...reasoner.escaping import printable
from ...reasoner.i18n import message
from ...reasoner.proof.prover import CertificateFailed
from ...viz.proof import proof_dot
from ...viz.render import Undrawable, render
from .proof_tree import proof_tree

Format = Literal["text", "json", "dot", "svg"]
FORMATS: tuple[Format, ...] = ("text", "json", "dot", "svg")
Cause = Literal["unreadable", "refused", "exhausted"]


@dataclass(frozen=True, slots=True)
class ProgramQuestion:
    """A question about a program; ``why`` is an atom, ``models`` the number of answer sets."""

    paths: tuple[str, ...]
    stdin: bytes
    models: int
    why: str | None
    format: Format
    lang: str


@dataclass(frozen=True, slots=True)
class Out:
    """A piece of the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A message about the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The cause for which there is no answer, or no more of it."""

    cause: Cause


Piece = Out | Note | End


def answer_question(question: ProgramQuestion, send: Callable[[Piece], None]) -> None:
    """Send the answer piece by piece as it is found."""
    lang = question.lang
    try:
        for piece in _Pieces(question).found():
            send(piece)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        send(Note(message("unreadable", path=str(error.filename), reason=reason).say(lang)))
        send(End("unreadable"))
    except ProgramRefused as refusal:
        if question.format == "json":
            errors = [fault.as_json(lang) for fault in refusal.faults]
            send(Out(json.dumps({"errors": errors}, ensure_ascii=False)))
        else:
            for fault in refusal.faults:
                send(Note(fault.say(lang)))
        send(End("refused"))
    except UnknownAtom as unknown:
        send(Note(message("asp_unknown_atom", found=unknown.atom).say(lang)))
        send(End("unreadable"))
    except RecursionError:
        send(Note(message("asp_nested").say(lang)))
        send(End("exhausted"))
    except CertificateFailed as failed:
        send(Note(message("asp_certificate", found=str(failed)).say(lang)))
        send(End("exhausted"))
    except Undrawable as undrawable:
        send(Note(undrawable.words.say(lang)))
        send(End("exhausted"))


class _Pieces:
    def __init__(self, question: ProgramQuestion) -> None:
        self._question = question
        self._why = None if question.why is None else read_atom(question.why)
        self._uncertified = False

    def found(self) -> Iterator[Piece]:
        """The pieces of the answer. Raises what ``answer`` does."""
        question = self._question
        found = answer(question.paths, question.stdin, question.models, self._why)
        for number, each in enumerate(found, start=1):
            if isinstance(each, ProgramConflict):
                yield self._conflict(each)
                return
            if each.proofs is None and not self._uncertified:
                self._uncertified = True
                yield Note(message("asp_no_prolog").say(question.lang))
            match question.format:
                case "json":
                    yield Out(self._line(each))
                case "text":
                    yield Out(self._text(number, each))
                case "dot":
                    yield from self._drawings(number, each)
                case "svg":  # one picture is one document
                    yield from self._drawings(number, each)
                    if each.proofs:
                        return

    def _conflict(self, found: ProgramConflict) -> Piece:
        if self._question.format == "json":
            return Out(json.dumps(found.as_json(), ensure_ascii=False))
        lang = self._question.lang
        key = "asp_conflict_smallest" if found.smallest else "asp_conflict_irreducible"
        lines = [message("asp_unsatisfiable").say(lang)]
        if found.demands:
            lines.append(message(key).say(lang))
        for demand in found.demands:
            place = demand.as_json()
            lines.append(f"  {place['file']}:{place['line']}:{place['column']}: {place['text']}")
        text = "\n".join(printable(line) for line in lines)
        return Out(text) if self._question.format == "text" else Note(text)

    def _line(self, found: ProvedAnswerSet) -> str:
        proofs = found.proofs or {}
        members: dict[str, object] = {
            "atoms": [str(symbol) for symbol in found.shown],
            "proofs": {str(s): p.as_json(self._question.lang) for s, p in proofs.items()},
            "certified": None if found.proofs is None else True,
        }
        if self._fails(found):
            members["not_true"] = str(self._why)
        return json.dumps(members, ensure_ascii=False)

    def _text(self, number: int, found: ProvedAnswerSet) -> str:
        lang = self._question.lang
        shown = " ".join(str(symbol) for symbol in found.shown)
        key = "asp_answer_set" if shown else "asp_answer_set_empty"
        parts = [message(key, number=str(number), atoms=shown).say(lang)]
        if self._fails(found):
            parts.append(message("asp_not_true", found=str(self._why)).say(lang))
        parts += [proof_tree(proof, lang).rstrip("\n") for proof in (found.proofs or {}).values()]
        return "\n\n".join(parts) + "\n"

    def _drawings(self, number: int, found: ProvedAnswerSet) -> Iterator[Piece]:
        lang = self._question.lang
        if self._fails(found):
            text = message("asp_not_true_in", found=str(self._why), number=str(number)).say(lang)
            yield Note(text)
        for proof in (found.proofs or {}).values():
            drawing = render(proof_dot(proof, lang), self._question.format)  # type: ignore[arg-type]
            yield Out(drawing.decode().rstrip("\n"))

    def _fails(self, found: ProvedAnswerSet) -> bool:
        """True if the atom in question does not hold in this answer set."""
        return self._why is not None and found.proofs is not None and self._why not in found.proofs
