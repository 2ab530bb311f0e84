"""District layers: read from files that the user brings, kept, and points placed in them."""
