"""A case: its file as a tree with positions, its rows checked against a pack, selectors in it."""
