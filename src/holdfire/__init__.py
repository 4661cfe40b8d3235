"""holdfire: an open ceasefire monitor. Who claims what on what evidence, held against what the parties signed."""

__version__ = "0.1.0"
