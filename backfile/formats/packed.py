"""Documents that are zip archives: looked into before anything else unpacks them."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from backfile.formats.refusal import Refusal

_MOST_FILES = 5_000
_LARGEST_WHOLE = 300_000_000
_LARGEST_XML = 50_000_000
_ENTITY = re.compile(rb"<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
_AGAIN = "open it in your word processor, save it again, and put that file in its place"
_BOMB = Refusal("it unpacks to far more than an article holds", "save it again from your word processor, as .docx")
_LOCKED = Refusal("it is protected by a password", "open it, take the password off, and save it again")


def kind_of(data: bytes) -> str:
    """One of docx and odt. Raises Refusal for any other archive, and for one that is broken, locked or a trap."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            kind = _kind(archive)
            _check(archive)
            return kind
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("the file is broken: it cannot be unpacked", _AGAIN) from error
    except RuntimeError as error:  # what zipfile says of a password
        raise _LOCKED from error


def _kind(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx"
    kind = archive.read("mimetype")[:100] if "mimetype" in names else b""
    if kind.strip() == b"application/vnd.oasis.opendocument.text" and "content.xml" in names:
        return "odt"
    raise Refusal("this is an archive, but neither of Word nor of OpenDocument", "unpack it, or save the text as .docx")


def _check(archive: zipfile.ZipFile) -> None:
    files = archive.infolist()
    if len(files) > _MOST_FILES or sum(file.file_size for file in files) > _LARGEST_WHOLE:
        raise _BOMB
    for file in files:
        if file.flag_bits & 1:
            raise _LOCKED
        if file.filename.endswith((".xml", ".rels")):
            _check_xml(archive, file)


def _check_xml(archive: zipfile.ZipFile, file: zipfile.ZipInfo) -> None:
    if file.file_size > _LARGEST_XML:
        raise _BOMB
    text = archive.read(file)
    if _ENTITY.search(text):
        raise Refusal(f"its part {file.filename} defines entities, which no word processor writes", _AGAIN)
    if file.filename == "META-INF/manifest.xml" and b"encryption-data" in text:
        raise _LOCKED
