"""Questions beyond one outcome: how outcomes part, what would change them, what the law admits."""
