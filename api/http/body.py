"""The body of a request, read in a worker process."""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256

from ...reasoner.case.bounds import Bounds
from ...reasoner.case.case import escape, unknown
from ...reasoner.case.text_tree import Entries, Form, Items, Node, Text, read
from ...reasoner.errors import CaseRefused, Problem, WenzeError
from ...reasoner.escaping import shown
from ...reasoner.i18n import Lang, message


@dataclass(frozen=True, slots=True)
class Question:
    """The body of a request with all that a worker process must know to answer it.

    `shelf` is the folder of packs; `seconds` the processor time for solving and proving.
    """

    content: bytes
    form: Form
    shelf: str
    lang: Lang
    bounds: Bounds
    seconds: float

    @property
    def key(self) -> str | None:
        """A digest of the case, by which questions about the same case know each other."""
        if not self.content:
            return None
        case = self.content
        if self.form == "json":
            with suppress(ValueError, RecursionError):
                body = json.loads(self.content)
                asked = body.get("case", body) if isinstance(body, dict) else body
                case = json.dumps(asked, sort_keys=True).encode()
        return sha256(case).hexdigest()


@dataclass
class Refused(WenzeError):
    """A refusal of a question, with the status that says why, and every problem found."""

    status: int
    problems: tuple[Problem, ...]


def document(question: Question) -> Node:
    """Read the body as a tree of text. Raises Refused when it cannot be read."""
    try:
        return read(question.content, question.form, question.bounds.size)
    except CaseRefused as refusal:
        too_large = any(problem.code == "too_large" for problem in refusal.problems)
        raise Refused(413 if too_large else 400, tuple(refusal.problems)) from None


def members(
    node: Node, known: Collection[str], needed: Collection[str] = (), at: str = ""
) -> Mapping[str, Node]:
    """The members of the object at the place `at` in the body, but for those that are null.

    Raises Refused with every one that is unknown, twice or missing.
    """
    if not isinstance(node, Entries):
        words = message("http_not_object")
        raise Refused(422, (Problem("malformed", words, at, line=node.line),))
    found: dict[str, Node] = {}
    faults = []
    for key, value in node.entries:
        pointer, said = f"{at}/{escape(key.value)}", shown(key.value)
        if key.value in found:
            words = message("duplicate_key", found=said)
            faults.append(Problem("duplicate_key", words, pointer, line=key.line))
        elif key.value not in known:
            words = message("http_member_unknown", found=said)
            faults.append(unknown("malformed", words, pointer, key.value, known, line=key.line))
        elif not (isinstance(value, Text) and value.is_empty):
            found[key.value] = value
    for name in needed:
        if name not in found:
            faults.append(Problem("incomplete", message("http_member_missing", name=name), at))
    if faults:
        raise Refused(422, tuple(faults))
    return found


def text(node: Node, pointer: str) -> str:
    """Return the text of a member. Raises Refused for any other."""
    if not isinstance(node, Text):
        words = message("not_text", name=pointer.lstrip("/"))
        raise Refused(422, (Problem("malformed", words, pointer, line=node.line),))
    return node.value


def plain(node: Node, pointer: str) -> object:
    """Convert a member to plain data in which every scalar is text. Raises Refused where a key
    stands twice.
    """
    match node:
        case Text():
            return node.value
        case Entries():
            found = members(node, {key.value for key, _ in node.entries}, at=pointer)
            return {name: plain(each, f"{pointer}/{escape(name)}") for name, each in found.items()}
        case Items():
            return [plain(item, f"{pointer}/{index}") for index, item in enumerate(node.items)]


@contextmanager
def refused_at(pointer: str) -> Iterator[None]:
    """Turn the refusal of a case that stands at `pointer` into one of the whole question."""
    try:
        yield
    except (CaseRefused, Refused) as refusal:
        placed = (problem.below(pointer) for problem in refusal.problems)
        status = refusal.status if isinstance(refusal, Refused) else 422
        raise Refused(status, tuple(placed)) from None
