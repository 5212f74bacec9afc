"""Seeds to manuscripts: what is new in `seeds/` is added to `content/articles/`; what is there is never touched."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from backfile.archive.article import Article
from backfile.archive.slugs import slug
from backfile.archive.vocabulary import Vocabulary
from backfile.build.compose import manuscript_of
from backfile.build.holdings import ARTICLES, read_articles, read_settings, read_vocabulary
from backfile.build.outcome import Conversion, Difference, Intake
from backfile.build.reception import beside_file, receive, write_pictures
from backfile.build.records import Records
from backfile.build.seeds import SEEDS, Seeds, Survey, read_register, write_whole
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.errors import ContentError, Problem, Severity, UsageError, errors_in
from backfile.formats.refusal import Refusal
from backfile.intake.record import Context, Reading, Term
from backfile.manuscript.articles import read_article

_LONGEST_NAME = 60
_SMALL_WORDS = frozenset(
    "a an and as at by for from in of on or the to with e di del della il la i v na o und der die".split()  # noqa: SIM905
)
_UNUSABLE = {"undecodable", "empty"}
_COMPARED = (
    "title", "subtitle", "byline", "publication", "issn", "volume", "issue", "pages", "date", "doi", "abstract",
    "language", "licence", "figure",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """The seeds of a site, and what helps to read them."""

    seeds: Seeds
    context: Context

    def read(self, data: bytes, seed: str) -> tuple[Reading, ...]:
        """The articles that a seed holds. Raises Refusal."""
        return receive(data, seed, self.context, beside_file(self.seeds.site / SEEDS / seed))


def ingest_new(site: Path, waiting: Callable[[], None] = lambda: None) -> Intake:
    """Convert the seeds that have never been converted. Raises BackfileError if a manuscript cannot be written."""
    desk = _open(site)
    survey = desk.seeds.survey(desk.seeds.names)
    if not survey.new:
        return Intake(problems=(*desk.seeds.problems, *_advice(survey)))
    with alone(site, waiting):
        # Another process may have converted them meanwhile.
        desk = _open(site)
        manuscripts = manuscripts_by_source(site)
        survey = _settled(desk, desk.seeds.survey(desk.seeds.names), manuscripts)
        return _with_problems(_convert(desk, survey.new), *_advice(survey))


def sources_of(seed: str) -> Iterator[str]:
    """What manuscripts of a seed name as their source: the seed, and for further articles in it also their place."""
    yield seed
    yield from (f"{seed}#{number}" for number in count(2))


def manuscripts_by_source(site: Path) -> dict[str, Article]:
    """The articles of a site by what they were made from. Raises ContentError if one cannot be read."""
    sources = Sources(site)
    articles = read_articles(sources, Records(), Workers())
    if errors_in(sources.problems):
        # A manuscript that cannot be read would count as one that is gone, and be made a second time.
        raise ContentError(*sources.problems)
    return {article.source: article for article in articles if article.source}


def _settled(desk: _Desk, survey: Survey, manuscripts: Mapping[str, Article]) -> Survey:
    """The survey without the seeds that a manuscript names as its source; these are registered."""
    for seed in (*survey.new, *survey.renamed):
        if seed in manuscripts:
            desk.seeds.note(seed)
    new = tuple(seed for seed in survey.new if seed not in manuscripts)
    renamed = {seed: other for seed, other in survey.renamed.items() if seed not in manuscripts}
    return replace(survey, new=new, renamed=renamed)


def _with_problems(intake: Intake, *problems: Problem) -> Intake:
    return replace(intake, problems=(*intake.problems, *problems))


def ingest_all(site: Path, chosen: tuple[str, ...] = (), waiting: Callable[[], None] = lambda: None) -> Intake:
    """Convert new seeds, or the chosen ones (names below `seeds/`), and say what the others would now be read as."""
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, waiting):
        desk, manuscripts = _open(site), manuscripts_by_source(site)
        if chosen:
            return _ingest_chosen(desk, manuscripts, chosen)
        return _ingest_all(desk, manuscripts)


def _ingest_all(desk: _Desk, manuscripts: Mapping[str, Article]) -> Intake:
    survey = _settled(desk, desk.seeds.survey(desk.seeds.names), manuscripts)
    orphans = [seed for seed in desk.seeds.names if desk.seeds.is_registered(seed) and seed not in manuscripts]
    intake = _convert(desk, survey.new)
    changed = tuple(seed for seed in survey.changed if seed not in orphans)
    intake = _with_problems(intake, *_advice(replace(survey, changed=changed)), *map(_orphan, orphans))
    return replace(intake, differences=_all_differences(desk, manuscripts, desk.seeds.names))


def _ingest_chosen(desk: _Desk, manuscripts: Mapping[str, Article], chosen: tuple[str, ...]) -> Intake:
    intake = _convert(desk, tuple(seed for seed in chosen if seed not in manuscripts), copies=True)
    differences = _all_differences(desk, manuscripts, chosen)
    for seed in chosen:
        if seed in manuscripts:
            desk.seeds.note(seed)  # whoever asked for the differences has seen that it changed
    return replace(intake, differences=differences)


def _advice(survey: Survey) -> Iterator[Problem]:
    yield from map(_changed, survey.changed)
    for seed, other in survey.renamed.items():
        yield _renamed(seed, other)


def read_one(site: Path, path: Path) -> tuple[Reading, str]:
    """How a single text would be read, and the manuscript that it would become; nothing is written."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise UsageError(Problem(message=message, hint="name a text file", key="seed")) from error
    try:
        reading = receive(data, path.name, _open(site).context, beside_file(path))[0]
    except Refusal as refusal:
        raise ContentError(Problem(file=str(path), message=refusal.message, hint=refusal.hint, key="seed")) from refusal
    return reading, manuscript_of(reading, path.name)


def _open(site: Path) -> _Desk:
    sources = Sources(site)
    settings = read_settings(sources)
    context = context_of(settings, read_vocabulary(sources))
    register = read_register(sources)
    if errors_in(sources.problems):
        raise ContentError(*sources.problems)
    return _Desk(seeds=Seeds(site, register), context=context)


def context_of(settings: Site, vocabulary: Vocabulary) -> Context:
    """What helps to read the seeds of a site."""
    publication = settings.publication
    terms = tuple(Term(slug=tag.slug, label=tag.label, aliases=tag.aliases) for tag in vocabulary.tags)
    return Context(publications=((publication.title, publication.issn),), vocabulary=terms)


def _convert(desk: _Desk, names: Iterable[str], *, copies: bool = False) -> Intake:
    conversions: list[Conversion] = []
    problems: list[Problem] = []
    for seed in names:
        data = desk.seeds.data(seed)
        if data is None:
            continue
        if not copies and (other := desk.seeds.other_name(data)):
            problems.append(_renamed(seed, other))
            continue
        try:
            readings = desk.read(data, seed)
        except Refusal as refusal:
            problems.append(_unusable(seed, refusal.message, refusal.hint))
            continue
        if unusable := [remark for remark in readings[0].remarks if remark.key in _UNUSABLE]:
            problems.append(_unusable(seed, unusable[0].sentence))
            continue
        for source, reading in zip(sources_of(seed), readings, strict=False):
            write_pictures(desk.seeds.site, reading)
            manuscript = add_manuscript(desk.seeds.site, reading, manuscript_of(reading, source))
            conversions.append(Conversion(seed=f"{SEEDS}/{source}", manuscript=manuscript))
        problems += [_several(seed, len(readings))] if len(readings) > 1 else []
        desk.seeds.note(seed)
    return Intake(conversions=tuple(conversions), problems=(*desk.seeds.problems, *problems))


def add_manuscript(site: Path, reading: Reading, text: str) -> str:
    """Write a new manuscript under a name that is free; its path from the site's folder. Raises EnvironmentFault."""
    file = next(name for name in _names(reading) if not os.path.lexists(site / name))
    write_whole(site / file, text)
    return file


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


def _all_differences(desk: _Desk, manuscripts: Mapping[str, Article], seeds: Iterable[str]) -> tuple[Difference, ...]:
    found = (_differences(desk, seed, manuscripts[seed]) for seed in seeds if seed in manuscripts)
    return tuple(difference for differences in found for difference in differences)


def _differences(desk: _Desk, seed: str, article: Article) -> Iterator[Difference]:
    file = article.prose.file
    data = desk.seeds.data(seed)
    if data is None:
        return
    try:
        read_now, _ = read_article(manuscript_of(desk.read(data, seed)[0], seed), file)
    except Refusal:
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
    return _note(seed, message, f"to convert it again: ingest {SEEDS}/{seed}", "orphan")


def _changed(seed: str) -> Problem:
    message = "this seed changed since it was converted; its manuscript is left as it is"
    hint = f"`ingest {SEEDS}/{seed}` says what would now be read differently, and settles this"
    return _note(seed, message, hint, "seed-changed")


def _renamed(seed: str, other: str) -> Problem:
    message = f"this is the text of {SEEDS}/{other}, which was converted before; it is not converted again"
    hint = f"if you renamed it, write `source: {seed}` into its manuscript and run `ingest`; if not, remove it"
    return _note(seed, message, hint, "seed-renamed")


def _note(seed: str, message: str, hint: str, key: str) -> Problem:
    return Problem(severity=Severity.ADVICE, file=f"{SEEDS}/{seed}", message=message, hint=hint, key=key)


def _several(seed: str, count: int) -> Problem:
    message = f"there are {count} articles in this seed; each became a manuscript"
    return _note(seed, message, "check where one ends and the next begins", "several-articles")


def _unusable(seed: str, message: str, hint: str = "put a text file in its place, or remove it") -> Problem:
    return Problem(severity=Severity.WARNING, file=f"{SEEDS}/{seed}", message=message, hint=hint, key="seed")
