"""A case under the schools of interpretation of its law."""
