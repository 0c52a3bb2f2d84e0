"""Cases, proofs and names to ask about."""
