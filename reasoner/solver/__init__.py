"""Outcomes of a case: ground program, components, decision diagrams, counting."""
