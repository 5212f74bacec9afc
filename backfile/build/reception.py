"""The reception: bytes of a seed, of whatever format, to readings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from backfile.build.seeds import write_bytes
from backfile.errors import ContentError, Problem
from backfile.formats.detect import format_of
from backfile.formats.manuscripts import read_markdown
from backfile.formats.reading import nothing, read_format
from backfile.intake.decode import decode
from backfile.intake.document import with_stated
from backfile.intake.lines import Line, split_lines
from backfile.intake.reading import read_document, read_documents, read_seeds
from backfile.intake.record import Context, Reading, Remark

Bytes = Callable[[str], bytes | None]


def receive(data: bytes, name: str, context: Context, beside: Bytes = nothing) -> tuple[Reading, ...]:
    """The readings of all articles that a seed holds; `beside` finds images next to it. Raises Refusal."""
    kind = format_of(data, name)
    if not kind:
        return read_seeds(data, context)
    if kind == "md":
        readings, unknown = read_manuscript(data, name, context, beside)
        return tuple(_with_unknown(reading, unknown) for reading in readings)
    return read_documents(read_format(data, kind, name, beside), context)


def lines_of(data: bytes, name: str, beside: Bytes = nothing) -> tuple[Line, ...]:
    """The lines of a seed that hold more than blanks, as the grammar of intake sees them. Raises Refusal."""
    kind = format_of(data, name)
    if not kind:
        decoded = decode(data)
        return split_lines(decoded.text) if decoded else ()
    if kind == "md":
        return read_markdown(data, name, beside)[0].lines
    return read_format(data, kind, name, beside).lines


def read_manuscript(
    data: bytes, name: str, context: Context, beside: Bytes
) -> tuple[tuple[Reading, ...], tuple[str, ...]]:
    """The readings of a file of Markdown, and the fields of its header that have no place here. Raises Refusal.

    What the header states is not looked for in the text.
    """
    document, stated = read_markdown(data, name, beside)
    if not stated.fields.get("title"):
        readings = (with_stated(reading, stated.fields) for reading in read_documents(document, context))
        return tuple(readings), stated.unknown
    reading = read_document(document, context, str(stated.fields["title"]))
    return (with_stated(reading, stated.fields),), stated.unknown


def _with_unknown(reading: Reading, unknown: tuple[str, ...]) -> Reading:
    if not unknown:
        return reading
    names = ", ".join(unknown)
    sentence = f"Fields of the header that have no place here were left out: {names}."
    return replace(reading, remarks=(*reading.remarks, Remark(key="fields-left-out", line=0, sentence=sentence)))


def beside_file(path: Path) -> Bytes:
    """Finds images by their way from a file; nothing outside of its folder is looked at."""
    folder = path.parent

    def find(name: str) -> bytes | None:
        if "\0" in name or PurePosixPath(name).is_absolute():
            return None
        image = (folder / name).resolve()
        is_inside = image.is_relative_to(folder.resolve()) and image.is_file()
        return image.read_bytes() if is_inside else None

    return find


def write_pictures(site: Path, reading: Reading) -> None:
    """Put the images of a reading into `static/`, unless they are there. Raises ContentError or EnvironmentFault."""
    for picture in reading.pictures:
        path = site / "static" / picture.address
        if not path.is_file():
            write_bytes(path, picture.data)
        elif path.read_bytes() != picture.data:
            message = "another image of this name is there already"
            raise ContentError(
                Problem(file=f"static/{picture.address}", message=message, hint="rename it", key="image")
            )
