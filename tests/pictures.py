"""Small pictures to upload."""

import io

from PIL import Image


def picture(width=40, height=30, kind="JPEG", mode="RGB", colour=(200, 10, 10), **options):
    """The bytes of a picture of one colour; `options` go to Pillow."""
    target = io.BytesIO()
    Image.new(mode, (width, height), colour).save(target, kind, **options)
    return target.getvalue()
