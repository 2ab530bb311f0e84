"""Visits: what people said and showed, written down at the stop."""
