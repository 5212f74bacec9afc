"""Seeds to manuscripts: what is new in `seeds/` is added to `content/articles/`; what is there is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from backfile.archive.article import Article
from backfile.archive.slugs import slug
from backfile.archive.vocabulary import Vocabulary
from backfile.build.compose import manuscript_of
from backfile.build.holdings import ARTICLES, SEED_REGISTER, read_articles, read_settings, read_vocabulary
from backfile.build.outcome import Conversion, Difference, Intake
from backfile.build.output import cannot_write
from backfile.build.records import Records
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.digest import digest_bytes
from backfile.errors import ContentError, Problem, Severity, UsageError, errors_in
from backfile.intake.reading import read_seed
from backfile.intake.record import Context, Reading, Term
from backfile.manuscript.articles import read_article
from backfile.schema import Scalar
from backfile.toml import read_toml

SEEDS = "seeds"
_LONGEST_NAME = 60
_SMALL_WORDS = frozenset(
    "a an and as at by for from in of on or the to with e di del della il la i v na o und der die".split()  # noqa: SIM905
)
_UNUSABLE = {"undecodable", "empty"}
_COMPARED = (
    "title", "subtitle", "byline", "publication", "issn", "volume", "issue", "pages", "date", "doi", "abstract",
    "language", "licence", "figure",
)  # fmt: skip


@dataclass(slots=True, kw_only=True)  # the register grows with each seed
class _Desk:
    """The seeds of a site, with what was converted before: the digest of each seed by its name."""

    sources: Sources
    context: Context
    register: dict[str, str]

    def seeds(self) -> Iterator[str]:
        return (source.file.removeprefix(f"{SEEDS}/") for source in self.sources.below(SEEDS))

    def data(self, seed: str) -> bytes:
        return (self.sources.site / SEEDS / seed).read_bytes()


def ingest_new(site: Path, waiting: Callable[[], None] = lambda: None) -> Intake:
    """Convert the seeds that have never been converted. Raises BackfileError if a manuscript cannot be written."""
    desk = _open(site)
    if not _new(desk):
        return Intake(problems=tuple(desk.sources.problems))
    with alone(site, waiting):
        # Another process may have converted them meanwhile.
        desk = _open(site)
        manuscripts = _manuscripts(site)
        return _convert(desk, [seed for seed in _new(desk) if seed not in manuscripts])


def _new(desk: _Desk) -> list[str]:
    return [seed for seed in desk.seeds() if seed not in desk.register]


def _manuscripts(site: Path) -> dict[str, Article]:
    articles = read_articles(Sources(site), Records(), Workers())
    return {article.source: article for article in articles if article.source}


def ingest_all(site: Path, chosen: tuple[str, ...] = (), waiting: Callable[[], None] = lambda: None) -> Intake:
    """Convert new seeds, or the chosen ones (names below `seeds/`), and say what the others would now be read as."""
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, waiting):
        return _ingest_all(_open(site), _manuscripts(site), chosen)


def _ingest_all(desk: _Desk, manuscripts: Mapping[str, Article], chosen: tuple[str, ...]) -> Intake:
    seeds = chosen or tuple(desk.seeds())
    is_new = [seed for seed in seeds if seed not in manuscripts and (chosen or seed not in desk.register)]
    orphans = [seed for seed in seeds if seed not in manuscripts and seed not in is_new]
    intake = _convert(desk, is_new)
    differences = (_differences(desk, seed, manuscripts[seed]) for seed in seeds if seed in manuscripts)
    return replace(
        intake,
        differences=tuple(difference for found in differences for difference in found),
        problems=(*intake.problems, *map(_orphan, orphans)),
    )


def read_one(site: Path, path: Path) -> tuple[Reading, str]:
    """How a single text would be read, and the manuscript that it would become; nothing is written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise UsageError(Problem(message=message, hint="name a text file", key="seed")) from error
    reading = read_seed(data, _open(site).context)
    return reading, manuscript_of(reading, path.name)


def _open(site: Path) -> _Desk:
    sources = Sources(site)
    settings = read_settings(sources)
    context = _context(settings, read_vocabulary(sources))
    if errors_in(sources.problems):
        raise ContentError(*sources.problems)
    return _Desk(sources=sources, context=context, register=_read_register(sources))


def _context(settings: Site, vocabulary: Vocabulary) -> Context:
    publication = settings.publication
    terms = tuple(Term(slug=tag.slug, label=tag.label, aliases=tag.aliases) for tag in vocabulary.tags)
    return Context(publications=((publication.title, publication.issn),), vocabulary=terms)


def _read_register(sources: Sources) -> dict[str, str]:
    source = sources.single(SEED_REGISTER)
    text = sources.text(source) if source else None
    if text is None:
        return {}
    root, problems = read_toml(text, SEED_REGISTER)
    if problems:
        raise ContentError(*problems)
    return {key.text: value.text for key, value in root.pairs if isinstance(value, Scalar)}


def _convert(desk: _Desk, seeds: list[str]) -> Intake:
    conversions: list[Conversion] = []
    problems = list(desk.sources.problems)
    for seed in seeds:
        data = desk.data(seed)
        reading = read_seed(data, desk.context)
        if unusable := [remark for remark in reading.remarks if remark.key in _UNUSABLE]:
            problems.append(
                _warning(f"{SEEDS}/{seed}", unusable[0].sentence, "put a text file in its place, or remove it")
            )
            continue
        manuscript = _add(desk.sources.site, reading, manuscript_of(reading, seed))
        conversions.append(Conversion(seed=f"{SEEDS}/{seed}", manuscript=manuscript))
        desk.register[seed] = digest_bytes(data)
        _write_register(desk.sources.site, desk.register)
    return Intake(conversions=tuple(conversions), problems=tuple(problems))


def _add(site: Path, reading: Reading, text: str) -> str:
    file = next(name for name in _names(reading) if not (site / name).exists())
    _write(site / file, text)
    return file


def _names(reading: Reading) -> Iterator[str]:
    """Names for the manuscript, the best first: two articles called Editorial differ by their issues."""
    stem = _short(slug(reading.title))
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


def _write_register(site: Path, register: Mapping[str, str]) -> None:
    head = "# The seeds that were converted once, so that a manuscript which a person deletes stays deleted.\n"
    lines = (f'"{_quoted(seed)}" = "{digest}"\n' for seed, digest in sorted(register.items()))
    _write(site / SEED_REGISTER, head + "".join(lines))


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _write(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(text.encode())
        beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error


def _differences(desk: _Desk, seed: str, article: Article) -> Iterator[Difference]:
    file = article.prose.file
    try:
        read_now, _ = read_article(manuscript_of(read_seed(desk.data(seed), desk.context), seed), file)
    except OSError:
        return
    for field in _COMPARED if read_now else ():
        here, there = getattr(article, field), getattr(read_now, field)
        if here != there:
            yield Difference(
                seed=f"{SEEDS}/{seed}",
                file=file,
                line=article.line_of("authors" if field == "byline" else field),
                field="authors" if field == "byline" else field,
                here=_shown(here),
                seed_says=_shown(there),
            )
    if read_now and read_now.prose.digest != article.prose.digest:
        line = article.prose.line
        yield Difference(
            seed=f"{SEEDS}/{seed}", file=file, line=line, field="the text", here="as edited", seed_says="other"
        )


def _shown(value: object) -> str:
    if value is None:
        return ""
    if credits := getattr(value, "credits", None):
        return "; ".join(credit.name.printed for credit in credits)
    return str(
        getattr(value, "iso", "") or getattr(value, "caption", "") or ("" if hasattr(value, "credits") else value)
    )


def _orphan(seed: str) -> Problem:
    message = "this seed was converted before, and its manuscript is gone"
    hint = f"to convert it again: ingest {SEEDS}/{seed}"
    return Problem(severity=Severity.ADVICE, file=f"{SEEDS}/{seed}", message=message, hint=hint, key="orphan")


def _warning(file: str, message: str, hint: str) -> Problem:
    return Problem(severity=Severity.WARNING, file=file, message=message, hint=hint, key="seed")
