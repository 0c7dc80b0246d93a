"""Models at an address: what may be seen of a message, and what becomes of answers of all kinds."""
