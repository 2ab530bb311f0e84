"""Day: where the bus is, what is next, whom to call, and what to do when it is late."""
