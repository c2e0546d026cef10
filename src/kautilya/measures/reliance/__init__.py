"""On whom does what is held and built rest: maintenance, components, and the country's own industry."""
