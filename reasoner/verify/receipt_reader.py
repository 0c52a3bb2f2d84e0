"""Reader of receipts, with or without their answers. Receipts are untrusted input."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn, cast

from pydantic import Field, ValidationError

from ..answer.receipt import LISTED, RECEIPT, Json, digests
from ..canonical import canonical, fingerprint
from ..case.case import Case, escape
from ..case.text_tree import MAX_BYTES, MAX_ROWS, from_data
from ..errors import CaseRefused, Code, Problem
from ..escaping import shown
from ..i18n import Words, message
from ..pack.model import Strict
from ..workers.limits import MEBIBYTE
from .receipt_request import OutcomesRequest, ReceiptRequest

MAX_RECEIPT = 64 * MEBIBYTE
# Bytes of a receipt beside its case.
_MAX_REST = MEBIBYTE // 4
# The same case is longer as JSON than as YAML, where most marks can be left out.
_MAX_CASE = 4 * MAX_BYTES
_WORDS = {"missing": "receipt_lacks", "extra_forbidden": "receipt_unknown"}

# Member of a receipt about several cases, or none, in place of a case.
_SEVERAL = "cases_digest"
# Members that RFC 9457 puts before an answer cut off by its time limit.
_PROBLEM = ("type", "title", "status", "detail")

Digest = Annotated[str, Field(pattern="^sha256:[0-9a-f]{64}$")]


class PackNamed(Strict):
    """Pack that was applied."""

    id: str
    version: str
    digest: Digest
    text_digest: Digest


class Receipt(Strict):
    """Schema of a receipt."""

    asked: Annotated[ReceiptRequest, Field(discriminator="call")]
    case: dict[str, Any]
    case_digest: Digest
    pack: PackNamed
    engines: dict[str, str | None]
    exhausted: bool
    parts: dict[str, Digest]
    answer: Digest


# Members that only receipts have.
_TELLING = ("asked", "case_digest", "engines", "parts", "answer")


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """A receipt with its case and, if given, its answer.

    `altered` are members of the answer other than those the receipt was made for; the receipt is
    `genuine` if its own digests agree with its contents.
    """

    receipt: Receipt
    case: Case
    answer: Mapping[str, object] | None
    altered: tuple[str, ...]
    genuine: bool

    @property
    def listed(self) -> list[object] | None:
        """Outcomes that the answer lists, if it is given and they were requested."""
        if self.answer is None or not isinstance(self.receipt.asked, OutcomesRequest):
            return None
        listed = self.answer.get(LISTED)
        return listed if isinstance(listed, list) else None


def read_receipt(content: bytes, most_rows: int = MAX_ROWS) -> ReceiptFile:
    """Read an answer with its receipt, a receipt alone, or a stream of outcomes, one a line.

    Raises CaseRefused with every problem found.
    """
    if len(content) > MAX_RECEIPT:
        _refuse("too_large", message("file_too_large", limit=str(MAX_RECEIPT)))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse("malformed", message("not_utf8", at=str(error.start)), line=line)
    first, _, rest = text.partition("\n")
    answer = _begun(first) if rest.strip() else None
    return receipt_of(_loaded(text) if answer is None else _streamed(answer, rest), most_rows)


def receipt_of(data: object, most_rows: int = MAX_ROWS) -> ReceiptFile:
    """Read an answer with its receipt, or a receipt alone, from parsed JSON.

    Raises CaseRefused with every problem found.
    """
    if not isinstance(data, Mapping):
        _refuse("malformed", message("receipt_none"))
    found, place, answer = data, "", None
    if RECEIPT in data:
        found, place = data[RECEIPT], f"/{RECEIPT}"
        answer = {n: value for n, value in data.items() if n not in {RECEIPT, *_PROBLEM}} or None
    if isinstance(found, Mapping) and _SEVERAL in found:
        _refuse("malformed", message("receipt_of_several"), place)
    if not isinstance(found, Mapping) or found.keys().isdisjoint(_TELLING):
        _refuse("malformed", message("receipt_none" if place else "receipt_without"), place)
    try:
        given = {} if answer is None else digests(answer)
        receipt = _receipt(found, place)
        genuine = fingerprint(receipt.case) == receipt.case_digest
    except RecursionError:
        _refuse("malformed", message("receipt_too_deep"))
    except ValueError:
        _refuse("malformed", message("receipt_number"))
    except TypeError as error:
        _refuse("malformed", message("receipt_not_json", reason=str(error)))
    names = {} if answer is None else {**given, **receipt.parts}
    return ReceiptFile(
        receipt,
        _case(receipt.case, f"{place}/case", most_rows),
        answer,
        tuple(name for name in names if given.get(name) != receipt.parts.get(name)),
        genuine and fingerprint(receipt.parts) == receipt.answer,
    )


def _receipt(found: Mapping[str, object], place: str) -> Receipt:
    """Validate a receipt. Raises CaseRefused."""
    if len(canonical({name: value for name, value in found.items() if name != "case"})) > _MAX_REST:
        _refuse("too_large", message("receipt_too_large", limit=str(_MAX_REST)), place)
    try:
        return Receipt.model_validate(found)
    except ValidationError as error:
        raise CaseRefused([_problem(dict(each), place) for each in error.errors()]) from None


def _problem(error: Mapping[str, Any], place: str) -> Problem:
    """Turn an error of pydantic into a problem."""
    at: list[str] = [str(step) for step in error["loc"]]
    if at[0] == "asked" and len(at) > 1:
        del at[1]  # the call, by which pydantic names one of several forms
    words = message(_WORDS.get(error["type"], "receipt_wrong"), name=shown(at[-1]))
    code: Code = "incomplete" if error["type"] == "missing" else "malformed"
    return Problem(code, words, "/".join([place, *map(escape, at)]))


def _case(data: Mapping[str, object], place: str, most_rows: int) -> Case:
    """Read the case in a receipt, within the bounds of a case file. Raises CaseRefused."""
    if len(canonical(data)) > _MAX_CASE:
        _refuse("too_large", message("receipt_too_large", limit=str(_MAX_CASE)), place)
    with refused_at(place):
        return Case.from_node(from_data(data), most_rows)


@contextmanager
def refused_at(place: str) -> Iterator[None]:
    """Move the pointers of a CaseRefused below `place`."""
    try:
        yield
    except CaseRefused as refusal:
        placed = [problem.below(place) for problem in refusal.problems]
        raise CaseRefused(placed) from None


# --- JSON


def _begun(line: str) -> Json | None:
    """Answer with which a stream begins; None if this is not the first line of one."""
    try:
        found = json.loads(line, object_pairs_hook=_object)
    except (RecursionError, ValueError):
        return None
    match found:
        case {"answer": dict(answer)} if len(found) == 1 and not answer.keys() & {LISTED, RECEIPT}:
            return cast("Json", answer)
        case _:
            return None


def _streamed(answer: Json, rest: str) -> Json:
    """Join a stream to its answer: outcomes, one a line, then the receipt."""
    *listed, last = _lines(rest)
    outcomes = [line["outcome"] for line in listed if [*line] == ["outcome"]]
    if len(outcomes) < len(listed) or [*last] != [RECEIPT]:
        _refuse("malformed", message("receipt_stream"))
    return {**answer, LISTED: outcomes, **last}


def _lines(rest: str) -> Iterator[Json]:
    """Lines of a stream after the first, blank ones apart."""
    for number, line in enumerate(rest.split("\n"), start=2):
        if line.strip():
            found = _loaded(line, number)
            if not isinstance(found, dict):
                _refuse("malformed", message("receipt_stream"), line=number)
            yield found


def _loaded(text: str, line: int = 1) -> object:
    """Parse JSON. Raises CaseRefused."""
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        words = message("receipt_not_json", reason=error.msg)
        _refuse("malformed", words, line=line + error.lineno - 1)
    except RecursionError:
        _refuse("malformed", message("receipt_too_deep"), line=line)
    except ValueError:  # thousands of digits
        _refuse("malformed", message("receipt_number"), line=line)


def _object(pairs: list[tuple[str, object]]) -> Json:
    """Make an object; refuse a key that stands twice, since readers of JSON differ on it."""
    found = dict(pairs)
    if len(found) < len(pairs):
        [(twice, _)] = Counter(name for name, _ in pairs).most_common(1)
        _refuse("duplicate_key", message("duplicate_key", found=shown(twice)))
    return found


def _refuse(code: Code, words: Words, pointer: str = "", line: int | None = None) -> NoReturn:
    raise CaseRefused([Problem(code, words, pointer, line=line)])
