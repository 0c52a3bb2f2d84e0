"""Large numbers in JSON."""

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
