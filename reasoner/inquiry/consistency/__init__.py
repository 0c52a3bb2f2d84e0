"""Consistency of decided cases, and a new case against them."""
