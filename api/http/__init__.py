"""The HTTP interface: routes, dispatch to workers, body and query, responses, the server."""
