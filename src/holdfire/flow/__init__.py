"""What people put in to everything that follows from it: `derive.derive` is the whole run, read top to bottom."""
