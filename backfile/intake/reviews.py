"""Reviews: what describes the work under review is not told of the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from backfile.intake.draft import Draft
from backfile.intake.labels import read_label
from backfile.intake.lines import Line, word_count

# "Riverbank Press, 2019, 348 pp., £24.99": each stands for itself between commas, full stops or the ends of the line.
# What a title or a sentence says of pages or money does not: "Oil at $99.50 a Barrel", "Россия в 2014 с точки зрения".
_BEFORE = r"(?:^|[,;:.(|/–—-] ?|\b(?:19|20)[0-9]{2} |\b(?:hardback|paperback|hardcover|hb|pb) )"
_BEHIND = r"(?= ?(?:[.,;:)(|/€£$–—-]|$|ISBN))"
_OF_A_BOOK = re.compile(
    r"\bISBN(?:-1[03])?:? ?[0-9]|"
    rf"{_BEFORE}[0-9]{{2,4}} ?(?:pp|pages?|pagg?|pagine|seiten|s|с|стр|страниц\w{{0,2}}){_BEHIND}|"
    rf"{_BEFORE}[€£$] ?[0-9]{{1,3}}[.,][0-9]{{2}}{_BEHIND}|"
    rf"{_BEFORE}[0-9]{{1,3}}[.,][0-9]{{2}} ?(?:€|eur|euro|руб){_BEHIND}",
    re.IGNORECASE,
)
_REVIEWER = frozenset(["reviewed by", "review by", "recensione di", "rezensiert von", "рецензент"])
_MOST_WORDS = 60
_NEAR = 3


def set_work_apart(draft: Draft, lines: Sequence[Line]) -> None:
    """Give back to the text the byline of a work that is reviewed, and point out what describes it.

    Of several bylines the reviewer's is that of the article; one close above the pages, price or ISBN of a book is the
    book's.
    """
    described = [place for place, line in enumerate(lines) if describes_a_work(line)]
    labels = {line.number: read_label(line.text) for line in lines}
    reviewers = {line for line, label in labels.items() if label and label.label in _REVIEWER}
    for place, line in enumerate(lines):
        if line.number not in draft.credit_lines or line.number in reviewers:
            continue
        is_of_book = any(place < book <= place + _NEAR for book in described)
        if is_of_book or (reviewers.intersection(draft.credit_lines) and not _has_certain_label(line)):
            _give_back(draft, line)
    for place in described:
        sentence = (
            f"“{lines[place].text[:80]}” describes a book, so the text may be a review; check that title, author, date "
            "and publication are its own and not those of the book."
        )
        draft.notebook.remark("work-described", lines[place].number, sentence)


def describes_a_work(line: Line) -> bool:
    """Whether a line gives the pages, the price or the ISBN of a book."""
    return word_count(line.text) <= _MOST_WORDS and bool(_OF_A_BOOK.search(line.text))


def _has_certain_label(line: Line) -> bool:
    label = read_label(line.text)
    return bool(label and label.has_colon and not label.is_weak)


def _give_back(draft: Draft, line: Line) -> None:
    kept = [place for place, number in enumerate(draft.credit_lines) if number != line.number]
    draft.credits = [draft.credits[place] for place in kept]
    draft.marks = [draft.marks[place] for place in kept]
    draft.credit_lines = [draft.credit_lines[place] for place in kept]
    draft.has_byline = any(credit.role == "author" for credit in draft.credits)
    draft.notebook.return_number(line.number)
    draft.plain_lines.add(line.number)
