"""Knowledge base packs: one regulation's text, rules, words and worked cases."""

from .catalog import find_pack, pack_folders, shelved_pack
from .load import load_pack
from .model import Pack

__all__ = ["Pack", "find_pack", "load_pack", "pack_folders", "shelved_pack"]
