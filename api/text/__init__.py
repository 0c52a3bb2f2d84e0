"""Answers as text for terminals and files."""
