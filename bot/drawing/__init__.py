"""Draw the pictures that are sent: a code to be scanned, the sheet of a month."""
