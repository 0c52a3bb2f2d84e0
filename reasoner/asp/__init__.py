"""Answers to any clingo program: read, refused if it cannot be proved from, solved, explained."""
