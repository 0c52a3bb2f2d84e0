"""The reasoner: case, program, outcomes, proof, words. README.md here is the map."""
