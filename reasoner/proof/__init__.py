"""Proofs: why an atom holds in a world, found by an engine that shares no code with the solver."""
