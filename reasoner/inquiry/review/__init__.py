"""A decision held against the law."""
