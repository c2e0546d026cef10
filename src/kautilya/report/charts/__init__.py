"""The charts of the page: plain rows into drawings at two widths."""
