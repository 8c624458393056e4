"""QR codes as drawings: for the camera of a phone, on screen and on paper."""

from __future__ import annotations

import qrcode


def picture_of(address: str) -> tuple[int, str]:
    """A QR code: the length of its side, margin included, and the path of its dark squares for an SVG."""
    code = qrcode.QRCode(border=4)
    code.add_data(address)
    rows = code.get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return len(rows), path
