"""What views say of images. The rules of `views` hold here too."""

from __future__ import annotations

from backfile.frozen import frozen


@frozen
class RenditionView:
    """A copy of an image in WebP: where it lies, and how many pixels wide it is."""

    address: str
    width: int


@frozen
class ImageView:
    """An image as it is shown: its size in pixels, and its copies from the smallest, of which there may be none."""

    width: int
    height: int
    renditions: tuple[RenditionView, ...] = ()


@frozen
class FigureView:
    """The figure of an article or the cover of an issue; `address` is "" where the archive does not hold it.

    `image` is None where it does not, or where the size of the image is not known.
    """

    address: str
    alt: str
    caption: str
    credit: str
    licence: str
    image: ImageView | None = None


@frozen
class SharedView:
    """The picture that is shown where someone shares a page: its absolute address, its size in pixels, and its text."""

    url: str
    width: int
    height: int
    alt: str
