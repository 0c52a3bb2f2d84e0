"""Readers of what comes out: pages, drawings, printed files."""
