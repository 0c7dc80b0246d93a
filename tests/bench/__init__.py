"""Times of the hot paths as ratios against a baseline measured in the same run."""
