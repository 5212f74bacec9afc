"""Which format a file has: its bytes decide, its name only where bytes are text."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import PurePosixPath

from backfile.formats.packed import kind_of
from backfile.formats.refusal import Refusal

_NAMES = {"html": "html", "htm": "html", "xhtml": "html", "md": "md", "markdown": "md"}
_DOCUMENTS = frozenset(["docx", "odt", "rtf", "pdf", "doc", *_NAMES])
_OF_A_PAGE = ("_files", "-Dateien", "_file", ".files")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?>.{0,500}?-->)\s*)*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_SAVED_WHOLE = re.compile(rb"(?:.{0,200}\n){0,20}Content-Type:\s*multipart/related", re.IGNORECASE)
_EXPORT = b"wordpress.org/export/"
_HEAD = 4096


def ending_of_name(name: str) -> str:
    """The ending of a file's name in small letters, "" if it has none."""
    return name.rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""


def is_document_name(name: str) -> bool:
    """Whether a file of that name can be larger than a text, for it may hold images."""
    return ending_of_name(name) in _DOCUMENTS


def is_part_of_page(name: str, names: Container[str]) -> bool:
    """Whether a file lies in the folder that a browser puts beside the page it saves, for images and style sheets."""
    for folder in list(PurePosixPath(name).parents)[:-1]:
        stem = next((folder.name.removesuffix(end) for end in _OF_A_PAGE if folder.name.endswith(end)), "")
        if stem and any(f"{folder.parent / stem}.{ending}" in names for ending in ("html", "htm", "xhtml")):
            return True
    return False


def format_of(data: bytes, name: str) -> str:
    """One of docx, odt, rtf, pdf, html and md; "" for plain text and whatever else. Raises Refusal."""
    start = data[:_HEAD].removeprefix(b"\xef\xbb\xbf")
    ending = ending_of_name(name)
    if start.startswith(b"PK"):
        return kind_of(data)
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(_OLD_OFFICE):
        raise _old_office(data)
    if _EXPORT in start:
        hint = "move it out of seeds/, and take it over with the command `import`"
        raise Refusal("this is a whole archive, exported from WordPress", hint)
    if _SAVED_WHOLE.match(start):
        raise Refusal("the page was saved as a single file (MHTML)", "save it anew as “web page, HTML only”")
    if _PAGE.match(start):
        return "html"
    if ending in {"docx", "odt", "rtf", "pdf", "doc"} and data.strip():
        hint = "save it again from the program it comes from, or rename it to .txt if it is a text"
        raise Refusal(f"the name ends in .{ending}, but the file is something else", hint)
    return _NAMES.get(ending, "")


def _old_office(data: bytes) -> Refusal:
    if _ENCRYPTED in data:
        return Refusal("it is protected by a password", "open it, take the password off, and save it again")
    return Refusal("this is the old format of Word (.doc)", "open it and save it as .docx")
