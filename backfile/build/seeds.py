"""`seeds/` as it lies on the disk, and the register of those seeds that were converted once.

What is wrong with a seed is a warning: nothing that is published comes from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

from backfile.build.holdings import SEED_REGISTER
from backfile.build.output import cannot_write
from backfile.build.sources import LARGEST_TEXT, Source, Sources
from backfile.digest import digest_bytes
from backfile.errors import Problem, Severity, errors_in
from backfile.formats.detect import is_document_name, is_part_of_page
from backfile.frozen import frozen
from backfile.schema import Scalar
from backfile.toml import read_toml

SEEDS = "seeds"
_LARGEST_DOCUMENT = 100_000_000  # it may hold images
_HEAD = "# The seeds that were converted once, so that a manuscript which a person deletes stays deleted.\n"


@frozen
class Survey:
    """Seeds by what the register says of them: new, changed since, or known under another name (which is given)."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    renamed: Mapping[str, str]


class Seeds:
    """The seeds of a site by their names below `seeds/`, and the register, which grows with each conversion.

    What was noted stands in its file once it is saved.
    """

    def __init__(self, site: Path, register: Mapping[str, str]) -> None:
        self.site = site
        self._register = dict(register)
        self._noted: dict[str, str] = {}
        self._names = {digest: seed for seed, digest in sorted(register.items(), reverse=True)}
        self._sources = Sources(site)
        listed = {source.file.removeprefix(f"{SEEDS}/"): source for source in self._sources.below(SEEDS)}
        self._listed = {seed: source for seed, source in listed.items() if not is_part_of_page(seed, listed)}

    @property
    def names(self) -> tuple[str, ...]:
        """All seeds that were found."""
        return tuple(self._listed)

    def is_listed(self, seed: str) -> bool:
        """Whether a seed of this name was found."""
        return seed in self._listed

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was wrong with the seeds that were looked at so far."""
        found = (replace(problem, severity=Severity.WARNING) for problem in self._sources.problems)
        return tuple(dict.fromkeys(found))

    def data(self, seed: str) -> bytes | None:
        """The bytes of a seed, or None where there are none to be had."""
        source = self._source(seed)
        return self._read(source) if source and self._has_size_of_text(source) else None

    def can_be_read(self, seed: str) -> bool:
        """Whether a seed is a file of this site that is not too large."""
        source = self._source(seed)
        return source is not None and self._has_size_of_text(source)

    def _source(self, seed: str) -> Source | None:
        return self._listed.get(seed) or self._sources.single(f"{SEEDS}/{seed}")

    def _has_size_of_text(self, source: Source) -> bool:
        largest = _LARGEST_DOCUMENT if is_document_name(source.file) else LARGEST_TEXT
        if source.size > largest:
            size, limit = source.size // 1_000_000, largest // 1_000_000
            message = f"the file has {size} MB; a text has less than {limit} MB"
            self._sources.warn(source.file, message, "is it an image? Or divide it")
        return source.size <= largest

    def _read(self, source: Source) -> bytes | None:
        try:
            return (self.site / source.file).read_bytes()
        except OSError as error:
            self._sources.warn(source.file, f"the file cannot be read: {error.strerror}", "change its permissions")
            return None

    def survey(self, seeds: Iterable[str]) -> Survey:
        """What the register says of some seeds; those that cannot be read are left out."""
        new: list[str] = []
        changed: list[str] = []
        renamed: dict[str, str] = {}
        for seed in seeds:
            data = self.data(seed)
            if data is None:
                continue
            if seed in self._register:
                changed += [seed] if self._register[seed] not in _digests(data) else []
            elif other := self.other_name(data):
                renamed[seed] = other
            else:
                new.append(seed)
        return Survey(new=tuple(new), changed=tuple(changed), renamed=renamed)

    def is_registered(self, seed: str) -> bool:
        """Whether a seed of this name was converted once."""
        return seed in self._register

    def other_name(self, data: bytes) -> str:
        """The name under which a text was converted before; "" if it was not."""
        return next((self._names[digest] for digest in _digests(data) if digest in self._names), "")

    def name_of(self, digest: str) -> str:
        """The name under which the very same bytes were converted; "" if they were not."""
        return self._names.get(digest, "")

    def note(self, seed: str, digest: str) -> None:
        """Register a seed as converted, by the digest of its bytes."""
        self._names.setdefault(digest, seed)
        self._noted[seed] = digest

    def note_as_it_is(self, seed: str) -> None:
        """Register a seed by what it holds now."""
        data = self.data(seed)
        if data is not None:
            self.note(seed, digest_bytes(data))

    def save(self) -> None:
        """Write the register with all that was noted. Raises EnvironmentFault if that cannot be written."""
        note_all(self.site, self._register, self._noted)


def sources_of(seed: str) -> Iterator[str]:
    """What manuscripts of a seed name as their source: the seed, and for further articles in it also their place."""
    yield seed
    yield from (f"{seed}#{number}" for number in count(2))


def seed_of(source: str) -> str:
    """The seed of a source, which may name a place in it."""
    seed, _, place = source.rpartition("#")
    return seed if place.isdecimal() else source


def last_places(sources: Iterable[str]) -> dict[str, int]:
    """For each seed, the last of the places in it that some sources name."""
    found: dict[str, int] = {}
    for source in sources:
        seed, _, place = source.rpartition("#")
        found[source] = max(1, found.get(source, 0))
        if seed and place.isdecimal():
            found[seed] = max(int(place), found.get(seed, 0))
    return found


def note_all(site: Path, register: dict[str, str], digests: Mapping[str, str]) -> None:
    """Add what was converted to the register and to its file. Raises EnvironmentFault if that cannot be written."""
    if all(register.get(name) == digest for name, digest in digests.items()):
        return
    register.update(digests)
    lines = (f'"{_quoted(name)}" = "{known}"\n' for name, known in sorted(register.items()))
    write_whole(site / SEED_REGISTER, _HEAD + "".join(lines))


def _digests(data: bytes) -> Iterator[str]:
    yield digest_bytes(data)
    # Git may write other line ends on another machine.
    unix = data.replace(b"\r\n", b"\n")
    yield digest_bytes(unix)
    yield digest_bytes(unix.replace(b"\n", b"\r\n"))


def read_register(sources: Sources) -> dict[str, str]:
    """The digest of each seed that was converted, by its name; what is wrong is left with the sources."""
    source = sources.single(SEED_REGISTER)
    text = sources.text(source) if source else None
    if text is None:
        return {}
    root, problems = read_toml(text, SEED_REGISTER)
    sources.problems.extend(problems)
    return {key.text: value.text for key, value in root.pairs if isinstance(value, Scalar)}


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def write_whole(path: Path, text: str) -> None:
    """Write a text so that it is never seen half written. Raises EnvironmentFault."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file so that it is never seen half written. Raises EnvironmentFault."""
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)  # a link there could lead anywhere
        beside.write_bytes(data)
        beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def advice_where_none_is_new(site: Path) -> tuple[Problem, ...] | None:
    """What is worth saying of the seeds of a site; None where one is new, or where the register cannot be read."""
    sources = Sources(site)
    seeds = Seeds(site, read_register(sources))
    survey = seeds.survey(seeds.names)
    if survey.new or errors_in(sources.problems):
        return None
    return (*seeds.problems, *advice_on(survey))


def advice_on(survey: Survey) -> Iterator[Problem]:
    """What is worth saying of seeds that are not new."""
    yield from map(_changed, survey.changed)
    for seed, other in survey.renamed.items():
        yield renamed(seed, other)


def _changed(seed: str) -> Problem:
    message = "this seed changed since it was converted; its manuscript is left as it is"
    hint = f"`ingest --update {SEEDS}/{seed}` merges the change into it, and with --diff only shows that; "
    hint += f"`ingest {SEEDS}/{seed}` leaves it, and settles this"
    return note_on(seed, message, hint, "seed-changed")


def renamed(seed: str, other: str) -> Problem:
    """That a seed is another one under a new name."""
    message = f"this is the text of {SEEDS}/{other}, which was converted before; it is not converted again"
    hint = f"if you renamed it, write `source: {seed}` into its manuscript and run `ingest`; if not, remove it"
    return note_on(seed, message, hint, "seed-renamed")


def note_on(seed: str, message: str, hint: str, key: str) -> Problem:
    """Something about a seed that is worth saying."""
    return Problem(severity=Severity.ADVICE, file=f"{SEEDS}/{seed}", message=message, hint=hint, key=key)
