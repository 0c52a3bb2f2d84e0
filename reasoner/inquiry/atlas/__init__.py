"""Atlas: a regulation examined before any case."""
