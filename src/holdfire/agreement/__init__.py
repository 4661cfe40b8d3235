"""What was signed, as data: instrument files to instruments with every fault; then who is bound, when, to what."""

from holdfire.agreement.binding import Bound, bound, excluded, parties_of, stands_for
from holdfire.agreement.checks import Codes, Vocabulary
from holdfire.agreement.dates import Reading, Reckoned, deciding, effects, reckon, took_effect
from holdfire.agreement.duties import duties
from holdfire.agreement.faults import Fault
from holdfire.agreement.load import load
from holdfire.agreement.schema import schema
from holdfire.agreement.windows import Stretch, Window, state_on, window

__all__ = [
    "Bound",
    "Codes",
    "Fault",
    "Reading",
    "Reckoned",
    "Stretch",
    "Vocabulary",
    "Window",
    "bound",
    "deciding",
    "duties",
    "effects",
    "excluded",
    "load",
    "parties_of",
    "reckon",
    "schema",
    "stands_for",
    "state_on",
    "took_effect",
    "window",
]
