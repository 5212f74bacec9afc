"""The people and bodies behind the credits: a person is a contributor, the name as printed is not."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from backfile.archive.credits import Credit
from backfile.archive.names import Name
from backfile.archive.slugs import slug
from backfile.frozen import frozen


@frozen
class Contributor:
    """Someone credited in the archive.

    `id` is unique and is the end of the address of the contributor's page; `name` is the preferred one; `variants` are
    other names as printed; `biography` is Markdown; `line` is the line in `content/people.toml`, 0 for a contributor
    known from bylines only.
    """

    id: str
    name: Name
    variants: tuple[str, ...] = ()
    orcid: str = ""
    biography: str = ""
    line: int = 0


@dataclass(frozen=True, kw_only=True)
class People:
    """All contributors of `content/people.toml`, in the order of the file."""

    contributors: tuple[Contributor, ...] = ()

    def behind(self, credit: Credit) -> Contributor:
        """The contributor meant by a credit: by id, else by the name as printed, else one known from bylines only."""
        met = self._met.get(id(credit))
        if met is None:
            # The credit is kept beside its contributor, as the id of what is gone may come again.
            met = self._met[id(credit)] = credit, self._contributor(credit.contributor, credit.name)
        return met[1]

    def _contributor(self, key: str, name: Name) -> Contributor:
        if (key, name) not in self._named:
            known = self.by_id.get(key) or self.by_name.get(name_key(name.printed))
            self._named[key, name] = known or Contributor(id=slug(name.printed), name=name)
        return self._named[key, name]

    @cached_property
    def _met(self) -> dict[int, tuple[Credit, Contributor]]:
        return {}

    @cached_property
    def _named(self) -> dict[tuple[str, Name], Contributor]:
        return {}

    @cached_property
    def by_id(self) -> dict[str, Contributor]:
        """The contributors by id."""
        return {contributor.id: contributor for contributor in self.contributors}

    @cached_property
    def by_name(self) -> dict[str, Contributor]:
        """The contributors by each of their names; a name that two of them bear stands for neither."""
        bearers: dict[str, set[str]] = {}
        for contributor in self.contributors:
            for name in (contributor.name.printed, *contributor.variants):
                bearers.setdefault(name_key(name), set()).add(contributor.id)
        return {name: self.by_id[ids.pop()] for name, ids in bearers.items() if len(ids) == 1}


def name_key(printed: str) -> str:
    """What two spellings of a name must share: the letters, but not case, kind of apostrophe or width of blanks."""
    return " ".join(printed.split()).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
