"""Settings of a server from its environment: whom it lets in, and how much it takes on."""

import os
import re
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...reasoner.case.bounds import Bounds
from ...reasoner.workers.limits import MEBIBYTE, Limits

PREFIX = "WENZE_"
# Seconds past the time limit after which a process that has not stopped by itself is ended.
_GRACE = 1.0


def _cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0))


def _token(said: Any) -> Any:
    """Take a token of nothing but white space for none."""
    return (said.strip() or None) if isinstance(said, str) else said


def _listed(said: Any) -> Any:
    """Split a text at commas and white space."""
    return tuple(filter(None, re.split(r"[,\s]+", said))) if isinstance(said, str) else said


Count = Annotated[int, Field(ge=1)]
# A day; what is endless cannot be waited for.
Seconds = Annotated[float, Field(gt=0, le=86_400)]


class Settings(BaseModel):
    """The settings of one application; each can be given as a variable ``WENZE_`` and its name in
    capitals.

    Attributes:
        token: what every request must bear; None lets in everybody who can reach the server.
        cors_origins: whose pages may ask; none unless named.
        workers: worker processes, each for one request at a time.
        max_in_flight: requests answered or waiting for a worker at once.
        max_wait: seconds that a request waits for a worker.
        patience: seconds after which a request is slow and leaves a worker to others.
        max_body: bytes of a request.
        max_rows: facts that a case states, disputes and denies.
        max_persons: those in a case of whom something may become.
        max_outcomes: outcomes listed in one answer.
        max_streamed: outcomes listed in one stream.
        time_limit: seconds of processor time for solving or proving.
        atlas_time: seconds for the atlas of a regulation.
        memory_limit: MiB of each worker.
        drawing_time: seconds for a drawing.
        drawing_size: bytes of a drawing.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    token: Annotated[str | None, BeforeValidator(_token)] = Field(default=None, repr=False)
    cors_origins: Annotated[tuple[str, ...], BeforeValidator(_listed)] = ()
    workers: Count = Field(default_factory=_cores)
    max_in_flight: Count = 256
    max_wait: Seconds = 120.0
    patience: Seconds = 3.0
    max_body: Count = MEBIBYTE
    max_rows: Count = 10_000
    max_persons: Count = 500
    max_outcomes: Count = 10_000
    max_streamed: Count = 1_000_000
    time_limit: Seconds = 10.0
    atlas_time: Seconds = 120.0
    memory_limit: int = Field(default=2048, ge=256)
    drawing_time: Seconds = 10.0
    drawing_size: Count = 16 * MEBIBYTE

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings as the environment has them; what it does not name is as usual.

        Raises:
            ValidationError: pydantic's, for each variable that cannot be used.
        """
        named = {name: os.environ.get(PREFIX + name.upper()) for name in cls.model_fields}
        return cls.model_validate({name: said for name, said in named.items() if said is not None})

    @property
    def bounds(self) -> Bounds:
        """The limits of a case's size."""
        return Bounds(self.max_body, self.max_rows, self.max_persons)

    @property
    def limits(self) -> Limits:
        """The limits of a worker for one request: past them it is killed."""
        return Limits(self.time_limit + _GRACE, self.memory_limit)
