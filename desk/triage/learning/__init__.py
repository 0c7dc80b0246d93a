"""Make the small model from labelled lines: pure counting and descending, no library, the same file every time."""
