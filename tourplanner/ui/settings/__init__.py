"""The settings: office profile, rules, data, map, looks."""
