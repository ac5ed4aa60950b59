"""Screen an edtech vendor for red flags before a school district buys."""

__version__ = "0.1.0"
