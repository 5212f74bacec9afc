"""Posts of WordPress: its half-written HTML and its shortcodes, as whole HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from html import escape

from backfile.frozen import frozen

_BLOCKS = (
    "address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|"
    "main|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_BLOCK_TAG = re.compile(rf"(</?(?:{_BLOCKS})\b[^>]*>)", re.IGNORECASE)
_KEPT_WHOLE = re.compile(r"(<(pre|script|style|table|ul|ol)\b.*?</\2>)", re.IGNORECASE | re.DOTALL)
_EMPTY_LINES = re.compile(r"\n\s*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_IS_BLOCKS = re.compile(r"<!--\s*wp:")
_SHORTCODE = re.compile(
    r"(?<!\[)\[(?P<close>/)?(?P<name>[a-zA-Z][\w-]{1,40})(?P<attributes>(?:\s[^\[\]]{0,2000}+)?)/?\](?!\]|\()"
)
_ATTRIBUTE = re.compile(r"([\w-]{1,60})\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+))")
_CAPTION = re.compile(
    r"\[(caption|wp_caption)\b[^\]]{0,1000}\]\s*((?:<a\b[^>]{0,2000}>)?<img\b[^>]{0,4000}>(?:</a>)?)(.{0,4000}?)\[/\1\]",
    re.IGNORECASE | re.DOTALL,
)
_FIGURE = r"\n\n<figure>\2<figcaption>\3</figcaption></figure>\n\n"
# What these hold is words of the article; the shortcode around them only says how they look.
_KNOWN = frozenset([
    "gallery", "embed", "audio", "video", "playlist", "quote", "blockquote", "button", "columns", "column", "row",
    "dropcap", "highlight", "spacer", "divider", "toc", "contact-form", "contact-form-7", "su_button", "vc_row",
    "vc_column", "vc_column_text", "et_pb_section", "et_pb_row", "et_pb_column", "et_pb_text", "fusion_text",
])  # fmt: skip


@frozen
class Image:
    """An attachment of the archive: its address, its text and its caption."""

    address: str
    alt: str = ""
    caption: str = ""


@frozen
class Post:
    """The text of a post as HTML, and the shortcodes that were left out of it, with how often."""

    html: str
    left_out: tuple[tuple[str, int], ...] = ()


def whole_html(text: str, image: Callable[[str], Image | None]) -> Post:
    """The text of a post as WordPress shows it; `image` finds an attachment by its number."""
    left_out: Counter[str] = Counter()
    is_classic = not _IS_BLOCKS.search(text)
    text = _CAPTION.sub(_FIGURE, _COMMENT.sub("", text.replace("\r\n", "\n")))
    text = _without_shortcodes(text, image, left_out)
    return Post(html=_with_paragraphs(text) if is_classic else text, left_out=tuple(sorted(left_out.items())))


def _without_shortcodes(text: str, image: Callable[[str], Image | None], left_out: Counter[str]) -> str:
    closed = {found["name"] for found in _SHORTCODE.finditer(text) if found["close"]}

    def replaced(found: re.Match[str]) -> str:
        name = found["name"].lower()
        attributes = {key: double or single or bare for key, double, single, bare in _stated(found["attributes"])}
        if name == "gallery" and not found["close"]:
            return _gallery(attributes, image, left_out)
        is_one = name in _KNOWN or found["name"] in closed or bool(attributes)
        if not is_one:
            return found[0]  # words in brackets, such as [sic]
        left_out[name] += not found["close"]
        return ""

    return _SHORTCODE.sub(replaced, text)


def _stated(attributes: str) -> list[tuple[str, str, str, str]]:
    return _ATTRIBUTE.findall(attributes)


def _gallery(attributes: dict[str, str], image: Callable[[str], Image | None], left_out: Counter[str]) -> str:
    """The images of a gallery, one below the other; those that the export lacks are counted as left out."""
    numbers = re.findall(r"[0-9]+", attributes.get("ids", attributes.get("include", "")))
    found = [image(number) for number in numbers]
    left_out["gallery"] += not numbers or None in found
    return "".join(figure_of(each) for each in found if each)


def figure_of(image: Image) -> str:
    """An image with its caption as HTML."""
    caption = f"<figcaption>{escape(image.caption)}</figcaption>" if image.caption else ""
    return f'\n\n<figure><img src="{escape(image.address)}" alt="{escape(image.alt)}">{caption}</figure>\n\n'


def _with_paragraphs(text: str) -> str:
    """Paragraphs where the old editor of WordPress has empty lines, and line breaks where it has line ends."""
    pieces = _KEPT_WHOLE.split(text)
    # Two groups: every third piece stands between those that are kept, and every third is the name of a tag.
    return "".join(_broken(piece) if place % 3 == 0 else piece for place, piece in enumerate(pieces) if place % 3 < 2)  # noqa: PLR2004


def _broken(text: str) -> str:
    written: list[str] = []
    depth = 0
    for piece in _BLOCK_TAG.split(text):
        if _BLOCK_TAG.fullmatch(piece):
            depth += 0 if piece.lower().startswith("<hr") else -1 if piece.startswith("</") else 1
            written.append(piece)
        elif depth > 0:
            written.append(_EMPTY_LINES.sub("<br><br>", piece))
        else:
            parts = (part.strip() for part in _EMPTY_LINES.split(piece))
            written += ["<p>" + part.replace("\n", "<br>\n") + "</p>\n" for part in parts if part]
    return "".join(written)
