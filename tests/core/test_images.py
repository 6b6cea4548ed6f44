"""Photographs from strangers (UP-02, UP-05, UP-11, UP-12)."""

import io
import struct
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from PIL import Image

from core.images import ImageRefused, clean_photo, is_sound


def picture(mode="RGB", size=(400, 300), colour=None, image_format="JPEG", **options) -> bytes:
    output = io.BytesIO()
    image = Image.new(mode, size, colour) if colour is not None else Image.new(mode, size)
    image.save(output, image_format, **options)
    return output.getvalue()


def cleaned(content: bytes, name="photo.jpg", **limits) -> Image.Image:
    return Image.open(clean_photo(SimpleUploadedFile(name, content), **limits))


def refusal(content: bytes, name="photo.jpg", **limits) -> str:
    with pytest.raises(ImageRefused) as refused:
        clean_photo(SimpleUploadedFile(name, content), **limits)
    return refused.value.code


def png_header(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be huge."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    size = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


class TestAccepted(SimpleTestCase):
    def test_every_kind_becomes_a_jpeg_in_colour(self):
        """UP-11"""
        kinds = {
            "a.jpg": picture(),
            "b.JPEG": picture(progressive=True),
            "c.png": picture("RGBA", image_format="PNG"),
            "d.webp": picture(image_format="WEBP"),
            "e.jpg": picture("CMYK"),
            "f.png": picture("P", image_format="PNG", transparency=0),
            "g.png": picture("I;16", image_format="PNG"),
            "h.png": picture("LA", image_format="PNG"),
            "i.png": picture("1", image_format="PNG"),
            "j.jpg": picture("L"),
        }

        results = {name: cleaned(content, name) for name, content in kinds.items()}

        assert {(image.format, image.mode, image.size) for image in results.values()} == {("JPEG", "RGB", (400, 300))}

    def test_sixteen_bits_keep_their_light(self):
        grey = cleaned(picture("I;16", colour=0x8000, image_format="PNG"), "a.png")

        assert abs(grey.getpixel((5, 5))[0] - 0x80) <= 2

    def test_what_was_transparent_becomes_white(self):
        clear = cleaned(picture("RGBA", colour=(255, 0, 0, 0), image_format="PNG"), "a.png")

        assert min(clear.getpixel((5, 5))) >= 250

    def test_a_large_picture_is_made_smaller_in_proportion(self):
        assert cleaned(picture(size=(3000, 1500))).size == (1200, 600)

    def test_a_small_picture_is_not_blown_up(self):
        assert cleaned(picture(size=(90, 120))).size == (90, 120)

    def test_where_it_was_taken_and_with_what_is_gone(self):
        exif = Image.Exif()
        exif[0x010F] = "Camera of Askar"
        exif.get_ifd(0x8825)[2] = (42.0, 52.0, 0.0)

        image = cleaned(picture(exif=exif, comment=b"secret", icc_profile=b"profile"))

        assert dict(image.getexif()) == {}
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(image.info)

    def test_it_stands_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6

        assert cleaned(picture(size=(400, 300), exif=exif)).size == (300, 400)

    def test_it_is_named_by_chance(self):
        """UP-05"""
        names = {clean_photo(SimpleUploadedFile("../../x.jpg", picture())).name for _ in range(2)}

        assert len(names) == 2
        assert not any("x.jpg" in name or "/" in name for name in names)

    def test_what_hides_behind_a_picture_is_gone(self):
        photo = clean_photo(SimpleUploadedFile("a.png", picture(image_format="PNG") + b"<script>alert(1)</script>"))

        assert b"<script>" not in photo.read()


class TestRefused(SimpleTestCase):
    def test_other_files_under_a_pictures_name(self):
        """UP-02, UP-12"""
        others = [
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<html><script>",
            b"%PDF-1.7",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n",
            b"MZ\x90\x00",
            b"\x00\x00\x00\x20ftypheic",
            picture(image_format="GIF"),
            picture(image_format="TIFF"),
            picture(image_format="BMP"),
            b"",
            b"\xff\xd8\xff",
        ]

        assert {refusal(content) if content else "not_a_picture" for content in others} == {"not_a_picture"}

    def test_a_picture_under_another_name(self):
        for name in ("photo.html", "photo.svg", "photo", "photo.jpg.exe", "photo.png"):
            assert refusal(picture(), name) == "extension"

    def test_a_small_file_with_a_huge_picture_is_refused_by_its_header(self):
        assert refusal(png_header(13_000, 13_000), "a.png") == "too_many_pixels"
        assert refusal(png_header(6_000, 6_000), "a.png") == "too_many_pixels"
        assert refusal(picture(size=(200, 200)), max_pixels=30_000) == "too_many_pixels"

    def test_a_picture_that_stops_in_the_middle(self):
        whole = picture(size=(800, 800), colour=(10, 200, 30), quality=95)

        assert refusal(whole[: len(whole) // 2]) == "damaged"
        assert refusal(png_header(100, 100), "a.png") == "damaged"

    def test_a_file_that_is_too_large(self):
        assert refusal(picture(), max_bytes=100) == "file_too_large"

    def test_the_refusal_says_what_to_do(self):
        with pytest.raises(ImageRefused, match="Save it as JPEG"):
            clean_photo(SimpleUploadedFile("a.jpg", b"no picture"))


class TestIsSound:
    def test_a_whole_picture_is(self):
        assert is_sound(picture())

    @pytest.mark.parametrize("wreck", [b"", b"no picture", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"])
    def test_a_wreck_is_not(self, wreck):
        assert not is_sound(wreck)

    def test_one_cut_short_is_not(self):
        whole = picture()

        assert not is_sound(whole[: len(whole) // 2])

    def test_one_that_claims_to_be_huge_is_not_opened(self):
        assert not is_sound(png_header(50_000, 50_000))
