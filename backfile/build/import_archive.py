"""Whole archives of other programs to manuscripts: an export of WordPress, or a folder of Markdown with headers.

What was imported once is not imported again, whatever became of its manuscript; nothing is overwritten.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from urllib.parse import unquote

from backfile.archive.credits import Byline, Credit
from backfile.archive.dates import PartialDate
from backfile.archive.names import parse_name
from backfile.build.compose import manuscript_of
from backfile.build.conversion import add_manuscript
from backfile.build.holdings import read_settings, read_vocabulary
from backfile.build.ingest import context_of, manuscripts_by_source
from backfile.build.outcome import Conversion, Intake
from backfile.build.reception import Bytes, beside_file, read_manuscript, write_pictures
from backfile.build.seeds import note_all, read_register
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.digest import digest_bytes
from backfile.errors import ContentError, Problem, Severity, UsageError, errors_in
from backfile.formats.posts import figure_of, whole_html
from backfile.formats.reading import read_html
from backfile.formats.refusal import Refusal
from backfile.formats.wordpress import Export, Item, is_export, read_export
from backfile.frozen import frozen
from backfile.intake.byline import parse_byline
from backfile.intake.document import with_stated
from backfile.intake.reading import read_document
from backfile.intake.record import Context, Reading, Remark

_MARKDOWN = (".md", ".markdown")
_BATCH = 64
_PASSED_OVER = frozenset(["node_modules", "_site", "_index.md", "output", "public"])
_DATED_NAME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-(.+)\.(?:md|markdown)")
_UPLOADS = re.compile(r"/((?:wp-content/)?uploads/[^?#]+)")
_HEADER = b"---"
# Under `review` in each of a thousand manuscripts this would bury what is particular to one.
_SAID_ONCE = {
    "missing-masthead": "name neither a periodical nor an issue",
    "missing-publication": "name no periodical",
    "missing-author": "name no author",
    "missing-date": "state no date",
}


@frozen
class Piece:
    """A text of the archive: its name for all time, a digest of what it holds, and how it is read."""

    key: str
    digest: str
    read: Callable[[], Reading]


@frozen
class Archive:
    """The pieces of an archive, and what is not taken over from it, counted by its kind.

    `fields` are names of fields that have no place here, one for each header that has it; they are found by reading.
    """

    pieces: tuple[Piece, ...]
    left_out: Counter[str] = field(default_factory=Counter)
    fields: list[str] = field(default_factory=list)


def import_archive(site: Path, path: Path, waiting: Callable[[], None] = lambda: None) -> Intake:
    """Make manuscripts of the pieces that were never imported. Raises BackfileError if the archive cannot be read."""
    sources = Sources(site)
    context = context_of(read_settings(sources), read_vocabulary(sources))
    archive = _archive(path, context)
    with alone(site, waiting):
        register = read_register(sources)
        if errors_in(sources.problems):
            raise ContentError(*sources.problems)
        known = register | dict.fromkeys(manuscripts_by_source(site), "")
        new = [piece for piece in archive.pieces if piece.key not in known]
        changed = [piece for piece in archive.pieces if register.get(piece.key, piece.digest) != piece.digest]
        intake = _import(site, new, register)
    return replace(intake, problems=(*intake.problems, *_advice(path, archive, changed)))


def _archive(path: Path, context: Context) -> Archive:
    try:
        if path.is_dir():
            return _of_folder(path, context)
        with path.open("rb") as file:
            start = file.read(8192)
        if is_export(start):
            return _of_export(path, context)
    except OSError as error:
        raise UsageError(Problem(message=f"{path} cannot be read: {error.strerror}", key="archive")) from error
    except Refusal as refusal:
        problem = Problem(file=str(path), message=refusal.message, hint=refusal.hint, key="archive")
        raise ContentError(problem) from refusal
    hint = (
        "name the file that WordPress exports (Tools → Export), or a folder of Markdown; a single text goes into seeds/"
    )
    raise UsageError(
        Problem(file=str(path), message="this is no archive that can be imported", hint=hint, key="archive")
    )


# -- WordPress -------------------------------------------------------------------------------------------------------


def _of_export(path: Path, context: Context) -> Archive:
    export = read_export(path)
    beside = _uploads(path.parent)
    pieces = [
        Piece(
            key=item.key,
            digest=digest_bytes(f"{item.date}\n{item.title}\n{item.text}".encode("utf-8", "replace")),
            read=partial(_read_item, item, export, context, beside),
        )
        for item in export.items
    ]
    return Archive(pieces=tuple({piece.key: piece for piece in pieces}.values()), left_out=export.left_out)


def _uploads(folder: Path) -> Bytes:
    """Finds an image of the old site in its folder `uploads`, if that lies beside the export."""

    def find(address: str) -> bytes | None:
        upload = _UPLOADS.search(unquote(address))
        name = upload[1] if upload else ""
        names = (name, name.removeprefix("wp-content/"), f"wp-content/{name}")
        return next((data for name in names if name and (data := beside_file(folder / "x")(name))), None)

    return find


def _read_item(item: Item, export: Export, context: Context, beside: Bytes) -> Reading:
    post = whole_html(item.text, export.images.get)
    head = export.images.get(item.thumbnail)
    document = read_html((figure_of(head) if head else "") + post.html, item.stem or "post", beside)
    reading = read_document(document, context, item.title)
    stated = {
        "title": item.title,
        "byline": None if reading.byline.credits else _byline(item.author),
        "date": PartialDate.parse(item.date) if item.date else None,
        "keywords": item.tags,
        "abstract": " ".join(line.text for line in read_html(item.excerpt, "").lines) if item.excerpt else "",
        "stem": unquote(item.stem),
        "is_draft": item.is_draft,
    }
    remarks = (
        [Remark(key="shortcode-left-out", line=0, sentence=_of_shortcodes(post.left_out))] if post.left_out else []
    )
    names = [credit.name.printed for credit in reading.byline.credits]
    if names and item.author and item.author not in names:
        sentence = f"The export names {item.author} as the author, the text {', '.join(names)}; check which is right."
        remarks.append(Remark(key="author-differs", line=0, sentence=sentence))
    return with_stated(replace(reading, remarks=(*reading.remarks, *remarks)), stated)


def _of_shortcodes(left_out: tuple[tuple[str, int], ...]) -> str:
    names = ", ".join(f"[{name}]" for name, _ in left_out)
    return f"Shortcodes of WordPress were left out ({names}); look at the old page whether something is missing."


def _byline(author: str) -> Byline | None:
    if not author:
        return None
    parsed = parse_byline(author)
    return Byline(credits=parsed.credits if parsed else (Credit(name=parse_name(author)),))


# -- a folder of Markdown --------------------------------------------------------------------------------------------


def _of_folder(folder: Path, context: Context) -> Archive:
    left_out: Counter[str] = Counter()
    pieces: list[Piece] = []
    fields: list[str] = []
    for path in _files(folder):
        data = path.read_bytes()
        if not data.lstrip(b"\xef\xbb\xbf").startswith(_HEADER):
            left_out["file without a header"] += 1
            continue
        key = f"{folder.resolve().name}/{path.relative_to(folder).as_posix()}"
        read = partial(_read_file, path, context, _images(folder, path), fields)
        pieces.append(Piece(key=key, digest=digest_bytes(data), read=read))
    if not pieces:
        hint = "an archive of Markdown has files that end in .md and begin with a header between two lines ---"
        raise Refusal("there is no text with a header in this folder", hint)
    return Archive(pieces=tuple(pieces), left_out=left_out, fields=fields)


def _files(folder: Path) -> Iterator[Path]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name in _PASSED_OVER or entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _files(Path(entry.path))
        elif entry.name.lower().endswith(_MARKDOWN):
            yield Path(entry.path)


def _images(folder: Path, path: Path) -> Bytes:
    """Finds images by their way from the text, or from the top of the old site."""
    roots = [beside_file(path), beside_file(folder / "x"), beside_file(folder / "static" / "x")]

    def find(name: str) -> bytes | None:
        return next((data for root in roots if (data := root(name.lstrip("/")))), None)

    return find


def _read_file(path: Path, context: Context, beside: Bytes, fields: list[str]) -> Reading:
    (reading, *_), unknown = read_manuscript(path.read_bytes(), path.name, context, beside)
    fields += unknown
    dated = _DATED_NAME.fullmatch(path.name)
    stated: dict[str, object] = {"is_draft": reading.is_draft or "_drafts" in path.parts}
    if dated and not reading.date:
        stated["date"] = _valid(dated[1])
    stated["stem"] = reading.stem or (dated[2] if dated else path.stem)
    return with_stated(reading, stated)


def _valid(day: str) -> PartialDate | None:
    try:
        return PartialDate.parse(day)
    except ValueError:
        return None


# -- both ------------------------------------------------------------------------------------------------------------


def _import(site: Path, pieces: list[Piece], register: dict[str, str]) -> Intake:
    conversions: list[Conversion] = []
    problems: list[Problem] = []
    gaps: Counter[str] = Counter()
    done: dict[str, str] = {}
    try:
        for piece, reading in _readings(pieces):
            if isinstance(reading, Refusal):
                problems.append(_warning(piece.key, reading.message, reading.hint))
                continue
            gaps.update(remark.key for remark in reading.remarks if remark.key in _SAID_ONCE)
            own = replace(reading, remarks=tuple(one for one in reading.remarks if one.key not in _SAID_ONCE))
            write_pictures(site, own)
            manuscript = add_manuscript(site, own, manuscript_of(own, piece.key))
            conversions.append(Conversion(seed=piece.key, manuscript=manuscript))
            done[piece.key] = piece.digest
    finally:
        note_all(site, register, done)
    problems += [
        _note("content/articles", f"imported texts that {_SAID_ONCE[gap]}: {count}", "add it where you know it", gap)
        for gap, count in sorted(gaps.items())
    ]
    return Intake(conversions=tuple(conversions), problems=tuple(problems))


def _readings(pieces: list[Piece]) -> Iterator[tuple[Piece, Reading | Refusal]]:
    """The readings in the order of the pieces, a few at once: most of the time goes to a program outside."""
    waiting = iter(pieces)
    with ThreadPoolExecutor(max_workers=os.cpu_count() or 1) as workers:
        while batch := list(islice(waiting, _BATCH)):
            yield from zip(batch, workers.map(_read, batch), strict=True)


def _read(piece: Piece) -> Reading | Refusal:
    try:
        return piece.read()
    except Refusal as refusal:
        return refusal


def _advice(path: Path, archive: Archive, changed: list[Piece]) -> Iterator[Problem]:
    if archive.left_out:
        counts = ", ".join(f"{count} × {kind}" for kind, count in sorted(archive.left_out.items()))
        yield _note(path.name, f"not taken over: {counts}", "only articles are", "left-out")
    if archive.fields:
        counts = ", ".join(f"{name} ({count})" for name, count in Counter(archive.fields).most_common(30))
        yield _note(path.name, f"fields that have no place here: {counts}", "they were left out", "fields")
    for piece in changed:
        message = "this text changed since it was imported; its manuscript is left as it is"
        yield _note(piece.key, message, "change the manuscript by hand, if need be", "import-changed")


def _note(file: str, message: str, hint: str, key: str) -> Problem:
    return Problem(severity=Severity.ADVICE, file=file, message=message, hint=hint, key=key)


def _warning(file: str, message: str, hint: str) -> Problem:
    return Problem(severity=Severity.WARNING, file=file, message=message, hint=hint, key="archive")
