"""Roads without a connection: the embedded highways, the fitted formula, and their chain."""
