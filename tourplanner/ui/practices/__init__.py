"""Practices: what was found at the schools, how well shown, and what may be told of it."""
