"""Two packs compared."""
