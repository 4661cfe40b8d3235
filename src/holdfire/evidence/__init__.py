"""Photos to exhibits: what each file says of itself, its five times kept apart, its place with a radius."""

from holdfire.evidence.exhibit import exhibit

__all__ = ["exhibit"]
