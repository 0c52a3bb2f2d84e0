"""Servers and worker processes under test, and clients that speak to them."""
