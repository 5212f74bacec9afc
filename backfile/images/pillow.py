"""Smaller copies of images: the door of Pillow. Nothing of what a camera notes beside the pixels goes with them."""

from __future__ import annotations

import warnings
from io import BytesIO

from PIL import Image, ImageCms, ImageOps

from backfile.images.facts import DamagedImageError
from backfile.images.recipes import MOST_PIXELS

_FORMATS = ("JPEG", "PNG", "GIF", "WEBP")
_QUALITY, _EFFORT = 80, 4  # of libwebp; as good as a JPEG of 80, in two thirds of its bytes
_SPARE = 2  # a JPEG is opened at up to twice the size that is wanted, which is quicker and looks the same
_GAP = 3.0
_PLAIN = {"RGB", "RGBA", "L", "LA", "CMYK", "LAB"}


def copy_of(data: bytes, width: int) -> bytes:
    """A copy in WebP, so many pixels wide, upright and in sRGB. Raises DamagedImageError."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        Image.MAX_IMAGE_PIXELS = MOST_PIXELS
        image = _opened(data, width)
        return _saved(_smaller(image, width), has_few_colours=image.format in {"PNG", "GIF"})


def _opened(data: bytes, width: int) -> Image.Image:
    """The image with all its pixels."""
    try:
        image = Image.open(BytesIO(data), formats=_FORMATS)
        side = _SPARE * max(width, round(width * max(image.size) / min(image.size)))
        image.draft(None, (side, side))
        image.load()
    except Exception as error:  # damaged bytes can fail in any way that a decoder can
        raise DamagedImageError(str(error)) from error
    return image


def _smaller(image: Image.Image, width: int) -> Image.Image:
    is_jpeg = image.format in {"JPEG", "MPO"}
    image.info.pop("xmp", None)  # Pillow would turn the image by that as well, which browsers do not
    upright = ImageOps.exif_transpose(image) if is_jpeg else image  # browsers turn no others
    profile = image.info.get("icc_profile")
    plain = _with_plain_pixels(upright)
    size = width, max(1, round(plain.height * width / plain.width))
    return _in_srgb(plain.resize(size, Image.Resampling.LANCZOS, reducing_gap=_GAP), profile)


def _with_plain_pixels(image: Image.Image) -> Image.Image:
    """The image with pixels that can be reckoned with: none that are places in a palette, or of more than a byte."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in _PLAIN and "transparency" not in image.info:
        return image
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    has_alpha = image.mode in {"LA", "RGBA"}
    if profile and image.mode != "LA":
        try:
            own = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGBA" if has_alpha else "RGB"
            turned = ImageCms.profileToProfile(image, own, ImageCms.createProfile("sRGB"), outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError):
            turned = None  # browsers pass over a profile that they cannot read
        image = turned or image
    return image.convert("RGBA" if has_alpha else "RGB")


def _saved(image: Image.Image, *, has_few_colours: bool) -> bytes:
    image.info.clear()  # what a camera noted: the place, the owner, a thumbnail
    lossy = _webp(image, lossless=False)
    # Drawings are smaller, and sharp, without any loss; photographs that were saved as drawings are not.
    return min(_webp(image, lossless=True), lossy, key=len) if has_few_colours else lossy


def _webp(image: Image.Image, *, lossless: bool) -> bytes:
    held = BytesIO()
    image.save(held, "WEBP", quality=_QUALITY, method=_EFFORT, lossless=lossless)
    return held.getvalue()
