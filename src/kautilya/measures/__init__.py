"""Measures: tables into findings."""
