"""Tours: the days of a plan, its legs, what the checks say, what was left out."""
