"""Review of a decision against the law."""
