"""Credits: who is named for an article, as it was printed. The person behind a credit is a contributor."""

from __future__ import annotations

from backfile.archive.names import Name
from backfile.frozen import frozen


@frozen
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


@frozen
class Byline:
    """The credits of an article in their printed order."""

    credits: tuple[Credit, ...] = ()
