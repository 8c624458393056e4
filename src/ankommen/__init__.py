"""ankommen: what a city runs for its arrival structure."""

__version__ = "0.1.0"
