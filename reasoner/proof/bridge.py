"""The Prolog bridge: one request at a time to the prover in SWI-Prolog, through pyswip.

pyswip looks for the SWI-Prolog library on import, so it is imported with the first request. It is
not safe to use from two threads at once: one lock guards it.
"""

import atexit
import json
import threading
from collections import deque
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

from ..budget import TimeUp, check, current
from ..errors import WenzeError

_LOCK = threading.Lock()
# Requests that change the state of Prolog.
_CHANGING = frozenset(("load", "unload", "know", "forget"))
_numbers = count(1)
_later: deque[tuple[dict[str, object], Callable[[], object] | None]] = deque()


class ProverMissing(WenzeError):
    """SWI-Prolog is not installed, or pyswip cannot find it."""


class ProverError(WenzeError):
    """The prover failed; this is a fault of Wenze, not of a case."""


def new_number() -> int:
    """A number that names nothing else in Prolog."""
    return next(_numbers)


def ask(request: dict[str, object]) -> dict[str, Any]:
    """Send one request to Prolog and return its answer.

    A request that changes no state ends when the budget in force is spent. Raises ProverMissing,
    ProverError, TimeUp.
    """
    check()
    with _LOCK:
        while _later:
            later, done = _later.popleft()
            _put(later)
            if done is not None:
                done()
        budget = current()
        if budget is not None and request["do"] not in _CHANGING:
            request = {**request, "left": [max(budget.left, 0.0), max(budget.wall_left, 0.0)]}
        return _put(request)


def ask_later(request: dict[str, object], done: Callable[[], object] | None = None) -> None:
    """Send a request before the next one, and call ``done`` after it; its answer is dropped.

    A finalizer may run at any moment, also while Prolog is at work in the same thread.
    """
    _later.append((request, done))


def _put(request: dict[str, object]) -> dict[str, Any]:
    """Send a request: JSON text is also the text of a Prolog term, and needs no reader there."""
    text = json.dumps(request, ensure_ascii=False)
    found = list(_prolog().query(f"prover:answer({text}, Answer)", maxresult=1))
    if not found:
        raise ProverError("no answer")
    answer: dict[str, Any] = json.loads(found[0]["Answer"])
    if "time_up" in answer:
        raise TimeUp
    if "error" in answer:
        raise ProverError(str(answer["error"]))
    return answer


def prolog_version() -> str | None:
    """The version of SWI-Prolog; None where it is not installed."""
    try:
        with _LOCK:
            _prolog()
    except ProverMissing:
        return None
    return _version()


@cache
def _version() -> str:
    return str(ask({"do": "version"})["version"])


def _quoted(text: str) -> str:
    """A text without line breaks as a Prolog string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@cache
def _prolog() -> Any:
    """SWI-Prolog with the prover loaded; any message while loading is a fault."""
    try:
        from pyswip import Prolog, core  # noqa: PLC0415 - it looks for the library when imported
    except (ImportError, OSError) as error:
        raise ProverMissing(str(error)) from None
    # A process that ends needs no cleanup, which fails where the thread that began is gone.
    atexit.unregister(core.cleanupProlog)
    path = files("wenze.reasoner") / "proof" / "prolog" / "prover.pl"
    load = (
        "set_prolog_flag(debug_on_error, false), "
        "dynamic(user:message_hook/3), "
        "nb_setval(complaints, 0), "
        "assertz((user:message_hook(_, Kind, _) :- memberchk(Kind, [error, warning]), "
        "nb_getval(complaints, N0), N is N0 + 1, nb_setval(complaints, N), fail), Hook), "
        f"load_files({_quoted(str(path))}, [if(not_loaded)]), "
        "erase(Hook), nb_getval(complaints, Complaints)"
    )
    found = list(Prolog.query(load, maxresult=1))
    if not found or found[0]["Complaints"]:
        raise ProverError(f"{path} does not load cleanly")
    return Prolog
