"""The window around the places: sidebar, header, menus, notices, jobs, palette."""
