"""Money, periods, share arithmetic and errors, on the standard library alone."""
