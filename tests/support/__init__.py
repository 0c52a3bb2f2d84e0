"""Shared means of the tests: nothing here is a test."""
