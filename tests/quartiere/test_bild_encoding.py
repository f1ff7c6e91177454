"""What is stored of an uploaded picture: upright pixels in sRGB and nothing else."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image, ImageCms

from quartiere import bilder
from tests.factories import BildFactory
from tests.pictures import picture

pytestmark = pytest.mark.django_db


def content_of(bild):
    with bild.file.open() as file:
        return file.read()


def stored_files():
    return sorted(default_storage.listdir("bilder")[1]) if default_storage.exists("bilder") else []


# What is stored -------------------------------------------------------------


def test_place_and_camera_are_gone_from_the_stored_file():
    exif = Image.Exif()
    exif[0x010F] = "Kamera von Anna"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)

    bild = BildFactory(file=ContentFile(picture(exif=exif, comment=b"privat"), "foto.jpg"))

    content = content_of(bild)
    with Image.open(io.BytesIO(content)) as stored:
        assert dict(stored.getexif()) == {}
    assert (b"Kamera" in content, b"privat" in content, b"Exif" in content) == (False,) * 3


def test_picture_taken_with_a_turned_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    bild = BildFactory(file=ContentFile(picture(40, 30, exif=exif), "foto.jpg"))

    assert (bild.width, bild.height) == (30, 40)


@pytest.mark.parametrize(
    "appendix",
    [b"<script>alert(1)</script>", b"PK\x03\x04" + b"\0" * 40, b"%PDF-1.7", b"<?php x(); ?>"],
)
def test_nothing_hidden_behind_the_picture_is_kept(appendix):
    bild = BildFactory(file=ContentFile(picture() + appendix, "foto.jpg"))

    assert appendix[:6] not in content_of(bild)


def test_text_hidden_in_the_picture_is_not_kept():
    payload = b"<script>alert(1)</script>"

    bild = BildFactory(file=ContentFile(picture(comment=payload), "foto.jpg"))

    assert payload not in content_of(bild)


@pytest.mark.parametrize(
    ("name", "kind", "suffix"),
    [("x.php", "JPEG", ".jpg"), ("x.html", "PNG", ".png"), ("x.jpg", "WEBP", ".webp")],
)
def test_file_is_named_after_its_content(name, kind, suffix):
    bild = BildFactory(file=ContentFile(picture(kind=kind), name))

    assert bild.file.name.endswith(suffix)
    assert "x." not in bild.file.name


@pytest.mark.parametrize(
    ("width", "expected"),
    [(300, [300]), (480, [480]), (700, [480, 700]), (2000, [480, 960, 1600])],
)
def test_renditions_are_made_on_saving_and_never_wider_than_the_picture(width, expected):
    bild = BildFactory(file=ContentFile(picture(width, width // 2), "foto.jpg"))

    sizes = []
    for rendition in bild.renditions:
        with default_storage.open(rendition.url.removeprefix("/medien/")) as file:
            stored = Image.open(file)
            sizes.append((stored.format, *stored.size))
    assert sizes == [("WEBP", step, step // 2) for step in expected]
    assert [rendition.width for rendition in bild.renditions] == expected


def test_srcset_and_size_need_no_file(django_assert_num_queries):
    bild = BildFactory(file=ContentFile(picture(1000, 500), "foto.jpg"))
    name = bild.file.name.removesuffix(".jpg")
    for file in stored_files():
        default_storage.delete(f"bilder/{file}")

    with django_assert_num_queries(0):
        srcset, medium = bild.srcset, bild.medium

    assert srcset == ", ".join(f"/medien/{name}-{step}.webp {step}w" for step in (480, 960, 1000))
    assert (medium.width, medium.height) == (960, 480)


@pytest.mark.parametrize(
    ("mode", "kind", "colour", "expected"),
    [
        ("CMYK", "JPEG", (0, 0, 0, 0), (255, 255, 255)),
        ("L", "PNG", 120, (120, 120, 120)),
        ("P", "PNG", 0, (0, 0, 0)),
        ("I;16", "PNG", 30000, (117, 117, 117)),
        ("RGBA", "PNG", (10, 20, 30, 255), (10, 20, 30, 255)),
    ],
)
def test_every_colour_mode_becomes_plain_colour(mode, kind, colour, expected):
    image, _ = bilder.read_picture(io.BytesIO(picture(kind=kind, mode=mode, colour=colour)))

    assert image.getpixel((0, 0)) == pytest.approx(expected, abs=3)


def test_colours_of_an_embedded_profile_are_brought_to_srgb():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    for embedded in (srgb, profile, b"kein Profil"):
        image, kind = bilder.read_picture(
            io.BytesIO(picture(kind="PNG", colour=(200, 10, 10), icc_profile=embedded))
        )
        assert image.getpixel((0, 0)) == pytest.approx((200, 10, 10), abs=2)
        assert b"iCCP" not in bilder.encode(image, kind)
