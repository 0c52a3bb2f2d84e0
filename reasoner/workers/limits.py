"""How long work in a process of its own may take, how much memory it may use, and how it fails."""

from dataclasses import dataclass

from ..errors import WenzeError

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the work may take, in seconds, and how much memory it may use, in MiB."""

    seconds: float = 30.0
    mebibytes: int = 2048


class TimeLimitReached(WenzeError):
    """The work took too long and was ended."""


class MemoryLimitReached(WenzeError):
    """The work needed more memory than it may have."""


@dataclass
class WorkerFailed(WenzeError):
    """The process ended before its work was done; ``how`` names the signal or the exception."""

    how: str

    def __str__(self) -> str:
        return self.how
