"""Claims, rows and observations to accounts, and accounts to the incidents they speak of."""

from holdfire.incidents.beside import Beside, beside, in_words, ordered
from holdfire.incidents.book import Book
from holdfire.incidents.deciding import Decided, class_of, decide
from holdfire.incidents.fuse import fuse, unmatched_denials
from holdfire.incidents.kinds import plain
from holdfire.incidents.merging import toll
from holdfire.incidents.numbering import Numbering, numbering
from holdfire.incidents.observations import accounts_from_observations
from holdfire.incidents.rows import accounts_from_rows
from holdfire.incidents.series import Told, series
from holdfire.incidents.telling import accounts_from_claims
from holdfire.incidents.unlisted import is_body

__all__ = [
    "Beside",
    "Book",
    "Decided",
    "Numbering",
    "Told",
    "accounts_from_claims",
    "accounts_from_observations",
    "accounts_from_rows",
    "beside",
    "class_of",
    "decide",
    "fuse",
    "in_words",
    "is_body",
    "numbering",
    "ordered",
    "plain",
    "series",
    "toll",
    "unmatched_denials",
]
