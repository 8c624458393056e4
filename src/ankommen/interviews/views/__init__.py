from . import keying, receipt, screen, start

__all__ = ["keying", "receipt", "screen", "start"]
