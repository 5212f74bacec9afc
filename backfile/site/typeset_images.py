"""Images in prose, as HTML: their size, so that no text jumps when they come, and copies for each reader to choose."""

from __future__ import annotations

from html import escape

from backfile.site.image_fragments import FigureView, ImageView

SIZES = "(min-width: 665px) 618px, calc(100vw - 45px)"  # how wide the column of text is, as in the style sheet


def with_size(html: str, image: ImageView | None, root: str) -> str:
    """An image element with what is known of the image."""
    size = f' width="{image.width}" height="{image.height}"' if image else ""
    sized = f'{html.removesuffix(" />")}{size} decoding="async" />'
    if image is None or not image.renditions:
        return sized
    copies = ", ".join(f"{root}{copy.address} {copy.width}w" for copy in image.renditions)
    return f'<picture><source type="image/webp" srcset="{copies}" sizes="{SIZES}">{sized}</picture>'


def caption_of(figure: FigureView) -> str:
    """The caption of an image with its credit and licence, and a line end; "" where nothing is told of it."""
    beside = ", ".join(filter(None, (figure.credit, figure.licence)))
    credit = f'<span class="credit">{escape(beside)}</span>' if beside else ""
    text = " ".join(filter(None, (escape(figure.caption), credit)))
    return f"<figcaption>{text}</figcaption>\n" if text else ""
