"""The law examined before any case."""
