"""The form of a case: its vocabulary, draft, layout and faults, and the routes that serve it."""
