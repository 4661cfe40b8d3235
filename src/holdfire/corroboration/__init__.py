"""Incidents, accounts and texts to independence, support and attribution: a voice counts once however often printed."""

from holdfire.corroboration.copies import copies
from holdfire.corroboration.grade import grade
from holdfire.corroboration.independence import Copies, Ties, independent_voices

__all__ = ["Copies", "Ties", "copies", "grade", "independent_voices"]
