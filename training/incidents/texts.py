"""Which of MUC-4's development documents are taught, by their numbers: the rest choose thresholds."""

TAUGHT = range(51, 1201)
TWICE = range(51, 101)
"""Taught twice in an epoch: the first hundred have keys of the same hands as those of the tests."""
