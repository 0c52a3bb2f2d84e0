"""Decided cases held together, and a new one against them."""
