"""Time and memory of what the project promises; run with `make bench`, never part of the tests."""
