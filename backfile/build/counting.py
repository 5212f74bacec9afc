"""The words of articles, as workers count them: from the manuscript, since a page need not be rendered for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from backfile.build.errand import Errand
from backfile.build.press import manuscript_of
from backfile.frozen import frozen
from backfile.search.entries import Entry
from backfile.search.words import packed

_Text = tuple[str, Entry]


@frozen
class WordCount:
    """Counts the words of articles, here or elsewhere; None stands for a manuscript that holds another text by now."""

    site: Path

    def __call__(self, entries: Sequence[Entry]) -> list[bytes | None]:
        """The packed words of some articles, in their order."""
        return count_words([self._fetched(entry) for entry in entries])

    def errand(self, entries: Sequence[Entry]) -> Errand[bytes | None]:
        """The same for a worker that sees no folder of ours."""
        return Errand(make=count_words, goods=[self._fetched(entry) for entry in entries], keep=list)

    def _fetched(self, entry: Entry) -> _Text | None:
        manuscript = manuscript_of(self.site, entry.file, entry.digest)
        return (manuscript.body, entry) if manuscript else None


def count_words(texts: Sequence[_Text | None]) -> list[bytes | None]:
    """The packed words of some texts."""
    return [packed(text[0], text[1].fields, text[1].marks) if text else None for text in texts]
