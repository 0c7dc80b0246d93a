"""Joins the parts: command line, settings, the composition root and the edges. Nothing imports it."""
