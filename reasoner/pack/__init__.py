"""Knowledge base packs: one regulation's text, rules, words and worked cases."""

from reasoner.pack.load import load_pack
from reasoner.pack.model import Pack
from reasoner.pack.shelf import find_pack, pack_folders, shelved_pack

__all__ = ["Pack", "find_pack", "load_pack", "pack_folders", "shelved_pack"]
