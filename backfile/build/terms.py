"""`ingest --terms`: the names that recur in an archive and have no entry in `content/tags.toml`.

Each article counts once: by its manuscript, or by its seed while it has none. Nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from backfile.archive.article import Article
from backfile.archive.vocabulary import Vocabulary
from backfile.build.holdings import read_articles, read_people, read_settings, read_vocabulary
from backfile.build.ingest import context_of
from backfile.build.reception import lines_of
from backfile.build.records import Records
from backfile.build.seeds import SEEDS, Seeds, read_register, seed_of
from backfile.build.sources import Sources
from backfile.build.workers import Workers
from backfile.errors import ContentError, errors_in
from backfile.formats.refusal import Refusal
from backfile.frozen import frozen
from backfile.intake.names import Names, names_in
from backfile.intake.proposals import Proposal, TextNames, proposals
from backfile.manuscript.header import split_manuscript

_APART = re.compile(r"\n[ \t]*\n")
_NO_PROSE = ("#", "|", "[^", "!", "```", "---")
_TARGET = re.compile(r"\]\([^()\s]{0,500}\)")
_MARKS = str.maketrans("", "", "*_`\\[]>")


def proposed_terms(site: Path, workers: Workers) -> tuple[Proposal, ...]:
    """The terms that may be worth an entry, the weightiest first. Raises ContentError while `content/` is faulty."""
    sources = Sources(site)
    settings, vocabulary = read_settings(sources), read_vocabulary(sources)
    articles = read_articles(sources, Records(), workers)
    contributors = read_people(sources).contributors
    if errors_in(sources.problems):
        raise ContentError(*sources.problems)
    files = {article.prose.file: _keywords(article, vocabulary) for article in articles}
    files |= {f"{SEEDS}/{seed}": () for seed in _without_manuscript(site, articles)}
    workers.stages.begin("comparing", len(files))
    names = []
    for found in workers.do(_Reader(site=site).read, list(files)):
        names.append(found)
        workers.stages.done()
    texts = [TextNames(names=each, keywords=files[file]) for file, each in zip(files, names, strict=True)]
    credited = {credit.name.printed for article in articles for credit in article.byline.credits}
    credited |= {contributor.name.printed for contributor in contributors}
    publications = {settings.publication.title, *(article.publication for article in articles)}
    return proposals(texts, context_of(settings, vocabulary).vocabulary, (*credited, *publications))


def _keywords(article: Article, vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(tag for tag in article.tags if vocabulary.find(tag) is None)


def _without_manuscript(site: Path, articles: Sequence[Article]) -> Iterator[str]:
    seeds = Seeds(site, read_register(Sources(site)))
    sources = {name for article in articles for name in (article.source, seed_of(article.source))}
    left = [seed for seed in seeds.names if seed not in sources and seeds.can_be_read(seed)]
    renamed = seeds.survey(left).renamed
    return (seed for seed in left if renamed.get(seed) not in sources)


@frozen
class _Reader:
    """Looks for names, in any process."""

    site: Path

    def read(self, files: Sequence[str]) -> list[Names]:
        """The names in some files, in their order."""
        return [names_in(self._lines(file)) for file in files]

    def _lines(self, file: str) -> list[str]:
        with suppress(OSError, Refusal):
            data = (self.site / file).read_bytes()
            if file.startswith(f"{SEEDS}/"):
                return [line.text for line in lines_of(data, file)]
            return list(_paragraphs(split_manuscript(data.decode("utf-8", "replace"), file)[0].body))
        return []


def _paragraphs(body: str) -> Iterator[str]:
    """The running text of a manuscript without its marks."""
    for paragraph in _APART.split(body.replace("\r\n", "\n")):
        if not paragraph.lstrip().startswith(_NO_PROSE):
            yield " ".join(_TARGET.sub("]", paragraph).translate(_MARKS).split())


def as_toml(proposal: Proposal) -> Iterator[str]:
    """The lines of an entry for `content/tags.toml`, with what speaks for it; of an alias, what entry it may be for."""
    yield f"# {_evidence(proposal)}"
    if proposal.tag:
        names = ", ".join(map(_quoted, (proposal.label, *proposal.aliases)))
        yield f"# it may belong to [{proposal.tag}]: add {names} to its aliases"
        return
    yield f"[{proposal.slug if proposal.slug.isascii() else _quoted(proposal.slug)}]"
    yield f"label = {_quoted(proposal.label)}"
    if proposal.aliases:
        yield f"aliases = [{', '.join(map(_quoted, proposal.aliases))}]"


def _evidence(proposal: Proposal) -> str:
    said = f"{proposal.uses} times in {proposal.texts} {'text' if proposal.texts == 1 else 'texts'}"
    if proposal.keyword_of:
        said += f", a keyword of {proposal.keyword_of}"
    return f"{said}; also as {', '.join(proposal.forms)}" if proposal.forms else said


def as_data(proposal: Proposal) -> Mapping[str, object]:
    """The same for machines."""
    names = ("slug", "label", "aliases", "forms", "uses", "texts", "keyword_of", "tag")
    return {name: getattr(proposal, name) for name in names}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
