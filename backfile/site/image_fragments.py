"""What views say of images. The rules of `views` hold here too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RenditionView:
    """A copy of an image in WebP: where it lies, and how many pixels wide it is."""

    address: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageView:
    """An image as it is shown: its size in pixels, and its copies from the smallest, of which there may be none."""

    width: int
    height: int
    renditions: tuple[RenditionView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """The figure of an article; `address` is "" where the archive does not hold the image itself.

    `image` is None where it does not, or where the size of the image is not known.
    """

    address: str
    alt: str
    caption: str
    credit: str
    licence: str
    image: ImageView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """The picture that is shown where someone shares a page: its absolute address, its size in pixels, and its text."""

    url: str
    width: int
    height: int
    alt: str
