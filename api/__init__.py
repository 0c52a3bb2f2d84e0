"""The doors to the reasoner: HTTP and the command line."""
