"""A build from end to end: read, catalogue, plan, render, publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from backfile.archive.catalogue import Catalogue, catalogue_of
from backfile.archive.checks import check
from backfile.build.draft import Draft, Progress
from backfile.build.holdings import read_holdings, read_settings
from backfile.build.ledger import Ledger, Trace, load_ledger, save_ledger
from backfile.build.outcome import Outcome, Task
from backfile.build.output import InTheWayError, Output, cannot_write
from backfile.build.records import load_records, save_records
from backfile.build.rest import LEDGER, STATE
from backfile.build.sources import Sources
from backfile.build.turn import alone
from backfile.build.workers import Workers
from backfile.config import Site
from backfile.digest import digest_bytes
from backfile.errors import ContentError, Problem, Severity, errors_in
from backfile.site.desk import Desk
from backfile.site.pages import Asset
from backfile.site.plan import TEMPLATES, Plan, plan_site
from backfile.site.render import Theme
from backfile.site.theme import THEME

OUTPUT = "output"
_RECORDS = f"{STATE}/records.pickle"
_STYLESHEET = "assets/style.css"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build: the number of worker processes, and whom to tell how far the build is."""

    workers: int = 1
    progress: Progress = lambda _done, _total: None
    waiting: Callable[[], None] = lambda: None


def build(site: Path, options: Options) -> Outcome:
    """Bring `output/` up to date. Raises BackfileError with all that is wrong, and then nothing is changed."""
    started = perf_counter()
    read_settings(Sources(site))  # a folder that is no site is left as it is
    with alone(site, options.waiting), Workers(options.workers) as workers:
        edition = _read(site, workers)
        _refuse(edition.problems)
        output = Output(site / OUTPUT)
        ledger = load_ledger(ledger_file(site))
        draft = Draft(site=site, plan=edition.plan, theme=edition.theme, ledger=ledger, output=output)
        with output.staging():
            draft.copy()
            draft.render(workers, options.progress)
            _refuse((*edition.problems, *draft.problems))
            outcome = _publish(site, draft)
    return replace(
        outcome,
        articles=len(edition.catalogue.articles),
        problems=(*edition.problems, *_advice(edition.settings, edition.catalogue)),
        tasks=_tasks(edition.catalogue),
        seconds=perf_counter() - started,
    )


def faults_of(site: Path) -> tuple[Problem, ...]:
    """What is wrong with the files of a site, as far as it shows before a page is rendered."""
    return _read(site, Workers()).problems


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edition:
    """A site as it was read, and the plan to publish it."""

    settings: Site
    catalogue: Catalogue
    theme: Theme
    plan: Plan
    problems: tuple[Problem, ...]


def _read(site: Path, workers: Workers) -> _Edition:
    sources = Sources(site)
    settings = read_settings(sources)
    records = load_records(site / _RECORDS)
    catalogue = catalogue_of(read_holdings(sources, settings, records, workers))
    save_records(site / _RECORDS, records)
    theme = Theme(site / "templates")
    tuple(sources.below("templates"))  # Jinja finds them by itself; here they are only looked at
    assets = _assets(sources, theme)
    plan, clashes = plan_site(_desk(settings, catalogue, assets), assets)
    problems = (*sources.problems, *check(catalogue), *clashes, *theme.check(TEMPLATES))
    return _Edition(settings=settings, catalogue=catalogue, theme=theme, plan=plan, problems=problems)


def _assets(sources: Sources, theme: Theme) -> tuple[Asset, ...]:
    statics = (
        Asset(permalink=source.file.removeprefix("static/"), source=source.file, path=source.file)
        for source in sources.below("static")
    )
    return (*statics, _stylesheet(theme))


def _stylesheet(theme: Theme) -> Asset:
    own = theme.folder / _STYLESHEET
    data = (own if own.is_file() else THEME / _STYLESHEET).read_bytes()
    permalink = f"assets/style.{digest_bytes(data)[:10]}.css"
    return Asset(permalink=permalink, source=f"templates/{_STYLESHEET}", data=data)


def _desk(settings: Site, catalogue: Catalogue, assets: tuple[Asset, ...]) -> Desk:
    *statics, stylesheet = assets
    return Desk(
        settings=settings,
        catalogue=catalogue,
        stylesheet=stylesheet.permalink,
        statics=frozenset(asset.permalink for asset in statics),
    )


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if errors_in(found):
        raise ContentError(*found)


def ledger_file(site: Path) -> Path:
    """Where the ledger of a site is kept."""
    return site / STATE / LEDGER


def _publish(site: Path, draft: Draft) -> Outcome:
    output = draft.output
    output.refuse_links((*draft.traces, *draft.doomed))
    _claim(site, draft)
    written, blocked = _publish_staged(output)
    removed = tuple(permalink for permalink in draft.doomed if output.remove(permalink))
    # What stood in the way of these is gone now, if it was ours.
    written += (permalink for permalink in blocked if _publish_late(output, permalink))
    _save(site, draft.ledger, {**draft.traces, **dict(_traces_of(draft))})
    return Outcome(
        written=tuple(str(output.file(permalink).relative_to(site).as_posix()) for permalink in written),
        removed=tuple(str(output.file(permalink).relative_to(site).as_posix()) for permalink in removed),
        unchanged=len(draft.traces) - len(written),
        strangers=output.strangers(set(draft.traces)),
    )


def _claim(site: Path, draft: Draft) -> None:
    # A build that dies now leaves files which only this note tells apart from strangers.
    unknown = draft.output.staged.keys() - draft.ledger.keys()
    if unknown:
        _save(site, draft.ledger, {**draft.ledger, **{permalink: Trace() for permalink in unknown}})


def _publish_staged(output: Output) -> tuple[list[str], list[str]]:
    """The addresses that were written, and those that could not be because something stands in their way."""
    written: list[str] = []
    blocked: list[str] = []
    for permalink in output.staged:
        try:
            if output.publish(permalink):
                written.append(permalink)
        except InTheWayError:
            blocked.append(permalink)
    return written, blocked


def _publish_late(output: Output, permalink: str) -> bool:
    try:
        return output.publish(permalink)
    except InTheWayError as error:
        raise error.fault from error


def _traces_of(draft: Draft) -> Iterator[tuple[str, Trace]]:
    for permalink, staged in draft.output.staged.items():
        facts = draft.output.file(permalink).stat()
        trace = draft.traces[permalink]
        yield permalink, replace(trace, data=staged.data, size=facts.st_size, modified=facts.st_mtime_ns)


def _save(site: Path, before: Ledger, after: Ledger) -> None:
    if after != before:
        try:
            save_ledger(ledger_file(site), after)
        except OSError as error:
            raise cannot_write(ledger_file(site), error) from error


def _advice(settings: Site, catalogue: Catalogue) -> Iterator[Problem]:
    undated = sum(article.date is None for article in catalogue.articles)
    if undated:
        what = "1 article states" if undated == 1 else f"{undated} articles state"
        message = (
            f"{what} no date: no date is printed, the feed leaves such articles out, they stand under “Without a date”,"
            " and Google Scholar does not index them"
        )
        yield _note("content/articles", message, "add `date:` to the header as precisely as you know it", "undated")
    if not settings.url:
        message = "the address of the site is not set, so there is no sitemap.xml and no canonical address"
        yield _note("site.toml", message, 'add a line such as url = "https://journal.example/archive/"', "url")


def _note(file: str, message: str, hint: str, key: str) -> Problem:
    return Problem(severity=Severity.ADVICE, file=file, message=message, hint=hint, key=key)


def _tasks(catalogue: Catalogue) -> tuple[Task, ...]:
    articles = sorted(catalogue.holdings.articles, key=lambda article: article.prose.file)
    return tuple(
        Task(file=article.prose.file, line=article.line_of("review"), sentence=sentence)
        for article in articles
        for sentence in article.review
    )
