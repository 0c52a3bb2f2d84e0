"""Every defensible outcome of a case: counted exactly, listed lazily, found by what it has."""

import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property, reduce
from itertools import islice, product, takewhile
from math import prod

from clingo.symbol import Symbol

from ..budget import check
from ..canonical import digest
from .case_model import CaseModel
from .control import LocalOutcome
from .counting import ByOptions, Counter
from .diagram import Node
from .results import Branch, Outcome
from .summary import Summary

# Of how many combinations of disputed facts the outcomes are kept by options.
MAX_KEPT = 100


class Outcomes:
    """The outcomes of one case that is not refused, and all that can be said of them."""

    def __init__(self, model: CaseModel) -> None:
        self.model = model
        self.summary = Summary(model)
        self.pack = model.pack
        self.findings = model.findings
        self._known_options: dict[tuple[tuple[bool, ...], Node | None], ByOptions] = {}

    def branches(self) -> Iterator[Branch]:
        """Every combination of disputed facts and options of live readings, in order."""
        first = 1
        telling, _ = self.model.telling
        for disputed in self.model.disputed.combinations(telling):
            live = self.model.live(disputed)
            for chosen in product(*(self.model.option_ids[reading] for reading in live)):
                branch = self._branch(disputed, dict(zip(live, chosen, strict=True)), first)
                yield branch
                first += branch.count

    def _branch(
        self, disputed: Mapping[str, bool], options: Mapping[str, str], first: int
    ) -> Branch:
        named = {name: value for name, value in disputed.items() if name not in self.model.idle}
        parts = (part.at(disputed, options) for part in self.model.parts)
        return Branch(disputed, named, options, ((self.model.certain,), *parts), first)

    def first_branches(self, limit: int) -> Iterator[Branch]:
        """The branches of the first outcomes in order."""
        return takewhile(lambda branch: branch.first <= limit, self.branches())

    @cached_property
    def count(self) -> int | None:
        """Number of outcomes; None if it is not known of every disputed fact whether it changes a
        conclusion.
        """
        return self._counter.total() if self.model.exhaustive else None

    @cached_property
    def _counter(self) -> Counter:
        return Counter(
            self.model.variables,
            [part.admits for part in self.model.parts],
            [group.admitted for group in self.model.disputed.groups],
            self.model.telling[0],
        )

    def __iter__(self) -> Iterator[Outcome]:
        """The outcomes in their fixed order, found as they are asked for."""
        for branch in self.branches():
            for position, joint in enumerate(product(*branch.parts), start=branch.first):
                yield self._outcome(position, branch, joint)

    def outcome_at(self, branch: Branch, position: int) -> Outcome:
        """The outcome at a position on a branch. Raises IndexError."""
        return self._outcome(position, branch, branch.joint(position))

    def at(self, position: int) -> Outcome:
        """The outcome at a position of the fixed order, found without those before it.

        Raises IndexError.
        """
        return self.outcome_at(self._branch_of(position), position)

    def _branch_of(self, position: int) -> Branch:
        """The branch of the outcome at a position. Raises IndexError."""
        answers, left = self._counter.located(position - 1)
        disputed = self.model.disputed.completed(answers)
        chosen, left = self._options(disputed).at(left)
        return self._chosen(disputed, chosen, position - left)

    def between(self, first: int, last: int) -> Iterator[Outcome]:
        """The outcomes at positions from the first to the last, as far as there are any, found
        without those before them.
        """
        for branch in self.branches_between(first, last):
            yield from self.of(branch, first, last)

    def branches_between(self, first: int, last: int) -> Iterator[Branch]:
        """The branches of these outcomes, in order."""
        position = max(first, 1)
        while position <= last:
            try:
                branch = self._branch_of(position)
            except IndexError:
                return
            yield branch
            position = branch.first + branch.count

    def of(self, branch: Branch, first: int, last: int) -> Iterator[Outcome]:
        """The outcomes of a branch at positions from the first to the last."""
        end = min(last, branch.first + branch.count - 1)
        for position in range(max(first, branch.first), end + 1):
            yield self.outcome_at(branch, position)

    def first_with(
        self,
        drawn: Collection[Symbol] = (),
        absent: Collection[Symbol] = (),
        readings: Mapping[str, str] | None = None,
        disputed: Mapping[str, bool] | None = None,
        within: Node | None = None,
    ) -> Outcome | None:
        """The first outcome with these conclusions, options and findings, without listing earlier
        ones: it draws all of `drawn` and none of `absent`. None where there is none; `within` says
        under which answers it is looked for.
        """
        certain = self.model.certain.conclusions
        if not self.model.conclusions.issuperset(drawn) or not certain.isdisjoint(absent):
            return None
        fitting = (part.where(drawn, absent) for part in self.model.parts)
        named = self._naming(readings or {}, disputed or {})
        diagrams = self.model.variables.diagrams
        within = diagrams.true if within is None else within
        condition = diagrams.all_of([named, within, *fitting])
        try:
            answers, _ = self._counter.located(0, condition)
        except IndexError:
            return None
        combination = self.model.disputed.completed(answers)
        chosen, _ = self._options(combination, condition).at(0)
        before = self._counter.before(answers) + self._options(combination).before(chosen)
        branch = self._chosen(combination, chosen, before + 1)
        position = before + 1
        _, *choices = branch.parts
        for part, local in zip(self.model.parts, choices, strict=True):
            choices = choices[1:]
            position += part.first_with(local, drawn, absent) * prod(map(len, choices))
        return self.outcome_at(branch, position)

    def _naming(self, readings: Mapping[str, str], disputed: Mapping[str, bool]) -> Node:
        """Answers under which an outcome names these options and findings."""
        diagrams = self.model.variables.diagrams
        options = self.model.variables.options
        open_to = all(option in options.get(reading, ()) for reading, option in readings.items())
        if not open_to or not set(disputed) <= set(self.model.disputed.names) - set(
            self.model.idle
        ):
            return diagrams.false
        answers = self.model.variables.answers(disputed, readings)
        live = (
            reduce(
                diagrams.either, (part.lives(reading) for part in self.model.parts), diagrams.false
            )
            for reading in readings
        )
        return diagrams.all_of([*(diagrams.answered(*each) for each in answers.items()), *live])

    def _options(self, disputed: Mapping[str, bool], condition: Node | None = None) -> ByOptions:
        """The outcomes under a combination of disputed facts by options of the live readings."""
        key = (tuple(disputed.values()), condition)
        if key not in self._known_options:
            if len(self._known_options) >= MAX_KEPT:
                self._known_options.clear()
            live = [self.model.variables.readings[reading] for reading in self.model.live(disputed)]
            answers = self.model.variables.answers(disputed)
            self._known_options[key] = self._counter.options(answers, live, condition)
        return self._known_options[key]

    def _chosen(self, disputed: Mapping[str, bool], chosen: Sequence[int], first: int) -> Branch:
        live = self.model.live(disputed)
        options = {r: self.model.option_ids[r][n] for r, n in zip(live, chosen, strict=True)}
        return self._branch(disputed, options, first)

    def first(self, limit: int) -> list[Outcome]:
        """The first outcomes in order."""
        return list(islice(self, min(limit, sys.maxsize)))

    def _outcome(self, position: int, branch: Branch, joint: tuple[LocalOutcome, ...]) -> Outcome:
        check()
        conclusions = sorted(
            (symbol for local in joint for symbol in local.conclusions),
            key=self.model.order.conclusion,
        )
        content = [
            self.findings.digest,
            self.pack.digest,
            dict(branch.readings),
            dict(branch.disputed),
            [*map(self.model.order.text, conclusions)],
        ]
        identity = f"{position}-{digest(content)[:16]}"
        return Outcome(identity, branch, tuple(conclusions), joint)
