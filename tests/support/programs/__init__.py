"""Answer set programs, and short ways to read and prove them."""
