"""A year of events and duty of the sample district, played through the whole stack: `make year`."""
