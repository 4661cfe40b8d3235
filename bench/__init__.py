"""Benches: holdfire beside named peers in one run, loaded and cold both shown; the demo's own stages."""
