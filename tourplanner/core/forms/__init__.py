"""The form of a visit: XLSForms, their expressions, and what they ask at a stop."""
