"""Who may see, who has seen: everything in a case -> what one audience may be given, no finer than its policy."""

from holdfire.disclosure.clearance import (
    about_the_seen,
    assert_cleared,
    clear,
    clear_by_report,
    clear_complaints,
    clear_reviews,
    may_see,
)
from holdfire.disclosure.examined import examined
from holdfire.disclosure.names import Veil, veil_for
from holdfire.disclosure.places import Area, Gazetteer, coarsen, is_hidden
from holdfire.disclosure.policy import apply_policy, assert_due, coverage_for, policy_for, publish_from
from holdfire.disclosure.ranges import check_range, disclosures_in, prove_range
from holdfire.disclosure.seen import Seen, seen, told_to

__all__ = [
    "Area",
    "Gazetteer",
    "Seen",
    "Veil",
    "about_the_seen",
    "apply_policy",
    "assert_cleared",
    "assert_due",
    "check_range",
    "clear",
    "clear_by_report",
    "clear_complaints",
    "clear_reviews",
    "coarsen",
    "coverage_for",
    "disclosures_in",
    "examined",
    "is_hidden",
    "may_see",
    "policy_for",
    "prove_range",
    "publish_from",
    "seen",
    "told_to",
    "veil_for",
]
