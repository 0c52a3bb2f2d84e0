"""What separates outcomes: the fewest choices, and the shortest tree of questions."""
