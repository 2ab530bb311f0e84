"""Help in the window: a page for each place, and the keys of the place."""
