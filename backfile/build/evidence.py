"""What the texts of an archive tell of each other: lines that recur, and how often each term is used.

Each article counts once: by its seed, or by its manuscript if it has no seed; so nothing changes when a seed is
converted, and it makes no difference which seed is read first, where, or by how many processes. Of a large archive a
half of the texts is looked at, a quarter, and so on, chosen by their names: with each new text the choice stays as it
was, until it is halved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from backfile.build.generator import generator_digest
from backfile.build.holdings import ARTICLES
from backfile.build.notes import STATE, load_note, save_note
from backfile.build.reception import lines_of
from backfile.build.seeds import SEEDS, Seeds, seed_of
from backfile.build.sources import Sources, is_inside
from backfile.build.workers import Workers
from backfile.digest import digest_bytes, digest_value
from backfile.formats.refusal import Refusal
from backfile.frozen import frozen
from backfile.intake.record import Context, Frequencies, Term
from backfile.intake.recurrence import keys_of, recurrence_of
from backfile.intake.stems import phrases_of, stems, terms_among
from backfile.manuscript.articles import read_article

_MOST = 512
_NOTE = f"{STATE}/evidence"
_FORM = "evidence 1"

Trace = tuple[tuple[str, ...], tuple[str, ...], str]
"""What a text adds to the evidence: its lines as what they share with others, its terms, and its source, if stated."""


def with_evidence(context: Context, seeds: Seeds, workers: Workers) -> Context:
    """What helps to read the seeds of a site, with what its texts tell of each other."""
    site = seeds.site
    found = [source.file for source in Sources(site).below(ARTICLES) if source.file.endswith(".md")]
    share = share_of(max(len(seeds.names), len(found)))
    ours = [seed for seed in chosen(seeds.names, share) if seeds.can_be_read(seed)]
    files = [*(f"{SEEDS}/{seed}" for seed in ours), *chosen(found, share)]
    traces = _traces(_Looker(site=site, vocabulary=context.vocabulary), files, workers)
    of_seeds = [traces[f"{SEEDS}/{seed}"] for seed in ours]
    without = [traces[file] for file in chosen(found, share) if not _has_seed(traces[file][2], seeds)]
    formers = _formers(seeds) if any(source for _, _, source in without) else frozenset()
    others = [trace for trace in without if seed_of(trace[2]) not in formers]
    counts = Counter(slug for _, slugs, _ in (*of_seeds, *others) for slug in slugs)
    return replace(
        context,
        recurrence=recurrence_of(frozenset(keys) for keys, _, _ in of_seeds),
        frequencies=Frequencies(texts=len(of_seeds) + len(others), terms=counts),
    )


def share_of(number: int) -> int:
    """One of how many texts is looked at: a power of two."""
    share = 1
    while number > _MOST * share:
        share *= 2
    return share


def chosen(names: Iterable[str], share: int) -> Iterator[str]:
    """The names of the texts that are looked at; whoever is chosen for a small share is so for a larger one."""
    return (name for name in names if int(digest_bytes(name.encode("utf-8", "replace"))[:8], 16) % share == 0)


def _has_seed(source: str, seeds: Seeds) -> bool:
    return bool(source) and (seeds.is_listed(source) or seeds.is_listed(seed_of(source)))


def _formers(seeds: Seeds) -> frozenset[str]:
    """The names under which seeds were converted that have another name now."""
    unknown = [seed for seed in seeds.names if not seeds.is_registered(seed)]
    return frozenset(seeds.survey(unknown).renamed.values())


@frozen
class _Looker:
    """Looks at texts, in any process."""

    site: Path
    vocabulary: tuple[Term, ...]

    def look(self, files: Sequence[str]) -> list[Trace]:
        """What some files add to the evidence, in their order."""
        return list(map(self._look_at, files))

    def _look_at(self, file: str) -> Trace:
        data = _bytes_of(self.site / file)
        if file.startswith(ARTICLES):
            article, _ = read_article(data.decode("utf-8", "replace"), file)
            text = data.decode("utf-8", "replace").split("\n", article.prose.line - 1)[-1] if article else ""
            return (), self._terms(f"{article.title}\n{text}" if article else ""), article.source if article else ""
        try:
            lines = lines_of(data, file)
        except Refusal:
            return (), (), ""
        return tuple(sorted(keys_of(lines))), self._terms("\n".join(line.text for line in lines)), ""

    def _terms(self, text: str) -> tuple[str, ...]:
        return tuple(sorted(set(terms_among(stems(text), phrases_of(self.vocabulary)))))


def _traces(looker: _Looker, files: Sequence[str], workers: Workers) -> Mapping[str, Trace]:
    """The traces of files; of those that did not change since the last time, as they were noted then."""
    path = looker.site / _NOTE
    form = f"{_FORM} {generator_digest()} {digest_value(looker.vocabulary)}"
    known: dict[str, Trace] = load_note(path, form) or {}
    digests = {file: f"{file} {digest_bytes(_bytes_of(looker.site / file))}" for file in files}
    new = [file for file, digest in digests.items() if digest not in known]
    looked_at = dict(zip(new, workers.do(looker.look, new), strict=True))
    traces = {file: looked_at.get(file) or known[digest] for file, digest in digests.items()}
    if new and path.parent.is_dir() and is_inside(looker.site, path.parent):
        with suppress(OSError):
            save_note(path, form, {digest: traces[file] for file, digest in digests.items()})
    return traces


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
