"""Schools of interpretation compared on one case."""
