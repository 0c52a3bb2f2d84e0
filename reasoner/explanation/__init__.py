"""Proofs in a law's words: why a conclusion holds, and why it does not."""
