"""Uploaded pictures: what is accepted, what is stored. Pure functions on Pillow, no Django.

Nothing of an uploaded file is kept but its pixels: they are decoded, turned upright, brought to
sRGB and written anew. Metadata (place, camera, names) and anything hidden behind or between the
picture data is gone afterwards.
"""

import io

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

MAX_BYTES = 15_000_000
MAX_PIXELS = 40_000_000
MAX_SIDE = 16_000  # WebP ends at 16,383
FORMATS = ("JPEG", "PNG", "WEBP")
SUFFIXES = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp"}
WIDTHS = (480, 960, 1600)
OPTIONS = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 90, "method": 4},
}
RENDITION_OPTIONS = {"quality": 80, "method": 4}


class PictureRefused(ValueError):
    """The file cannot become a picture of the portal; the message is German and for people."""


def read_picture(file):
    """Return (Pillow image, format) of a binary file, checked and turned upright.

    Raises PictureRefused for what is too large, of another format, damaged or cut off. Size is
    checked on the header, before any pixel is decoded.
    """
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise PictureRefused(
            f"Das Bild ist größer als {MAX_BYTES // 1_000_000} MB. Bitte verkleinern Sie es."
        )
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            kind = image.format
            _check_pixels(*image.size)
            image.load()
            return _upright(image), kind
    except PictureRefused:
        raise
    except UnidentifiedImageError as error:
        raise PictureRefused(
            "Diese Datei ist kein Bild im Format JPEG, PNG oder WebP. Bitte speichern Sie das "
            "Bild in einem dieser Formate."
        ) from error
    except Image.DecompressionBombError as error:
        raise PictureRefused(_too_many_pixels()) from error
    except Exception as error:
        # Decoders raise whatever they meet in a damaged file.
        raise PictureRefused(
            "Das Bild ist beschädigt oder unvollständig. Bitte laden Sie es noch einmal hoch."
        ) from error


def _check_pixels(width, height):
    if width * height > MAX_PIXELS:
        raise PictureRefused(_too_many_pixels())
    if max(width, height) > MAX_SIDE:
        raise PictureRefused(
            f"Das Bild ist {width} × {height} Bildpunkte groß. Eine Seite darf höchstens "
            f"{MAX_SIDE} lang sein."
        )


def _too_many_pixels():
    return (
        f"Das Bild hat mehr als {MAX_PIXELS // 1_000_000} Millionen Bildpunkte. "
        "Bitte verkleinern Sie es."
    )


def _upright(image):
    profile = image.info.get("icc_profile")
    image = _plain_mode(ImageOps.exif_transpose(image))
    if profile:
        image = _in_srgb(image, profile)
    image.info.clear()
    return image


def _plain_mode(image):
    """RGB, or RGBA where something shines through; CMYK, palettes and grey become one of both."""
    if image.mode.startswith("I"):  # 16 bits a pixel; Pillow itself would cut off, not scale
        image = image.point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _in_srgb(image, profile):
    """Convert colours by the embedded profile, which is dropped; a broken one changes nothing."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode=image.mode)
    except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
        return image


def encode(image, kind):
    """The bytes of a fresh file: nothing but pixels. JPEG has no transparency, so white shines."""
    if kind == "JPEG" and image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image).convert("RGB")
    return _saved(image, kind, OPTIONS[kind])


def rendition_widths(width):
    """The widths a picture is offered in: never wider than it is, always at least one."""
    return [small for small in WIDTHS if small < width] + ([width] if width <= WIDTHS[-1] else [])


def rendition_height(width, size):
    """Height in whole pixels of a rendition `width` wide of a picture of `size` (w, h)."""
    return max(1, round(size[1] * width / size[0]))


def rendition(image, width):
    """WebP bytes of the picture at `width`."""
    size = (width, rendition_height(width, image.size))
    small = image if size == image.size else image.resize(size, Image.Resampling.LANCZOS)
    return _saved(small, "WEBP", RENDITION_OPTIONS)


def _saved(image, kind, options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()
