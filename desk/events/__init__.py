"""Bring people together: make events, announce them, take sign-ups."""
