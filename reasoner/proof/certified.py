"""Certified combinations of a session: components, with the extensions that they speak of."""

from collections.abc import Iterable, Iterator

from .rulebook import Rulebook

# By slot, the number of what a world makes true of each predicate.
Extensions = tuple[int, ...]


class Certified:
    """Combinations of component and extensions that are certified already.

    What one world shares with the one before need not be looked up: ``_last`` has the extensions of
    a world whose every component is certified.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._last: Extensions = ()
        self._combinations: set[Extensions] = set()

    def open(self, worlds: Iterable[Extensions]) -> "Pending":
        """List the combinations of these worlds that are not certified, each at its first world."""
        return Pending(self, self._last, worlds)

    def accept(self, last: Extensions, combinations: set[Extensions]) -> None:
        """Keep what has been certified, with the last world."""
        self._combinations |= combinations
        self._last = last

    def uncertified(
        self, extensions: Extensions, last: Extensions
    ) -> Iterator[tuple[int, Extensions]]:
        """The components that are not certified with these extensions, nor the same in the last
        world, each with its combination.
        """
        components, users = self._rulebook.components, self._rulebook.users
        wanted: Iterable[int] = range(len(components))
        if last:
            pairs = enumerate(zip(extensions, last, strict=True), start=1)
            changed = [slot for slot, (own, other) in pairs if own != other]
            wanted = {index for slot in changed for index in users[slot]}
        for index in wanted:
            key = (index, *(extensions[slot - 1] for slot in components[index].uses))
            if key not in self._combinations:
                yield index, key


class Pending:
    """Worlds that are to be certified together: ``components`` are those to be checked in each."""

    def __init__(
        self, certified: Certified, last: Extensions, worlds: Iterable[Extensions]
    ) -> None:
        self._certified = certified
        self._last = last
        self._new: set[Extensions] = set()
        self.components: list[list[int]] = []
        for extensions in worlds:
            found = dict(certified.uncertified(extensions, self._last))
            self.components.append([i for i, key in found.items() if key not in self._new])
            self._new.update(found.values())
            self._last = extensions

    def accept(self) -> None:
        """Accept these worlds: all has been checked, and no fault was found."""
        self._certified.accept(self._last, self._new)
