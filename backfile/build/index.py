"""The index for readers' searches: the words of each article are counted once, and only what changed is bound anew.

Two notes in `.backfile/` keep what was done: `words` holds the words of each article, and `index` says where they lie
and what the files of the index are. Without them, all words are counted again; where a file of the index is not as it
was left, all files are bound again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from backfile.build.counting import WordCount
from backfile.build.edition import Edition
from backfile.build.freshness import Freshness
from backfile.build.generator import generator_digest
from backfile.build.notes import STATE, load_note, save_note
from backfile.build.press import changed
from backfile.build.word_store import DamagedError, Place, WordStore
from backfile.build.workers import Workers
from backfile.digest import digest_bytes, digest_value
from backfile.errors import Problem
from backfile.frozen import frozen
from backfile.search.buckets import Postings, bound, unbound
from backfile.search.entries import Entry, entry_of
from backfile.search.gathering import Change, changes, gathered, mended
from backfile.search.numbers import numbers_of, shape_of
from backfile.site.addresses import word_files
from backfile.site.pages import Asset

_NOTE = f"{STATE}/index"
_WORDS = f"{STATE}/words"
_FORM = "index 1"
SOURCE = "the words of all articles"
# So many articles, or one in so many, may have changed for the files to be mended rather than bound anew.
_FEW, _ONE_IN = 4, 16
_NOWHERE = (0, 0, 0)
_ROW = attrgetter("number", "article", "prose", "entry", "place")

Digests = tuple[str, ...]
"""Those of the files of a bucket."""


@dataclass(frozen=True, slots=True)  # made from rows by the thousand, so by place
class _Row:
    """An article in the index: its number, the digests of what its words follow from, and where they lie."""

    number: int
    article: str
    prose: str
    entry: str
    place: Place


@frozen
class _Known:
    """What was noted of the index: its articles by id, the digests of the files of each bucket, and what both need.

    `common` is the digest of what any entry may depend on besides its article, `end` is where the words end.
    """

    articles: Mapping[str, _Row] = field(default_factory=dict)
    files: Mapping[int, Digests] = field(default_factory=dict)
    buckets: int = 0
    common: str = ""
    end: int = 0


@dataclass(slots=True, kw_only=True)  # it fills while words are counted
class Index:
    """The index of an edition. `is_noted` says whether notes are read and left in the folder of the site."""

    site: Path
    edition: Edition
    freshness: Freshness
    is_noted: bool = True
    problems: list[Problem] = field(default_factory=list)
    _known: _Known = field(default_factory=_Known)
    _next: _Known = field(default_factory=_Known)

    def assets(self, workers: Workers) -> Iterator[Asset]:
        """The files of the index, each with its bytes if it is not known to be there."""
        if not self.edition.settings.search:
            return
        self._known = self._load()
        try:
            kept, fresh = self._brought_up_to_date(workers)
        except DamagedError:
            self._known = _Known()
            self.problems.clear()
            kept, fresh = self._brought_up_to_date(workers)
        files = {bucket: digests for bucket, digests in kept.items() if bucket not in fresh}
        for bucket, digests in files.items():
            yield from _assets(bucket, digests, [b""] * len(digests))
        for bucket, postings in fresh.items():
            if data := bound(postings):
                files[bucket] = tuple(map(digest_bytes, data))
                yield from _assets(bucket, files[bucket], data)
        self._next = replace(self._next, files=files)

    def save(self) -> None:
        """Note what was done for the next time."""
        if not self.is_noted or self._next == self._known:
            return
        noted = self._next
        rows = {each: _ROW(row) for each, row in noted.articles.items()}
        with suppress(OSError):  # without this note the next build only takes longer
            save_note(self.site / _NOTE, _form(), (rows, dict(noted.files), noted.buckets, noted.common, noted.end))

    def _load(self) -> _Known:
        noted = load_note(self.site / _NOTE, _form()) if self.is_noted else None
        if noted is None:
            return _Known()
        rows, files, buckets, common, end = noted
        articles = {each: _Row(*row) for each, row in rows.items()}
        if end > 2 * sum(row.place[1] for row in articles.values()):
            return _Known()  # most of the words are those of texts that are gone
        return _Known(articles=articles, files=files, buckets=buckets, common=common, end=end)

    def _brought_up_to_date(self, workers: Workers) -> tuple[Mapping[int, Digests], Mapping[int, Postings]]:
        """The files that were left as they are known, where they are of use, and the buckets to be bound."""
        known, (rows, stale) = self._known, self._rows()
        gone = [row for each, row in known.articles.items() if each in stale or each not in rows]
        buckets = shape_of(len(rows)).buckets
        are_few = len(gone) + len(stale) <= max(_FEW, len(rows) // _ONE_IN)
        with WordStore(self.site / _WORDS if self.is_noted else None, known.end) as store:
            counted = self._counted(rows, stale, store, workers)
            if are_few and buckets == known.buckets and self._is_intact():
                now = dict(counted)
                was = {row.number: store.get(row.place) for row in gone}
                files, fresh = known.files, self._mended(changes(was, now, buckets))
            else:
                every = (
                    next(counted) if each in stale else (row.number, store.get(row.place))
                    for each, row in tuple(rows.items())
                )
                files, fresh = {}, gathered(every, buckets)
            self._next = _Known(articles=rows, buckets=buckets, common=self.edition.plan.common, end=store.end)
        return files, fresh

    def _rows(self) -> tuple[dict[str, _Row], dict[str, Entry]]:
        """All articles in the order of their numbers, and the entries of those whose words must be counted."""
        catalogue, known = self.edition.catalogue, self._known
        numbers = numbers_of(article.id for article in catalogue.published)
        rows: dict[str, _Row] = {}
        stale: dict[str, Entry] = {}
        for article in sorted(catalogue.published, key=lambda each: numbers[each.id]):
            row, seen = known.articles.get(article.id), (numbers[article.id], article.digest, article.prose.digest)
            if row and known.common == self.edition.plan.common and (row.number, row.article, row.prose) == seen:
                rows[article.id] = row
                continue
            entry = entry_of(catalogue, article)
            now = _Row(*seen, digest_value(entry), row.place if row else _NOWHERE)
            if row is None or (row.number, row.entry) != (now.number, now.entry):
                stale[article.id] = entry
            rows[article.id] = now
        return rows, stale

    def _counted(
        self, rows: dict[str, _Row], stale: Mapping[str, Entry], store: WordStore, workers: Workers
    ) -> Iterator[tuple[int, bytes]]:
        """The numbers and words of the stale articles, which are put into the store."""
        found = workers.do(WordCount(site=self.site), stale.values())
        for each, words in zip(stale, found, strict=True):
            if words is None:
                self.problems.append(changed(stale[each].file))
            else:
                rows[each] = replace(rows[each], place=store.put(words))
            yield rows[each].number, words or b""

    def _is_intact(self) -> bool:
        """Whether all files of the index are as they are known."""
        traces, output = self.freshness.ledger.traces, self.freshness.output
        for bucket, digests in self._known.files.items():
            for permalink, digest in zip(word_files(bucket), digests, strict=False):
                trace = traces.get(permalink)
                if trace is None or trace.view != digest or output.left_as(permalink, trace) is None:
                    return False
        return True

    def _mended(self, differences: Mapping[int, Iterable[Change]]) -> Mapping[int, Postings]:
        return {bucket: mended(self._postings(bucket), each) for bucket, each in differences.items()}

    def _postings(self, bucket: int) -> Postings:
        """The postings of a bucket as they were published. Raises DamagedError."""
        digests = self._known.files.get(bucket, ())
        files = [
            self.freshness.output.file(permalink) for permalink, _ in zip(word_files(bucket), digests, strict=False)
        ]
        data = [file.read_bytes() for file in files]
        if tuple(map(digest_bytes, data)) != digests:
            raise DamagedError
        return unbound(data)


def _form() -> str:
    return _FORM + generator_digest()


def _assets(bucket: int, digests: Iterable[str], data: Iterable[bytes]) -> Iterator[Asset]:
    for permalink, digest, each in zip(word_files(bucket), digests, data, strict=False):
        yield Asset(permalink=permalink, source=SOURCE, digest=digest, data=each)
