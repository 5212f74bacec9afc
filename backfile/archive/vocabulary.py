"""The tags of the archive: a vocabulary that people edit, in which one thing has one tag however it is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from backfile.archive.slugs import slug
from backfile.frozen import frozen


@frozen
class Tag:
    """A tag: `slug` ends its address, `aliases` are other words for it, `broader` is the slug of a wider tag."""

    slug: str
    label: str
    aliases: tuple[str, ...] = ()
    broader: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """All tags of `content/tags.toml`, in the order of the file."""

    tags: tuple[Tag, ...] = ()

    def find(self, words: str) -> Tag | None:
        """The tag that is called by these words: its slug, its label or an alias, in any letter case."""
        if words not in self._sought:
            self._sought[words] = self._by_word.get(word_key(words))
        return self._sought[words]

    def tag_for(self, words: str) -> Tag:
        """The tag of that name, or a new one where the vocabulary has none."""
        met = self._met.get(words)
        if met is None:
            met = self._met[words] = self.find(words) or Tag(slug=slug(words), label=words)
        return met

    @cached_property
    def _sought(self) -> dict[str, Tag | None]:
        return {}

    @cached_property
    def _met(self) -> dict[str, Tag]:
        return {}

    @cached_property
    def _by_word(self) -> dict[str, Tag]:
        found: dict[str, Tag] = {}
        for tag in self.tags:
            for word in (tag.slug, tag.label, *tag.aliases):
                found.setdefault(word_key(word), tag)
        return found

    @cached_property
    def narrower(self) -> dict[str, tuple[Tag, ...]]:
        """The narrower tags of each tag, by its slug."""
        found: dict[str, tuple[Tag, ...]] = {}
        for tag in self.tags:
            if tag.broader:
                found[tag.broader] = (*found.get(tag.broader, ()), tag)
        return found


def word_key(words: str) -> str:
    """What two ways of writing a tag must share to be the same words: all but letter case and the width of blanks."""
    return " ".join(words.split()).casefold()
