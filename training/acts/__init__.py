"""Short notes of our own to the weights that say what a note tells of as a whole."""
