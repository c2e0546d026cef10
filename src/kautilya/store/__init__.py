"""Keeps claims and judgements, append-only, and shows them as of a day."""
