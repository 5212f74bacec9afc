"""Seeds to manuscripts: what is new in `seeds/` is added to `content/articles/`; what is there is never touched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from backfile.archive.article import Article, Figure
from backfile.archive.vocabulary import Vocabulary
from backfile.build.compose import manuscript_of
from backfile.build.conversion import Reader, Scribe, convert
from backfile.build.evidence import with_evidence
from backfile.build.holdings import read_articles, read_settings, read_vocabulary
from backfile.build.outcome import Difference, Intake
from backfile.build.readings import number_held, rename_readings
from backfile.build.reception import beside_file, lines_of, receive
from backfile.build.records import Records
from backfile.build.seeds import SEEDS, Seeds, Survey, advice_on, last_places, note_on, read_register, sources_of
from backfile.build.sources import Sources
from backfile.build.stages import Stages
from backfile.build.turn import alone, nobody
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.errors import ContentError, Problem, UsageError, errors_in
from backfile.formats.refusal import Refusal
from backfile.frozen import frozen
from backfile.intake.lines import Line
from backfile.intake.record import Context, Reading, Term
from backfile.manuscript.articles import read_article

_COMPARED = (
    "title", "subtitle", "byline", "publication", "issn", "volume", "issue", "pages", "date", "doi", "abstract",
    "language", "licence", "figure",
)  # fmt: skip


def seed_workers(count: int, stages: Stages) -> Workers:
    """Processes that read seeds, each of which takes much longer than a page."""
    return Workers(count, stages, batch=8, enough=24)


_ALONE = Workers()


@frozen
class Desk:
    """The seeds of a site, what helps to read them, and who does."""

    seeds: Seeds
    context: Context
    workers: Workers

    @property
    def reader(self) -> Reader:
        """What reads its seeds, in any process."""
        return Reader(site=self.seeds.site, context=self.context)

    def with_evidence(self) -> Desk:
        """The same with what the texts of the archive tell of each other, as far as a good number of them shows."""
        return replace(self, context=with_evidence(self.context, self.seeds, self.workers))

    def convert(self, names: Sequence[str], manuscripts: Mapping[str, Article], *, copies: bool = False) -> Intake:
        """Make manuscripts of seeds, and save the register."""
        scribe = Scribe(seeds=self.seeds, done=manuscripts.keys(), reader=self.reader, copies=copies)
        intake = convert(scribe, names, self.workers)
        return _with_problems(intake, *self.seeds.problems)


def ingest_new(site: Path, workers: Workers = _ALONE, waiting: Callable[[], None] = nobody) -> Intake:
    """Convert the seeds that have never been converted. Raises BackfileError if a manuscript cannot be written."""
    with alone(site, waiting):
        # Another process may have converted them since somebody saw that they are new.
        desk = open_desk(site, workers).with_evidence()
        manuscripts = manuscripts_by_source(site, workers)
        survey = _settled(desk, desk.seeds.survey(desk.seeds.names), manuscripts)
        return _with_problems(desk.convert(survey.new, manuscripts), *advice_on(survey))


def manuscripts_by_source(site: Path, workers: Workers = _ALONE) -> dict[str, Article]:
    """The articles of a site by what they were made from. Raises ContentError if one cannot be read."""
    return {article.source: article for article in read_manuscripts(site, workers)}


def read_manuscripts(site: Path, workers: Workers) -> tuple[Article, ...]:
    """The articles of a site that name what they were made from. Raises ContentError if one cannot be read."""
    sources = Sources(site)
    articles = read_articles(sources, Records(), workers)
    if errors_in(sources.problems):
        # A manuscript that cannot be read would count as one that is gone, and be made a second time.
        raise ContentError(*sources.problems)
    return tuple(article for article in articles if article.source)


def _settled(desk: Desk, survey: Survey, manuscripts: Mapping[str, Article]) -> Survey:
    """The survey without the seeds that a manuscript names as its source; these are registered."""
    for seed in (*survey.new, *survey.renamed):
        if seed in manuscripts:
            desk.seeds.note_as_it_is(seed)
            if survey.renamed.get(seed, seed) not in manuscripts:
                rename_readings(desk.seeds.site, survey.renamed.get(seed, seed), seed)
    new = tuple(seed for seed in survey.new if seed not in manuscripts)
    renamed = {seed: other for seed, other in survey.renamed.items() if seed not in manuscripts}
    return replace(survey, new=new, renamed=renamed)


def _with_problems(intake: Intake, *problems: Problem) -> Intake:
    return replace(intake, problems=(*intake.problems, *problems))


def ingest_all(
    site: Path, chosen: tuple[str, ...] = (), workers: Workers = _ALONE, waiting: Callable[[], None] = nobody
) -> Intake:
    """Convert new seeds, or the chosen ones (names below `seeds/`), and say what the others would now be read as."""
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, waiting):
        desk, manuscripts = open_desk(site, workers).with_evidence(), manuscripts_by_source(site, workers)
        if chosen:
            return _ingest_chosen(desk, manuscripts, chosen)
        return _ingest_all(desk, manuscripts)


def _ingest_all(desk: Desk, manuscripts: Mapping[str, Article]) -> Intake:
    survey = _settled(desk, desk.seeds.survey(desk.seeds.names), manuscripts)
    orphans = [seed for seed in desk.seeds.names if desk.seeds.is_registered(seed) and seed not in manuscripts]
    intake = desk.convert(survey.new, manuscripts)
    changed = tuple(seed for seed in survey.changed if seed not in orphans)
    intake = _with_problems(intake, *advice_on(replace(survey, changed=changed)), *map(_orphan, orphans))
    return _with_differences(intake, desk, manuscripts, desk.seeds.names)


def _ingest_chosen(desk: Desk, manuscripts: Mapping[str, Article], chosen: tuple[str, ...]) -> Intake:
    for seed in chosen:
        if seed in manuscripts:
            desk.seeds.note_as_it_is(seed)  # whoever asks for the differences will see that it changed
    new = tuple(seed for seed in chosen if seed not in manuscripts and desk.seeds.can_be_read(seed))
    intake = desk.convert(new, manuscripts, copies=True)
    return _with_differences(intake, desk, manuscripts, chosen)


@frozen
class Shown:
    """How a text would be read: its lines, and its articles, each with its source and the text of its manuscript."""

    lines: tuple[Line, ...]
    articles: tuple[tuple[str, Reading, str], ...]


def read_one(site: Path, path: Path) -> Shown:
    """How a single text would be read; nothing is written. Raises UsageError, or ContentError where it cannot be."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror}"
        raise UsageError(Problem(message=message, hint="name a text file", key="seed")) from error
    beside = beside_file(path)
    try:
        readings = receive(data, path.name, open_desk(site, _ALONE).with_evidence().context, beside)
        lines = lines_of(data, path.name, beside)
    except Refusal as refusal:
        raise ContentError(Problem(file=str(path), message=refusal.message, hint=refusal.hint, key="seed")) from refusal
    articles = zip(sources_of(path.name), readings, strict=False)
    return Shown(
        lines=lines, articles=tuple((source, reading, manuscript_of(reading, source)) for source, reading in articles)
    )


def open_desk(site: Path, workers: Workers) -> Desk:
    """The seeds of a site, and what helps to read them. Raises ContentError if a register cannot be read."""
    sources = Sources(site)
    settings = read_settings(sources)
    context = context_of(settings, read_vocabulary(sources))
    register = read_register(sources)
    if errors_in(sources.problems):
        raise ContentError(*sources.problems)
    return Desk(seeds=Seeds(site, register), context=context, workers=workers)


def context_of(settings: Site, vocabulary: Vocabulary) -> Context:
    """What helps to read the seeds of a site."""
    publication = settings.publication
    terms = tuple(Term(slug=tag.slug, label=tag.label, aliases=tag.aliases) for tag in vocabulary.tags)
    return Context(publications=((publication.title, publication.issn),), vocabulary=terms)


def _with_differences(intake: Intake, desk: Desk, manuscripts: Mapping[str, Article], seeds: Iterable[str]) -> Intake:
    """The intake with what manuscripts say otherwise than their seeds, each article of a seed by its place in it."""
    places = last_places(manuscripts)
    known = [seed for seed in seeds if seed in places and desk.seeds.can_be_read(seed)]
    held = {seed: number_held(desk.seeds.site, seed, places) for seed in known}
    found: list[Difference] = []
    problems: list[Problem] = []
    desk.workers.stages.begin("comparing", len(known))
    for read in desk.workers.do(desk.reader.read, known):
        desk.workers.stages.done()
        if read.articles and len(read.articles) != held[read.seed]:
            problems.append(_recounted(read.seed, held[read.seed], len(read.articles)))
            continue
        for source, (_, text) in zip(sources_of(read.seed), read.articles, strict=False):
            found += differences_of(read.seed, text, manuscripts[source]) if source in manuscripts else ()
    return replace(_with_problems(intake, *problems), differences=tuple(found))


def differences_of(seed: str, text: str, article: Article) -> Iterator[Difference]:
    """The fields that a manuscript states otherwise than the seed is read; `text` is what intake makes of the seed."""
    file = article.prose.file
    read_now, _ = read_article(text, file)
    for name in _COMPARED if read_now else ():
        here, there = getattr(article, name), getattr(read_now, name)
        if here != there:
            yield Difference(
                seed=f"{SEEDS}/{seed}",
                file=file,
                line=article.line_of("authors" if name == "byline" else name),
                field="authors" if name == "byline" else name,
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
    if isinstance(value, Figure):
        return "; ".join(filter(None, (value.src, value.alt, value.caption, value.credit, value.licence)))
    return str(getattr(value, "iso", "") or ("" if hasattr(value, "credits") else value))


def _recounted(seed: str, held: int, now: int) -> Problem:
    message = f"this seed is now read as {now} articles, and was as {held}; its manuscripts are left as they are"
    hint = f"`ingest --diff {SEEDS}/{seed}` says what came and went; with --update in place of --diff it is seen to"
    return note_on(seed, message, hint, "several-articles")


def _orphan(seed: str) -> Problem:
    message = "this seed was converted before, and its manuscript is gone"
    return note_on(seed, message, f"to convert it again: ingest {SEEDS}/{seed}", "orphan")
