"""Tasks of the HTTP interface that run in a worker process."""
