"""Digests of values, the same on every machine."""

import hashlib
import json
from collections.abc import Iterable


def digest(content: object) -> str:
    """SHA-256 of a value's canonical JSON, in hexadecimal."""
    text = json.dumps(content, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def canonical(value: object) -> bytes:
    """The one JSON text of a value that receipts speak of: keys sorted by code points, no spaces,
    UTF-8, in which half characters alone stay JSON's escapes.

    Raises ValueError for a number that JSON does not have, RecursionError.
    """
    text = json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode(errors="backslashreplace")


def fingerprint(value: object) -> str:
    """SHA-256 of a value's canonical JSON as receipts write it. Raises as ``canonical`` does."""
    return _named(hashlib.sha256(canonical(value)))


class ListFingerprint:
    """SHA-256 of a list that is never held as a whole: of its elements' canonical JSON, one a
    line, each line ended.
    """

    def __init__(self, lines: Iterable[bytes] = ()) -> None:
        self._sum = hashlib.sha256()
        for line in lines:
            self.add(line)

    def add(self, line: bytes) -> None:
        """Take in the canonical JSON of the next element."""
        self._sum.update(line + b"\n")

    def copy(self) -> "ListFingerprint":
        """A copy that goes on from here by itself."""
        other = ListFingerprint()
        other._sum = self._sum.copy()
        return other

    def __str__(self) -> str:
        """The digest of what was taken in so far, as receipts write it."""
        return _named(self._sum)


def _named(found: "hashlib._Hash") -> str:
    return f"sha256:{found.hexdigest()}"


# Numbers past this are not exact in JSON readers that use floating point (RFC 8259, section 6).
MAX_EXACT = 2**53
# Longer numbers are not written out.
MAX_BITS = 10_000


def exact(count: int | None) -> int | str | None:
    """A count as JSON can hold it: a decimal string where a number would not be exact, null where
    it is not known or has thousands of digits.
    """
    if count is None or count.bit_length() > MAX_BITS:
        return None
    return str(count) if count > MAX_EXACT else count
