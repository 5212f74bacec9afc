"""`site.toml` and `content/` from the disk into values: the one place where a build reads what people wrote."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from backfile.archive.article import Article
from backfile.archive.catalogue import Holdings
from backfile.archive.people import People
from backfile.archive.vocabulary import Vocabulary
from backfile.build.errand import Errand
from backfile.build.records import Record, Records, pack, unpack
from backfile.build.sources import Source, Sources
from backfile.build.workers import Workers
from backfile.config import UNTITLED, Site, read_site
from backfile.digest import digest_bytes
from backfile.errors import ContentError, Problem
from backfile.frozen import frozen
from backfile.manuscript.articles import read_article, read_page
from backfile.manuscript.registers import ISSUES, PEOPLE, TAGS, read_issues, read_people, read_tags

SITE_FILE = "site.toml"
ARTICLES = "content/articles"
PAGES = "content/pages"
SEED_REGISTER = f"{ARTICLES}/seeds.toml"

_Register = TypeVar("_Register")


def read_settings(sources: Sources) -> Site:
    """The settings of the site. Raises ContentError where there is no `site.toml`."""
    source = sources.single(SITE_FILE)
    if source is None:
        message = f"there is no site.toml in {sources.site.resolve()}"
        hint = "go to the folder of a site, or name it with -C FOLDER"
        raise ContentError(*sources.problems or [Problem(file=SITE_FILE, message=message, hint=hint, key="no-site")])
    text = sources.text(source)
    if text is None:
        return UNTITLED
    site, problems = read_site(text)
    sources.problems.extend(problems)
    return site


def read_holdings(sources: Sources, site: Site, records: Records, workers: Workers) -> Holdings:
    """All that `content/` holds; what is wrong with it is left with the sources."""
    return Holdings(
        publication=site.publication,
        articles=read_articles(sources, records, workers),
        pages=tuple(_records(sources, _manuscripts(sources, PAGES), records, workers)),
        people=_register(sources, PEOPLE, read_people, People()),
        vocabulary=read_vocabulary(sources),
        issues=_register(sources, ISSUES, read_issues, ()),
    )


def read_articles(sources: Sources, records: Records, workers: Workers) -> tuple[Article, ...]:
    """All articles of `content/articles/`; those that did not change since they were recorded are not read again."""
    return tuple(_records(sources, _manuscripts(sources, ARTICLES), records, workers))


def read_vocabulary(sources: Sources) -> Vocabulary:
    """The tags of `content/tags.toml`."""
    return _register(sources, TAGS, read_tags, Vocabulary())


def _manuscripts(sources: Sources, folder: str) -> Iterator[Source]:
    for source in sources.below(folder):
        if source.file.endswith(".md"):
            yield source
        elif source.file != SEED_REGISTER:
            sources.warn(source.file, "only files that end in .md are read here", "rename it, or move it to static/")


def _records(sources: Sources, manuscripts: Iterable[Source], records: Records, workers: Workers) -> Iterator[Any]:
    found = list(manuscripts)
    recalled = {source.file: records.recall(source) for source in found}
    changed = [(source, records.digest_of(source.file)) for source in found if recalled[source.file] is None]
    workers.stages.begin("reading", len(changed))
    results = workers.do(_Reader(site=sources.site), changed)
    for source in found:
        record = recalled[source.file]
        if record is None:
            record = _taken(next(results), source, sources, records)
            workers.stages.done()
        if record is not None:
            yield record


@frozen
class Read:
    """What was read from a manuscript: the digest of its bytes, its record, packed, and what is wrong with it.

    Nothing is packed where the faults leave no record, or where the bytes are those of the record that is known.
    """

    digest: str
    packed: bytes = b""
    problems: tuple[Problem, ...] = ()


def _taken(read: Read, source: Source, sources: Sources, records: Records) -> Record | None:
    sources.problems.extend(read.problems)
    if not read.packed:
        return None if read.problems else records.renew(source)
    return unpack(read.packed) if read.problems else records.note(source, read.digest, read.packed)


@frozen
class _Text:
    """A manuscript that must be read: its file, and its bytes with their digest."""

    source: Source
    data: bytes
    digest: str


@frozen
class _Reader:
    """Reads manuscripts, here or elsewhere; each stands with the digest of the bytes whose record is known."""

    site: Path

    def __call__(self, batch: Sequence[tuple[Source, str]]) -> list[Read]:
        """What some manuscripts hold, in their order."""
        return [_read_one(self._fetched(*each)) for each in batch]

    def errand(self, batch: Sequence[tuple[Source, str]]) -> Errand[Read]:
        """The same for a worker that sees no folder of ours."""
        return Errand(make=read_texts, goods=[self._fetched(*each) for each in batch], keep=list)

    def _fetched(self, source: Source, known: str) -> _Text | Read:
        sources = Sources(self.site)
        data = sources.data(source)
        if data is None:
            return Read(digest="", problems=tuple(sources.problems))
        digest = digest_bytes(data)
        return Read(digest=digest) if digest == known else _Text(source=source, data=data, digest=digest)


def read_texts(texts: Sequence[_Text | Read]) -> list[Read]:
    """What some texts hold, in their order; what is read stays as it is."""
    return list(map(_read_one, texts))


def _read_one(text: _Text | Read) -> Read:
    if isinstance(text, Read):
        return text
    file, sources = text.source.file, Sources(Path())
    decoded = sources.decoded(text.source, text.data)
    if decoded is None:
        return Read(digest=text.digest, problems=tuple(sources.problems))
    read = read_article if file.startswith(ARTICLES) else read_page
    record, problems = read(decoded, file)
    return Read(digest=text.digest, packed=pack(record) if record else b"", problems=problems)


def _register(
    sources: Sources, file: str, read: Callable[[str], tuple[_Register, tuple[Problem, ...]]], nothing: _Register
) -> _Register:
    source = sources.single(file)
    text = sources.text(source) if source else None
    if text is None:
        return nothing
    record, problems = read(text)
    sources.problems.extend(problems)
    return record
