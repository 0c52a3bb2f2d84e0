"""The version of Wenze."""

__version__ = "0.1.0"
