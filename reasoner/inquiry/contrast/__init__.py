"""Contrast of outcomes: the fewest choices that part two, and the shortest tree that parts all."""
