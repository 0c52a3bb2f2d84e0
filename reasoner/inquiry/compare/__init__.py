"""Comparison of two packs."""
