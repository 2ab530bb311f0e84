"""Papers of the people on the bus: manifest, rooms, guests, badges, visitors, consent."""
