"""What is said of the partnerships, held against the record: rules stated before the answer, and what would turn it."""
