"""The command line: arguments into calls, results into tables and JSON; no arithmetic."""
