"""From the address in a request to a file in the output folder, and never to one outside of it."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from backfile.frozen import frozen

# The system's own tables differ from machine to machine, so only those that Python brings along are asked.
_BUILT_IN_TYPES = mimetypes.MimeTypes()
_TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".bib": "application/x-bibtex",
    ".css": "text/css",
    ".epub": "application/epub+zip",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".md": "text/markdown",
    ".mjs": "text/javascript",
    ".ris": "application/x-research-info-systems",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".xsl": "application/xml",
}
_WRITTEN_IN_UTF_8 = re.compile(r"text/|application/(.*[+])?(json|xml)|image/svg")


@frozen
class Shelved:
    """What lies at an address: a file, or else the address (a folder's, with its slash) to which the reader is sent."""

    file: Path | None = None
    moved_to: str = ""


def look_up(output: Path, path: str) -> Shelved | None:
    """What lies at the path of a request (percent-encoded, without query) below the output folder; None if nothing."""
    names = names_in(path)
    if names is None:
        return None
    found = inside(output, output.joinpath(*names))
    if found is None:
        return None
    if not found.is_dir():
        return None if path.endswith("/") else Shelved(file=found)
    page = inside(output, found / "index.html")
    if page is None or not page.is_file():
        return None
    if not path.endswith("/"):
        return Shelved(moved_to="/" + "".join(f"{quote(name)}/" for name in names))
    return Shelved(file=page)


def names_in(path: str) -> list[str] | None:
    """The names between the slashes; None if one of them could mean anything but a file or folder of that name."""
    try:
        names = [unquote_to_bytes(name).decode("utf-8") for name in path.split("/") if name]
    except UnicodeDecodeError:
        return None
    return None if any(name in {".", ".."} or re.search(r"[/\\:\x00]", name) for name in names) else names


def inside(output: Path, file: Path) -> Path | None:
    """The file with its symbolic links followed, if there is one and they do not lead out of the output folder."""
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError, ValueError):  # not there, links in a circle, a name that is too long
        return None
    return real if real.is_relative_to(output.resolve()) else None


def media_type(file: Path) -> str:
    """The value of `Content-Type` for a file, by its name."""
    suffix = file.suffix.lower()
    kind = _TYPES.get(suffix) or _BUILT_IN_TYPES.guess_type(f"x{suffix}")[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if _WRITTEN_IN_UTF_8.match(kind) else kind
