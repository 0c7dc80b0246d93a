"""A month of one tower, played through the whole stack: `make month`."""
