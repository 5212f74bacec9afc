"""How to cite the article: a line that states title, publication, number and year in one, and so tells lines apart.

What other lines state goes before it: a citation only fills gaps, and names the candidate that is the title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from backfile.archive.dates import PartialDate
from backfile.archive.identifiers import normal_doi
from backfile.intake.draft import Draft
from backfile.intake.labels import Labelled, read_label
from backfile.intake.lines import Line, sameness_key, word_count
from backfile.intake.masthead import Masthead, joined, read_masthead

_SHORTEST = 6
_LONGEST = 1500
_MOST_LINES = 6
_SHORTEST_BROKEN = 50
_LONGEST_NAME = 10
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])")
_DOI = re.compile(r"(?:doi[: ]{1,2})?(?:https?://(?:dx\.)?doi\.org/)?10\.[0-9]{4,9}/\S{1,200}", re.IGNORECASE)
_LINK = re.compile(r"https?://\S{1,300}")
_NAME = re.compile(r"[^\W\d_][^.,0-9№]{2,120}")


def read_citation(draft: Draft, label: Labelled, lines: Sequence[Line]) -> int:
    """A citation behind its label or on the lines below it; how many lines it takes."""
    count = 1
    while count < min(len(lines), _MOST_LINES) and _goes_on(label, lines, count):
        count += 1
    text = " ".join([label.value, *(line.text for line in lines[1:count])]).strip()
    if len(text) > _LONGEST or draft.citation or word_count(text) < _SHORTEST or not _YEAR.search(text):
        if label.has_colon and word_count(label.value) <= _LONGEST_NAME:
            draft.notebook.leave_out(lines[0], f"{label.label}: a line that has no field")
            return 1
        return 0
    draft.citation, draft.citation_line = text, lines[0].number
    for line in lines[:count]:
        draft.notebook.leave_out(line, "how to cite the article")
    return count


def is_cited(draft: Draft, text: str) -> bool:
    """Whether the citation contains the line, as it does the title of the article."""
    return word_count(text) > 1 and f" {sameness_key(text)} " in f" {sameness_key(draft.citation)} "


def fill_from_citation(draft: Draft, candidates: list[Line]) -> None:
    """Take from the citation what no other line states: the publication, its numbers, the year, the DOI."""
    found = _title_in(draft) if draft.citation and draft.title else None
    if not found:
        return
    before, after = draft.citation[: found.start()], draft.citation[found.end() :].lstrip(" .,;:/–—-»”\"'")
    doi = _DOI.search(after)
    draft.doi = draft.doi or (normal_doi(doi[0]) if doi else "") or ""
    stated = _masthead(_LINK.sub("", _DOI.sub("", after)))
    years = _YEAR.findall(before)
    if len(set(years)) == 1 and not stated.date:
        stated = replace(stated, date=PartialDate(year=int(years[0])))
    known = draft.masthead
    missing = Masthead(
        publication="" if known.publication else stated.publication,
        volume="" if known.volume else stated.volume,
        issue="" if known.issue else stated.issue,
        pages="" if known.pages else stated.pages,
        date=stated.date,
    )
    draft.masthead = joined(known, missing)
    draft.masthead_line = draft.masthead_line or draft.citation_line
    for line in [line for line in candidates if sameness_key(line.text) == sameness_key(draft.masthead.publication)]:
        draft.notebook.take(line, "masthead")
        candidates.remove(line)


def _masthead(text: str) -> Masthead:
    """The name and the numbers behind the title; the name alone where nothing more can be read."""
    text = text.strip(" .,;:/")
    name = _NAME.match(text)
    publication = name[0].strip(" ;:/") if name and word_count(name[0]) <= _LONGEST_NAME else ""
    numbers = read_masthead(text[name.end() :].strip(" .,;")) if name else None
    return replace(numbers or Masthead(), publication=publication)


def _title_in(draft: Draft) -> re.Match[str] | None:
    words = sameness_key(draft.title).split()
    return re.search(r"[\W_]+".join(map(re.escape, words)), draft.citation, re.IGNORECASE) if words else None


def _goes_on(label: Labelled, lines: Sequence[Line], count: int) -> bool:
    """Whether the line is the citation of a label alone, or the next line of one that a page's width broke."""
    line = lines[count]
    if count == 1 and not label.value:
        return line.gap <= 1
    before = lines[count - 1].text
    is_broken = len(before) >= _SHORTEST_BROKEN and not before.endswith(".") and not _DOI.search(before)
    return is_broken and not line.gap and not read_label(line.text)
