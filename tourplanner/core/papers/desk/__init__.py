"""Papers of the desk: calls, sites, press, promises, the briefing and the card of the member."""
