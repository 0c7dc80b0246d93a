"""Draw the QR code of an address."""

import io

import segno

SCALE = 12  # pixels a module: sharp on a projector, and far from the platform's smallest picture


def qr_code(address: str) -> bytes:
    """A PNG. A quarter of it may be dirty or covered (error correction Q)."""
    picture = io.BytesIO()
    segno.make(address, error="q", micro=False).save(picture, kind="png", scale=SCALE, border=4)
    return picture.getvalue()
