"""Drawings of what the reasoner returns."""
