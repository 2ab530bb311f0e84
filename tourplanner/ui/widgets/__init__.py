"""Parts that several places share."""
