"""Generic prover: answer sets certified and atoms proved by Prolog, which shares no code with
clingo.
"""
