"""Pages before they are rendered: an address, a template, and how the view is composed when it is wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backfile.site.fragments import BodyView


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the plan. `source` is what it is made from, as it is named to people."""

    permalink: str
    template: str
    source: str
    compose: Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file that is published as it is: the one at `path` below the site's folder, or `data` where there is none."""

    permalink: str
    source: str
    path: str = ""
    data: bytes = b""


def body_of(view: object) -> BodyView | None:
    """The prose that a view refers to, which is read only when the page is rendered."""
    body = getattr(view, "body", None)
    return body if isinstance(body, BodyView) else None
