"""The doors to the reasoner: the command line; HTTP is to come."""
