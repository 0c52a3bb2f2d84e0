"""Validation of packs: whole, cited, worded, and exercised by worked cases."""
