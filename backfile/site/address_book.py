"""Where links in prose lead: from a target as an author writes it to the place in the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from backfile.archive.article import Prose
from backfile.site.addresses import anchor_of

# Most targets: an address with nothing behind it, and nothing in it that must be quoted.
_AS_IT_STANDS = re.compile(r"/?([a-z0-9/.-]+)(?<!\.md)")


@dataclass(frozen=True, kw_only=True)
class AddressBook:
    """The address of each published manuscript by its file, and every address that prose may link to."""

    manuscripts: Mapping[str, str]
    addresses: frozenset[str]

    def places(self, prose: Prose) -> tuple[tuple[str, str], ...]:
        """The links of some prose that lead somewhere, each as it is written and with its place."""
        return tuple(self._found(prose)) if prose.links else ()

    def _found(self, prose: Prose) -> Iterator[tuple[str, str]]:
        for target in prose.links:
            plain = _AS_IT_STANDS.fullmatch(target)
            place = plain[1] if plain and plain[1] in self.addresses else self._place_of(target, prose.file)
            if place is not None:
                yield target, place

    def _place_of(self, target: str, file: str) -> str | None:
        written = target.partition("#")[0].partition("?")[0]
        path, rest = unquote(written), target[len(written) :]
        if not path:
            return None
        if path.endswith(".md"):
            place = self.manuscripts.get(normpath(join(dirname(file), path)))
        else:
            bare = path.removeprefix("/")
            places = (bare, f"{bare}/", bare.removesuffix("index.html"))
            place = next((each for each in places if each in self.addresses), None)
        if place is None:
            return None
        query, mark, fragment = rest.partition("#")
        is_prose = place in self._prose_places
        return f"{quote(place)}{query}{mark}{anchor_of(fragment) if fragment and is_prose else fragment}"

    @cached_property
    def _prose_places(self) -> frozenset[str]:
        return frozenset(self.manuscripts.values())
