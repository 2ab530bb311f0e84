"""What tools/screenshots.py takes pictures of: the places, then dialogs, menus and forms."""
