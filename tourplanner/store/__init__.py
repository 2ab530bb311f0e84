"""The office file: the log of changes, the tables made from it, long texts, media and backups."""
