"""The place of the map: a web map, a plain map, and the same as a list."""
