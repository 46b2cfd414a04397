"""The whole register at once: the table behind the Explore page, the map, the drawings."""
