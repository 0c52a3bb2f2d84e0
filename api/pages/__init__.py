"""Pages for people, made from what the HTTP interface answers and from nothing else."""
