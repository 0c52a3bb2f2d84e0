"""Views: what pages show, as values. Engine processes make them; pages render them."""
