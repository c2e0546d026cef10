"""Cites a figure with all that it rests on, and verifies such a citation elsewhere and later."""
