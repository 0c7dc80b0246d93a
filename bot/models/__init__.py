"""Models at an address that the operator has chosen: one that reads, one that listens. Both are optional."""
