"""Judges that share nothing with the reasoner: plain definitions, clingo, the law in Python."""
