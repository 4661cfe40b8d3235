"""Words of time in a text to dated intervals: reckoned from the day of publication, in the zone of the case."""

from holdfire.times.find import find
from holdfire.times.mention import TimeMention

__all__ = ["TimeMention", "find"]
