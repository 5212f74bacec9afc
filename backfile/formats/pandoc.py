"""The door of pandoc: bytes of a document to its tree of blocks, with the images that it holds.

It runs as a program of its own, in its sandbox: it reads nothing but what it is given, and has a limit of time and
of memory.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from backfile.extras import missing
from backfile.formats.refusal import Refusal
from backfile.formats.runs import Node
from backfile.frozen import frozen

_SECONDS = 120
_MEMORY = ("+RTS", "-M1500m", "-RTS")
# No dialect in which a price in dollars would be a formula.
_MARKDOWN = "commonmark+pipe_tables+footnotes+strikeout+definition_lists"
_OUT_OF_MEMORY = 251
_DEEPEST = "the document is nested too deeply"
_BROKEN = "open it in your word processor, save it again, and put that file in its place"


@frozen
class Tree:
    """A document as pandoc reads it: blocks, fields that its styles name, and images by the names that blocks use."""

    blocks: tuple[Node, ...]
    meta: Mapping[str, Any]
    images: Mapping[str, bytes]


def tree_of(data: bytes, kind: str) -> Tree:
    """The tree of a document of kind "docx", "odt", "rtf", "html" or "md". Raises Refusal."""
    if kind == "md":
        data, kind = _run(data, ["-f", _MARKDOWN, "-t", "html"], None), "html"
    with TemporaryDirectory(prefix="backfile-") as folder:
        answer = _run(data, ["-f", kind, "-t", "json", "--extract-media=."], folder)
        images = {path.relative_to(folder).as_posix(): path.read_bytes() for path in _files(Path(folder))}
    try:
        tree = json.loads(answer)
    except RecursionError as error:
        raise Refusal(_DEEPEST, "simplify its lists and tables") from error
    return Tree(blocks=tuple(tree["blocks"]), meta=tree["meta"], images=images)


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]


def _run(data: bytes, arguments: list[str], folder: str | None) -> bytes:
    command = [program(), *arguments, "--sandbox", *_MEMORY]
    try:
        done = subprocess.run(command, input=data, capture_output=True, cwd=folder, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise Refusal("it takes too long to read", "save it again, or in parts") from error
    except OSError as error:
        raise Refusal(f"pandoc cannot be started: {error.strerror}", missing("ingest")) from error
    if done.returncode == _OUT_OF_MEMORY:
        raise Refusal("it takes more memory to read than an article may", "save it again, or in parts")
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refusal(f"the document cannot be read: {said[-1][:200] if said else 'pandoc gave up'}", _BROKEN)
    return done.stdout


@cache
def program() -> str:
    """The path of pandoc, as the package `pypandoc` knows it. Raises Refusal where it is not installed."""
    try:
        import pypandoc  # optional: the extra `ingest`

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise Refusal("documents of this kind need a package that is not installed", missing("ingest")) from error
