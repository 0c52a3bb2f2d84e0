"""Verification of receipts: read, replay, compare."""
