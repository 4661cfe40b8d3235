"""Place names to places: a disc for a settlement, an area for a province, a doubt where two namesakes are equal."""

from holdfire.places.areas import Areas
from holdfire.places.gazetteer import Gazetteer, packaged
from holdfire.places.mentions import PlaceMention

__all__ = ["Areas", "Gazetteer", "PlaceMention", "packaged"]
