"""Papers: choose, look, see what is held back, write into a folder."""
