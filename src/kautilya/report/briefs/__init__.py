"""What leaves the house on one or two sheets: a calendar of due days, the brief of a partner."""
