"""The benchmark: made-up records of realistic size, and how long each step takes on them."""
