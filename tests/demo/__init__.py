"""The demo: its page in a real browser, and the parts behind it."""
