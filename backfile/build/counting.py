"""The words of articles, as workers count them: from the manuscript, since a page need not be rendered for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backfile.build.press import manuscript_of
from backfile.search.entries import Entry
from backfile.search.words import packed


def count_words(site: Path, entries: Sequence[Entry]) -> list[bytes | None]:
    """The packed words of some articles; None for a manuscript that holds another text by now."""
    return [_counted(site, entry) for entry in entries]


def _counted(site: Path, entry: Entry) -> bytes | None:
    manuscript = manuscript_of(site, entry.file, entry.digest)
    return packed(manuscript.body, entry.fields, entry.marks) if manuscript else None
