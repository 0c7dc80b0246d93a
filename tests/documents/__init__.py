"""What the documents say is held to what is there."""
