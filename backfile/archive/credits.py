"""Credits: who is named for an article, as it was printed. The person behind a credit is a contributor."""

from __future__ import annotations

from dataclasses import dataclass

from backfile.archive.names import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """One name in a byline with what stands beside it.

    `role` is author, editor, translator, photographer …; `contributor` is an id of content/people.toml, or "" where the
    name alone says who it is; `orcid` is in normal form.
    """

    name: Name
    role: str = "author"
    contributor: str = ""
    affiliation: str = ""
    orcid: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """The credits of an article in their printed order."""

    credits: tuple[Credit, ...] = ()
