"""Pages before they are rendered: an address, a template, and how the view is composed when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from backfile.archive.article import Article, Prose
from backfile.digest import digest_row, digest_value
from backfile.frozen import frozen
from backfile.images.recipes import Recipe
from backfile.site.fragments import BodyView


@frozen
class Page:
    """A page of the plan. `source` is what it is made from, as it is named to people.

    `basis` is all that its view follows from, apart from what every page depends on (`Desk.common`): while the basis is
    the same, the view is, and need not be composed.
    """

    permalink: str
    template: str
    source: str
    basis: tuple[object, ...]
    compose: Callable[[], object]


@frozen
class Asset:
    """A file that is published as it is: the one at `path` below the site's folder, or `data` where there is none.

    `digest` is that of the data, which may be left out if it is known to be published already. What has a `recipe` is
    made by it if it is not there, and its digest is that of the recipe.
    """

    permalink: str
    source: str
    path: str = ""
    data: bytes = b""
    digest: str = ""
    recipe: Recipe | None = None


class Bases:
    """The digests of bases. An article counts by its own digest, its prose by that of the text; lists are read once."""

    def __init__(self) -> None:
        # The value is kept with its digest, as the id of what is gone may come again.
        self._known: dict[int, tuple[object, str]] = {}

    def __reduce__(self) -> tuple[type[Bases], tuple[()]]:
        """Nothing known goes with a copy, as other values have these ids elsewhere."""
        return Bases, ()

    def of(self, basis: tuple[object, ...]) -> str:
        """The digest of the basis of a page."""
        return digest_row(tuple(map(self._plain, basis)))

    def _plain(self, part: object) -> str | int | None:
        kind = part.__class__
        if kind is Article or kind is Prose:
            return cast("Article | Prose", part).digest
        if part is None or kind is str or kind is int:
            return cast("str | int | None", part)
        known = self._known.get(id(part))
        if known is None:
            digest = self.of(cast("tuple[object, ...]", part)) if kind is tuple else digest_value(part)
            known = self._known[id(part)] = (part, digest)
        return known[1]


def body_of(view: object) -> BodyView | None:
    """The prose that a view refers to, which is read only when the page is rendered."""
    body = getattr(view, "body", None)
    return body if isinstance(body, BodyView) else None
