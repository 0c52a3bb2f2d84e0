"""Commands that answer: how they are declared, come by a case, print, and end."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import wraps
from threading import Event, Thread
from typing import Any, NoReturn

import click

from ...reasoner.answer.why import NoSuchOutcome
from ...reasoner.budget import PATIENCE, TimeUp, processor_time
from ...reasoner.case.case import Case
from ...reasoner.case.regulation import unknown_regulation
from ...reasoner.case.text_tree import MAX_BYTES
from ...reasoner.errors import CaseRefused, MessageError, PackError, Problem, UnknownRegulation
from ...reasoner.i18n import Lang, message
from ...reasoner.pack import find_pack, shelved_pack
from ...reasoner.proof.bridge import ProverMissing
from ...reasoner.proof.prover import CertificateFailed
from ...reasoner.reasoner import Reasoner
from ...reasoner.solver.outcomes import Outcomes
from ..text.rendering import Answer, drawing, renderer
from .options import EXHAUSTED, TIME_LIMIT, UNREADABLE, pack_option, spoken, time_limit_option
from .terminal import fail, print_json, refuse, show_answer, write

# Seconds past a time limit that is kept softly, and the least between two looks at the time.
_GRACE, _SHORTEST = 1.0, 0.001
# As many times longer is the grace by the clock: what needs no more processor time than it has is
# not ended because the machine is busy.
_BUSY = 10.0


@dataclass(frozen=True, slots=True)
class Invocation:
    """A run of a command: the options that all of its like take, and when it began."""

    pack: str | None
    lang: Lang
    form: str
    as_json: bool
    seconds: float
    begun: float = field(default_factory=processor_time)

    @property
    def left(self) -> float:
        """The seconds of processor time that are left."""
        return self.seconds - (processor_time() - self.begun)

    def case(self, path: str) -> Case:
        """Read a case file, - for standard input. Raises CaseRefused."""
        return Case.from_bytes(self.content(path, MAX_BYTES))

    def content(self, path: str, most: int) -> bytes:
        """Read a file, - for standard input, and no more than one byte over `most`."""
        with self.reading(path):
            if path == "-":
                return sys.stdin.buffer.read(most + 1)
            with open(path, "rb") as file:
                return file.read(most + 1)

    @contextmanager
    def reading(self, path: str) -> Iterator[None]:
        """End where a file cannot be read, by default the one at `path`."""
        try:
            yield
        except OSError as error:
            at, reason = str(error.filename or path), error.strerror or type(error).__name__
            fail(message("unreadable", path=at, reason=reason).say(self.lang), UNREADABLE)

    def reasoner(self, case: Case) -> Reasoner:
        """The reasoner under the pack that is named, or under that of a case's regulation.

        Raises CaseRefused, UnknownRegulation, PackError.
        """
        if self.pack is not None:
            return Reasoner(find_pack(self.pack))
        try:
            return Reasoner(shelved_pack(case.regulation))
        except UnknownRegulation as unknown:
            raise CaseRefused([*case.problems, unknown_regulation(unknown)]) from None

    def outcomes(self, path: str) -> Outcomes:
        """Solve the case in a file. Raises CaseRefused, UnknownRegulation, PackError."""
        case = self.case(path)
        return self.reasoner(case).solve(case)

    def report(self, answer: Answer) -> None:
        """Print an answer in the form that is wanted, and end if it is not complete."""
        if self.as_json:
            print_json(answer.as_json(self.lang))
        elif self.form == "text":
            show_answer(renderer(answer, self.lang))
        else:
            write(drawing(answer, self.lang), self.form)
        self.end(complete=answer.complete)

    def end(self, *, complete: bool) -> None:
        """End with the exit code of a spent time limit, unless the answer is `complete`."""
        if not complete:
            words = message("time_limit_partial", seconds=f"{self.seconds:g}")
            fail(words.say(self.lang), EXHAUSTED)


def answering(*forms: str, pack: bool = True, grace: float = _GRACE) -> Callable[..., Any]:
    """Make a function a command: it is given its Invocation and its own options.

    The answer can be had in these `forms`, the first unless another is named; it is worked out
    under a `pack` if one can be named. The function returns the answer, or a function that prints
    it. The time limit is for what it does itself: it may keep to it, and `grace` seconds later the
    process ends. Without grace it prints as well, and returns nothing.
    """

    def declare(command: Callable[..., Answer | Callable[[], None] | None]) -> Callable[..., None]:
        @wraps(command)
        def invoked(*, lang: Lang, as_json: bool, time_limit: float, **options: Any) -> None:
            named, form = options.pop("pack", None) if pack else None, options.pop("form", "text")
            as_json = as_json or form == "json"
            run = Invocation(named, lang, form, as_json, time_limit)
            with ending(lang, as_json):
                with _ended_after(time_limit, grace, lang):
                    answer = command(run, **options)
                if callable(answer):
                    answer()
                elif answer is not None:
                    run.report(answer)

        time_limit_is = time_limit_option(TIME_LIMIT, "Stop after this time.")
        declared: Callable[..., None] = time_limit_is(spoken(invoked))
        if pack:
            declared = pack_option(declared)
        if forms:
            declared = click.option(
                "--format",
                "form",
                type=click.Choice(forms),
                default=forms[0],
                show_default=True,
            )(declared)
        return declared

    return declare


@contextmanager
def ending(lang: str, as_json: bool) -> Iterator[None]:
    """End as the command line does where a case is refused, or a law, engine or drawing fails."""
    try:
        yield
    except CaseRefused as refusal:
        refuse(refusal.problems, lang, as_json)
    except NoSuchOutcome as unknown:
        refuse([Problem("value", unknown.words, "/outcome")], lang, as_json)
    except MessageError as error:
        fail(error.words.say(lang), UNREADABLE)
    except PackError as error:
        fail(str(error), UNREADABLE)
    except ProverMissing:
        fail(message("prover_missing").say(lang), UNREADABLE)
    except CertificateFailed as failed:
        fail(message("certificate_failed", reason=str(failed)).say(lang), EXHAUSTED)


@contextmanager
def _ended_after(limit: float, grace: float, lang: str) -> Iterator[None]:
    """End the process where a block takes more processor time, or far more time by the clock."""
    done = Event()
    Thread(target=_watch, args=(done, limit, grace, lang), daemon=True).start()
    try:
        yield
    except TimeUp:
        _stop(limit, lang)
    finally:
        done.set()


def _watch(done: Event, limit: float, grace: float, lang: str) -> None:
    processor = time.process_time() + limit + grace
    clock = time.monotonic() + PATIENCE * limit + _BUSY * grace
    while (left := min(processor - time.process_time(), clock - time.monotonic())) > 0:
        if done.wait(max(left, _SHORTEST)):
            return
    _stop(limit, lang)


def _stop(seconds: float, lang: str) -> NoReturn:
    sys.stderr.write(f"{message('time_limit_nothing', seconds=f'{seconds:g}').say(lang)}\n")
    sys.stderr.flush()
    os._exit(EXHAUSTED)  # grounding cannot be interrupted in any other way
