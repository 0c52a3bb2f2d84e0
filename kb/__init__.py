"""Knowledge base packs, one folder a regulation; see README.md in this folder."""
