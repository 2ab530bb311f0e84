"""Papers without a format: what stands in each, laid out from a cut view alone."""
