"""Worked cases: law tests that a lawyer can read, beside the law they test."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from ..errors import CaseRefused, Code, PackError
from ..pack.load import invalid
from ..pack.model import Bilingual, Pack, Strict
from .case import Case
from .text_tree import Entries, read, to_data


class Joint(Strict):
    """For some combinations of options: the possible dispositions of each person, which combine
    freely.
    """

    when: Mapping[str, Sequence[str]] = Field(default_factory=dict)
    persons: Mapping[str, Sequence[str]]


class Expectation(Strict):
    """For one combination of disputed facts: the live readings and what they lead to."""

    disputed: Mapping[str, bool] = Field(default_factory=dict)
    live: Sequence[str]
    joint: Sequence[Joint]


class ExpectedProblem(Strict):
    """One reason for which a case must be refused."""

    code: Code
    pointer: str | None = None


class WorkedCase(Strict):
    """A case with everything that must come out."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    file: str
    name: Bilingual
    case: Case
    expect: Sequence[Expectation] = ()
    idle: Sequence[str] = ()
    always: Sequence[str] = ()
    sometimes: Sequence[str] = ()
    never: Sequence[str] = ()
    assumed: Sequence[str] | None = None
    cites: Mapping[str, Sequence[str]] = Field(default_factory=dict)
    refused: Sequence[ExpectedProblem] = ()


def worked_cases(pack: Pack) -> list[WorkedCase]:
    """A pack's worked cases in the order of their file names. Raises PackError."""
    return [_read(path) for path in sorted((pack.folder / "cases").glob("*.yaml"))]


def worked_case(pack: Pack, name: str) -> WorkedCase | None:
    """The worked case in the file of this name without its ending, if there is one; what comes from
    outside is only compared with names, never opened as a path. Raises PackError.
    """
    paths = (pack.folder / "cases").glob("*.yaml")
    return next((_read(path) for path in paths if path.stem == name), None)


def demonstration(pack: Pack) -> WorkedCase | None:
    """The worked case that shows what the pack can do, if it names one. Raises PackError."""
    if pack.about.demonstration is None:
        return None
    return _read(pack.folder / "cases" / pack.about.demonstration)


def _read(path: Path) -> WorkedCase:
    with pack_file(path):
        document = read(path.read_bytes())
        if not isinstance(document, Entries):
            raise PackError(str(path), "not a mapping")
        parts = {key.value: node for key, node in document.entries}
        case = Case.from_node(parts.pop("case", Entries(())))
        data = {key: to_data(node) for key, node in parts.items()}
        return WorkedCase.model_validate({**data, "case": case, "file": path.name}, strict=False)


@contextmanager
def pack_file(path: Path) -> Iterator[None]:
    """Read a file of a pack: whatever keeps it from being read becomes a PackError."""
    try:
        yield
    except OSError as error:
        raise PackError(str(path), str(error.strerror)) from None
    except CaseRefused as refusal:
        raise PackError(str(path), str(refusal)) from None
    except ValidationError as error:
        raise invalid(path, error) from None
