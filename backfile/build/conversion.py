"""From seeds to manuscripts: several processes read, one writes, in the order of the seeds.

What counts are the manuscripts; the register is written once, after the last of them. A run that is killed before loses
nothing: the next one knows the seeds that are done by what their manuscripts name as their source.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from backfile.archive.slugs import slug
from backfile.build.compose import manuscript_of
from backfile.build.holdings import ARTICLES
from backfile.build.outcome import Conversion, Intake
from backfile.build.readings import keep_reading
from backfile.build.reception import beside_file, receive, write_pictures
from backfile.build.seeds import SEEDS, Seeds, note_on, renamed, sources_of, write_whole
from backfile.build.workers import Workers
from backfile.digest import digest_bytes
from backfile.errors import Problem, Severity
from backfile.formats.detect import is_document_name
from backfile.formats.refusal import Refusal
from backfile.frozen import frozen
from backfile.intake.record import Context, Reading
from backfile.intake.recurrence import keys_of

_LONGEST_NAME = 60
_SMALL_WORDS = frozenset(
    "a an and as at by for from in of on or the to with e di del della il la i v na o und der die".split()  # noqa: SIM905
)
_UNUSABLE = {"undecodable", "empty"}


@frozen
class SeedRead:
    """A seed as it was read: the digest of its bytes, and its articles, each with the text of its manuscript.

    A seed that holds none has a `fault`, which says why.
    """

    seed: str
    digest: str = ""
    articles: tuple[tuple[Reading, str], ...] = ()
    fault: Problem | None = None


@frozen
class Reader:
    """Reads seeds in any process: nothing counts but the folder of the site and what helps to read."""

    site: Path
    context: Context

    def read(self, seeds: Sequence[str]) -> list[SeedRead]:
        """The seeds of these names, in their order."""
        return list(map(self.read_one, seeds))

    def read_one(self, seed: str) -> SeedRead:
        """The seed of this name."""
        path = self.site / SEEDS / seed
        try:
            data = path.read_bytes()
        except OSError as error:
            message = f"the file cannot be read: {error.strerror}"
            return SeedRead(seed=seed, fault=_unusable(seed, message, "change its permissions"))
        try:
            readings = receive(data, seed, self.context, beside_file(path))
        except Refusal as refusal:
            return SeedRead(seed=seed, fault=_unusable(seed, refusal.message, refusal.hint))
        if unusable := [remark for remark in readings[0].remarks if remark.key in _UNUSABLE]:
            return SeedRead(seed=seed, fault=_unusable(seed, unusable[0].sentence))
        articles = zip(sources_of(seed), readings, strict=False)
        written = ((_without_text(reading), manuscript_of(reading, source)) for source, reading in articles)
        return SeedRead(seed=seed, digest=digest_bytes(data), articles=tuple(written))


def line_keys(site: Path, seeds: Sequence[str]) -> list[frozenset[str]]:
    """The lines of some seeds, to be compared; a document, whose text is not at hand, has none."""
    found = []
    for seed in seeds:
        data = b""
        if not is_document_name(seed):
            with suppress(OSError):
                data = (site / SEEDS / seed).read_bytes()
        found.append(keys_of(data))
    return found


@frozen
class Scribe:
    """Writes what the reader reads.

    `done` are the sources that manuscripts name already; with `copies`, the text of a seed may be that of another.
    """

    seeds: Seeds
    reader: Reader
    done: AbstractSet[str]
    copies: bool = False

    def write(self, read: SeedRead) -> list[Conversion]:
        """Write the articles of a seed that have no manuscript, and note the seed for the register.

        The first of them, by which the next run knows the seed, is written last. Raises BackfileError.
        """
        site = self.seeds.site
        taken: set[str] = set()
        todo = []
        for source, (reading, text) in zip(sources_of(read.seed), read.articles, strict=False):
            if source not in self.done:
                write_pictures(site, reading)
                file = _free_name(site, reading, taken)
                taken.add(file)
                todo.append((file, text, Conversion(seed=f"{SEEDS}/{source}", manuscript=file)))
                keep_reading(site, source, text)
        for file, text, _ in reversed(todo):
            write_whole(site / file, text)
        self.seeds.note(read.seed, read.digest)
        return [conversion for _, _, conversion in todo]


def convert(scribe: Scribe, names: Sequence[str], workers: Workers) -> Intake:
    """Make manuscripts of seeds. Raises BackfileError if one cannot be written; what was written then stays."""
    conversions: list[Conversion] = []
    problems: list[Problem] = []
    workers.stages.begin("converting", len(names))
    try:
        for read in workers.do(scribe.reader.read, names):
            workers.stages.done()
            other = "" if scribe.copies else scribe.seeds.name_of(read.digest)
            if read.fault or other:
                problems.append(read.fault or renamed(read.seed, other))
                continue
            conversions += scribe.write(read)
            problems += [_several(read.seed, len(read.articles))] if len(read.articles) > 1 else []
    finally:
        scribe.seeds.save()
    return Intake(conversions=tuple(conversions), problems=tuple(problems))


def add_manuscript(site: Path, reading: Reading, text: str) -> str:
    """Write a new manuscript under a name that is free; its path from the site's folder. Raises EnvironmentFault."""
    file = _free_name(site, reading)
    write_whole(site / file, text)
    return file


def _without_text(reading: Reading) -> Reading:
    """What names the manuscript and its images; the rest would only be carried from process to process."""
    return Reading(
        title=reading.title,
        volume=reading.volume,
        issue=reading.issue,
        stem=reading.stem,
        pictures=reading.pictures,
    )


def _free_name(site: Path, reading: Reading, taken: AbstractSet[str] = frozenset()) -> str:
    return next(name for name in _names(reading) if name not in taken and not os.path.lexists(site / name))


def _names(reading: Reading) -> Iterator[str]:
    """Names for the manuscript, the best first: two articles called Editorial differ by their issues."""
    stem = slug(reading.stem) if reading.stem else _short(slug(reading.title))
    yield f"{ARTICLES}/{stem}.md"
    if place := "-".join(filter(None, [reading.volume, reading.issue])):
        stem = f"{stem}-{slug(place)}"
        yield f"{ARTICLES}/{stem}.md"
    number = 2
    while True:
        yield f"{ARTICLES}/{stem}-{number}.md"
        number += 1


def _short(address: str) -> str:
    """The first words of an address, as many as are easy to read and quote; it does not end in a word like "and"."""
    words = address.split("-")
    while len("-".join(words)) > _LONGEST_NAME and len(words) > 1:
        words.pop()
        while len(words) > 1 and words[-1] in _SMALL_WORDS:
            words.pop()
    return "-".join(words)


def _several(seed: str, number: int) -> Problem:
    message = f"there are {number} articles in this seed; each became a manuscript"
    return note_on(seed, message, "check where one ends and the next begins", "several-articles")


def _unusable(seed: str, message: str, hint: str = "put a text file in its place, or remove it") -> Problem:
    return Problem(severity=Severity.WARNING, file=f"{SEEDS}/{seed}", message=message, hint=hint, key="seed")
