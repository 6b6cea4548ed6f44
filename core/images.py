"""Photographs and logos from strangers: looked at with limits, drawn anew, without what they carried."""

from __future__ import annotations

import io
import struct
import threading
import uuid
from collections.abc import Callable
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from core.errors import DomainError

EXTENSIONS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
LONGEST_SIDE = 1200
#: Of a page that was photographed or scanned: small print stays readable.
LONGEST_SIDE_OF_A_PAGE = 2400
#: Three times what a page shows, so that a logo is sharp on any screen and light on any line.
LOGO_BOX = (360, 120)
#: Where the middle of a cropped portrait is: above that of the picture.
FACES = (0.5, 0.36)
MOST_PIXELS = 25_000_000
MOST_BYTES = 10 * 1024 * 1024
#: What Pillow raises for files that are not what they say.
BROKEN = (OSError, SyntaxError, ValueError, ArithmeticError, LookupError, TypeError, EOFError, struct.error)

#: A large picture takes 100 MB while it is open: one at a time in each process.
_one_at_a_time = threading.Lock()

# Pillow's own bomb check, as a second wall behind ours.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class ImageRefused(DomainError):
    """The file is not a picture we take; the text says what to do instead."""


def clean_photo(file: File[bytes], *, max_pixels: int = MOST_PIXELS, max_bytes: int = MOST_BYTES) -> ContentFile[bytes]:
    """The photograph as a new JPEG: upright, at most 1,200 pixels a side, no metadata, random name.

    Takes JPEG, PNG and WebP whose extension says so too. Raises ``ImageRefused``
    (``extension``, ``file_too_large``, ``too_many_pixels``, ``not_a_picture``, ``damaged``).
    """
    expected = _format_of(file, max_bytes)
    with _one_at_a_time:
        return ContentFile(_photo(_opened(file, expected, max_pixels)), name=f"{uuid.uuid4().hex}.jpg")


def clean_scan(file: File[bytes], *, max_pixels: int = MOST_PIXELS, max_bytes: int = MOST_BYTES) -> ContentFile[bytes]:
    """A page of paper as a new JPEG, large enough to be read; otherwise like a photograph, and refused like one."""
    expected = _format_of(file, max_bytes)
    with _one_at_a_time:
        return ContentFile(_page(_opened(file, expected, max_pixels)), name=f"{uuid.uuid4().hex}.jpg")


def clean_logo(file: File[bytes], *, max_pixels: int = MOST_PIXELS, max_bytes: int = MOST_BYTES) -> ContentFile[bytes]:
    """The logo as a new PNG that keeps what is transparent; otherwise like a photograph, and refused like one."""
    expected = _format_of(file, max_bytes)
    with _one_at_a_time:
        return ContentFile(_logo(_opened(file, expected, max_pixels)), name=f"{uuid.uuid4().hex}.png")


def is_sound(data: bytes) -> bool:
    """Whether a picture of ours can be decoded to its end: what lies on a disk may be cut short or gone bad."""
    try:
        with _one_at_a_time, Image.open(io.BytesIO(data), formats=tuple(set(EXTENSIONS.values()))) as image:
            if image.width * image.height > MOST_PIXELS:
                return False
            image.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, *BROKEN):
        return False
    return True


def portrait(data: bytes, size: tuple[int, int]) -> bytes:
    """A stored photograph as a small JPEG for print, cropped to the size about where faces are.

    Raises ``ImageRefused`` (``damaged``) for what cannot be read or was never cleaned.
    """
    output = io.BytesIO()
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            if max(image.size) > LONGEST_SIDE:
                raise ImageRefused(_("This picture is damaged. Choose another one."), "damaged")
            image.draft("RGB", size)
            picture = ImageOps.fit(_on_white(image), size, Image.Resampling.BICUBIC, centering=FACES)
            picture.save(output, "JPEG", quality=86)
    except BROKEN:
        raise ImageRefused(_("This picture is damaged. Choose another one."), "damaged") from None
    return output.getvalue()


def _format_of(file: File[bytes], max_bytes: int) -> str:
    """What the name says the file is."""
    if (file.size or 0) > max_bytes:
        raise ImageRefused(_("This file is too large. Choose a picture of at most 10 MB."), "file_too_large")
    expected = EXTENSIONS.get(PurePath(file.name or "").suffix.lower())
    if expected is None:
        raise ImageRefused(_("Choose a picture saved as JPEG, PNG or WebP."), "extension")
    return expected


def _opened(file: File[bytes], expected: str, max_pixels: int) -> Image.Image:
    """The picture by its header alone: nothing is decoded yet."""
    file.seek(0)
    try:
        image = Image.open(file, formats=tuple(set(EXTENSIONS.values())))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except BROKEN:
        raise ImageRefused(
            _("This is not a JPEG, PNG or WebP picture. Save it as JPEG and choose it again."),
            "not_a_picture",
        ) from None
    if image.format != expected:
        raise ImageRefused(
            _("The name of this file does not match its content. Save it as JPEG and choose it again."),
            "extension",
        )
    if image.width * image.height > max_pixels:
        raise _too_many_pixels()
    return image


def _photo(image: Image.Image) -> bytes:
    return _redrawn(image, (LONGEST_SIDE, LONGEST_SIDE), _on_white, "JPEG", quality=88)


def _page(image: Image.Image) -> bytes:
    return _redrawn(image, (LONGEST_SIDE_OF_A_PAGE, LONGEST_SIDE_OF_A_PAGE), _on_white, "JPEG", quality=82)


def _logo(image: Image.Image) -> bytes:
    return _redrawn(image, LOGO_BOX, _in_colours, "PNG")


def _redrawn(
    image: Image.Image, box: tuple[int, int], drawn: Callable[[Image.Image], Image.Image], saved_as: str, **options: int
) -> bytes:
    output = io.BytesIO()
    try:
        # JPEG can be decoded smaller, which saves most of the memory.
        image.draft("RGB", (2 * box[0], 2 * box[1]))
        picture = drawn(image)
        picture.thumbnail(box, Image.Resampling.LANCZOS)
        upright = _upright(picture, image)
        upright.info.clear()
        upright.save(output, saved_as, optimize=True, **options)
    except BROKEN:
        raise ImageRefused(_("This picture is damaged. Choose another one."), "damaged") from None
    return output.getvalue()


def _in_colours(image: Image.Image) -> Image.Image:
    """Red, green and blue, with the transparency there was."""
    if image.mode.startswith("I"):
        # 16 bits a pixel: Pillow would cut off everything above 255.
        return image.point(lambda value: value / 256).convert("L").convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _on_white(image: Image.Image) -> Image.Image:
    """Plain red, green and blue; what was transparent becomes white."""
    picture = _in_colours(image)
    if picture.mode == "RGB":
        return picture
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _upright(picture: Image.Image, original: Image.Image) -> Image.Image:
    """Turned as the camera noted it."""
    picture.getexif()[0x0112] = original.getexif().get(0x0112, 1)
    return ImageOps.exif_transpose(picture)


def _too_many_pixels() -> ImageRefused:
    return ImageRefused(_("This picture has too many pixels. Choose one of at most 25 megapixels."), "too_many_pixels")
