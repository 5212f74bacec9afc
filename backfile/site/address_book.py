"""Where links in prose lead: from a target as an author writes it to the place in the site."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote

from backfile.archive.article import Prose
from backfile.archive.catalogue import Catalogue
from backfile.site.addresses import (
    anchor_of,
    article_address,
    author_address,
    issue_address,
    tag_address,
    volume_address,
)

# Most targets: an address with nothing behind it, and nothing in it that must be quoted.
_AS_IT_STANDS = re.compile(r"/?([a-z0-9/.-]+)(?<!\.md)")


@dataclass(frozen=True, kw_only=True)  # it keeps what it was once asked for
class AddressBook:
    """Every address that prose may link to; those of the further pages of long lists are not among them.

    `others` are those that follow from no article: of lists, feeds and files in `static/`.
    """

    catalogue: Catalogue
    others: frozenset[str]

    def __contains__(self, address: str) -> bool:
        """Whether prose may link to an address."""
        # Most links lead to articles and images, and what else there is takes longer to find out.
        return address in self._prose_places or address in self.others or address in self._lists

    def places(self, prose: Prose) -> tuple[tuple[str, str], ...]:
        """The links of some prose that lead somewhere, each as it is written and with its place."""
        return tuple(self._found(prose)) if prose.links else ()

    def _found(self, prose: Prose) -> Iterator[tuple[str, str]]:
        for target in prose.links:
            plain = _AS_IT_STANDS.fullmatch(target)
            place = plain[1] if plain and plain[1] in self else self._place_of(target, prose.file)
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
            place = next((each for each in places if each in self), None)
        if place is None:
            return None
        query, mark, fragment = rest.partition("#")
        is_prose = place in self._prose_places
        return f"{quote(place)}{query}{mark}{anchor_of(fragment) if fragment and is_prose else fragment}"

    @cached_property
    def manuscripts(self) -> Mapping[str, str]:
        """The address of each published manuscript, by its file."""
        articles = {article.prose.file: article_address(article.id) for article in self.catalogue.published}
        return articles | {page.prose.file: f"{page.id}/" for page in self.catalogue.pages}

    @cached_property
    def _prose_places(self) -> frozenset[str]:
        return frozenset(self.manuscripts.values())

    @cached_property
    def _lists(self) -> frozenset[str]:
        catalogue = self.catalogue
        serial = {volume_address(volume.number) for volume in catalogue.volumes}
        serial |= {issue_address(issue.volume, issue.number) for issue in catalogue.all_issues}
        people = {author_address(contributor.id) for contributor in catalogue.contributors}
        return frozenset(serial | people | {tag_address(tag.slug) for tag in catalogue.tags})
