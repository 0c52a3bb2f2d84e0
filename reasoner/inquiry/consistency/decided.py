"""Decided cases read from files: a case, and the decision on each person."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from ...case.case import Case, escape, nearest
from ...case.text_tree import Entries, Items, Node, Text, to_data
from ...errors import CaseRefused, Code, Problem
from ...escaping import shown
from ...i18n import Words, message

MAX_DECIDED = 500
MAX_NAME = 200
# Reads a case that stands in a file of its own. Raises CaseRefused.
Load = Callable[[str], Case]


@dataclass(frozen=True, slots=True)
class Decided:
    """A case and the decision on some or all of its persons, as plain data.

    `place` is its pointer, `key` the member that gives the case; `problems` are faults of its
    form, with their pointers.
    """

    case: Case
    decision: object
    name: str | None = None
    place: str = ""
    problems: tuple[Problem, ...] = ()
    key: str = "case"

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Faults of its form and of the case, with their pointers."""
        return *self.problems, *map(self.of_case, self.case.problems)

    def of_case(self, problem: Problem) -> Problem:
        """Move a problem of the case to its pointer."""
        return problem.below(f"{self.place}/{self.key}")


def decided_cases(document: Node, place: str = "", load: Load | None = None) -> list[Decided]:
    """Read one decided case, or a list of them; `load` reads a case from a file of its own.

    Raises CaseRefused where there are more than may be.
    """
    if not isinstance(document, Items):
        return [_Reader(place, load).decided(document)]
    if len(document.items) > MAX_DECIDED:
        raise CaseRefused([too_many(place, document.line)])
    items = enumerate(document.items)
    return [_Reader(f"{place}/{number}", load).decided(item) for number, item in items]


def too_many(place: str = "", line: int | None = None) -> Problem:
    """Problem of more decided cases than can be explained together."""
    words = message("consistency_too_many", limit=str(MAX_DECIDED))
    return Problem("too_large", words, place, line=line)


class _Reader:
    """Reads one decided case, noting every fault of form."""

    def __init__(self, place: str, load: Load | None) -> None:
        self._place = place
        self._load = load
        self._keys = ("case", *(["file"] if load else []), "decision", "name")
        self._problems: list[Problem] = []

    def decided(self, node: Node) -> Decided:
        if not isinstance(node, Entries):
            words = message("consistency_form", keys=", ".join(self._keys))
            self._refuse("malformed", words, "", node)
            return Decided(Case(), None, None, self._place, tuple(self._problems))
        parts = self._parts(node, "")
        for name in parts:
            if name not in self._keys:
                words = message("consistency_unknown_key", found=shown(name))
                self._refuse("malformed", words, f"/{escape(name)}", node, name)
        if isinstance(decision := parts.get("decision"), Entries):
            self._parts(decision, "/decision")
        found = Decided(
            self._case(parts, node),
            None if decision is None else to_data(decision),
            self._name(parts.get("name")),
            self._place,
        )
        key = "case" if "case" in parts else "file"
        return replace(found, problems=tuple(self._problems), key=key)

    def _parts(self, node: Entries, pointer: str) -> Mapping[str, Node]:
        """Entries of a mapping by key; refuse a key that stands twice."""
        found: dict[str, Node] = {}
        for key, value in node.entries:
            if key.value in found:
                words = message("duplicate_key", found=shown(key.value))
                self._refuse("duplicate_key", words, f"{pointer}/{escape(key.value)}", key)
            found[key.value] = value
        return found

    def _case(self, parts: Mapping[str, Node], node: Node) -> Case:
        given = [key for key in ("case", "file") if key in parts and key in self._keys]
        if len(given) != 1:
            self._refuse("incomplete", message("consistency_one_case"), "", node)
            return Case()
        [key] = given
        try:
            return self._read(key, parts[key])
        except CaseRefused as refusal:
            self._problems += (each.below(f"{self._place}/{key}") for each in refusal.problems)
            return Case()

    def _read(self, key: str, node: Node) -> Case:
        if key == "case" or self._load is None:
            return Case.from_node(node)
        if not isinstance(node, Text):
            words = message("not_text", name=key)
            raise CaseRefused([Problem("malformed", words, line=node.line)])
        return self._load(node.value)

    def _name(self, node: Node | None) -> str | None:
        if node is None or (isinstance(node, Text) and len(node.value) <= MAX_NAME):
            return None if node is None else node.value or None
        words = message("consistency_name", limit=str(MAX_NAME))
        self._refuse("malformed", words, "/name", node)
        return None

    def _refuse(
        self, code: Code, words: Words, pointer: str, node: Node, key: str | None = None
    ) -> None:
        """Add a problem; `key` is an unknown key."""
        problem = Problem(code, words, f"{self._place}{pointer}", line=node.line)
        if key is not None:
            near = nearest(key, self._keys)
            problem = replace(problem, found=shown(key), allowed=self._keys, nearest=near)
        self._problems.append(problem)
