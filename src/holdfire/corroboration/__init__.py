"""To be described by its first real content."""
