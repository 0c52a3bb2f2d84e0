"""Facts that are not stated and could still change a conclusion."""
