"""The front matter of a file: where it begins and ends, and what it holds.

A file is kept as the pieces it consists of, so that reading and writing it gives back the same bytes.
"""

from __future__ import annotations

import re
from itertools import islice

from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.manuscript.plain_header import read_plain
from backfile.schema import Mapping

# python-frontmatter's own, which is not imported for it (`tests/manuscript/test_header.py` holds the two together).
BOUNDARY = re.compile(r"^-{3,}\s*$", re.MULTILINE)


@frozen
class Manuscript:
    """A file of `content/` in four pieces: the opening `---`, the header, the closing `---`, the body."""

    opening: str = ""
    header: str = ""
    closing: str = ""
    body: str

    @property
    def text(self) -> str:
        """The file as it was read."""
        return f"{self.opening}{self.header}{self.closing}{self.body}"

    @property
    def body_line(self) -> int:
        """The line of the file on which the body begins."""
        return (self.opening + self.header + self.closing).count("\n") + 1


def split_manuscript(text: str, file: str) -> tuple[Manuscript, tuple[Problem, ...]]:
    """The pieces of a file; a file without a header is all body, which is a fault."""
    mark, bare = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    if not BOUNDARY.match(bare):
        hint = "begin the file with a line `---`, the fields (title: …), and another line `---`"
        return Manuscript(body=text), (
            Problem(file=file, line=1, message="there is no header", hint=hint, key="header"),
        )
    boundaries = list(islice(BOUNDARY.finditer(bare), 2))
    if len(boundaries) == 1:
        hint = "put a line `---` between the fields and the text"
        problem = Problem(file=file, line=1, message="the header is not closed", hint=hint, key="header")
        return Manuscript(body=text), (problem,)
    opening, closing = boundaries
    manuscript = Manuscript(
        opening=mark + bare[: opening.end()],
        header=bare[opening.end() : closing.start()],
        closing=bare[closing.start() : closing.end()],
        body=bare[closing.end() :],
    )
    return manuscript, ()


def read_header(manuscript: Manuscript, file: str) -> tuple[Mapping, tuple[Problem, ...]]:
    """The fields of the header with their places in the file, or the fault that makes it unreadable."""
    above = manuscript.opening.count("\n")
    plain = read_plain(manuscript.header, above)
    if plain:
        return plain, ()
    from backfile.manuscript.yaml_header import read_yaml  # YAML takes longer to import than many headers to read

    return read_yaml(manuscript.header, file, above)
