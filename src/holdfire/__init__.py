"""holdfire: an open ceasefire monitor. Who claims what on what evidence, held against what the parties signed.

The Python functions are in `holdfire.api`, the records in `holdfire.records`.
"""

__version__ = "0.1.0"
