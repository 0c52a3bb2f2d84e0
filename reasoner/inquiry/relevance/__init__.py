"""What is not stated and could still change a conclusion."""
